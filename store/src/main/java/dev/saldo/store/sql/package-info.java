/// Statements off the hot path: one at a time, in a transaction that has named its workspace.
///
/// Owns how such a transaction begins and ends, and what becomes of a database that refuses or
/// can't answer. The hot path writes its statements over arrays by itself.
@NullMarked
package dev.saldo.store.sql;

import org.jspecify.annotations.NullMarked;
