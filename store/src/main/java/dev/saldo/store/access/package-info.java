/// Workspaces, and the keys and sessions that open them.
///
/// Owns their rows. Secrets come in as digests only. Doesn't own what a key may do (the server's
/// room of the same name).
@NullMarked
package dev.saldo.store.access;

import org.jspecify.annotations.NullMarked;
