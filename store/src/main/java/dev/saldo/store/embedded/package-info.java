/// The PostgreSQL server that Saldo brings along, kept alive in a folder of the user's choice.
///
/// Owns: the server's binaries, its data folder, its passwords, its process and the restarts.
/// Doesn't own: tables and migrations (they belong to `dev.saldo.store.database`), nor the decision
/// when to stop (whoever calls [dev.saldo.store.embedded.EmbeddedPostgres#start] also closes it; no
/// shutdown hook is registered here, because the caller must drain its own work first).
///
/// The folder:
///
/// | path | what |
/// |---|---|
/// | `binaries/` | the unpacked server, one folder per digest |
/// | `data/` | PostgreSQL's data; never edited by hand, settings are given on the command line |
/// | `secrets/` | passwords, readable by the owner alone |
/// | `log/` | `startup.log` and one server log per weekday |
/// | `lock`, `pid`, `port` | who holds the folder, and the port last used |
/// | `ballast` | spare bytes, given back when the disk is full so that the server can recover |
///
/// Invariants: one process holds a folder at a time; the server listens on loopback alone, asks for
/// a password, and serves only while fsync, full-page writes, synchronous commit and checksums are
/// on.
@NullMarked
package dev.saldo.store.embedded;

import org.jspecify.annotations.NullMarked;
