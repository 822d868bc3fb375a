/// The way to PostgreSQL: addresses, roles, migrations and connection pools.
///
/// Owns: how a database is reached and by whom, the schema's version, the pools and their time
/// limits. Doesn't own: any table or query (they stand with their feature), nor the server process
/// (`dev.saldo.store.embedded`).
///
/// Invariants: the application connects as a role that owns no table, is no superuser and is under
/// row-level security; migrations run as the owner and one process at a time; every connection has
/// time limits, so nothing waits for ever on a dead network.
@NullMarked
package dev.saldo.store.database;

import org.jspecify.annotations.NullMarked;
