/// Who may ask: API keys, portal sessions, and the workspaces that they open.
///
/// Owns secrets (made here, shown once, kept as digests), what a key may hand on, and the answer to
/// whose a secret is. Doesn't own the list of scopes nor their check, which stand with the routes.
///
/// Invariants: nobody hands on a scope that he doesn't have himself; a secret that was revoked
/// opens nothing a second later, and nothing at once on the node that revoked it.
@NullMarked
package dev.saldo.server.access;

import org.jspecify.annotations.NullMarked;
