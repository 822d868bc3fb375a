/// What the server stands on: PostgreSQL, its own or somebody else's, the room on its disk, and
/// what becomes of requests when it can't write.
///
/// Owns the order of opening and closing. Doesn't own the embedded server or the schema (the
/// store's rooms).
@NullMarked
package dev.saldo.server.storage;

import org.jspecify.annotations.NullMarked;
