/// Columns of many rows as PostgreSQL arrays, for statements that write or look up a whole batch.
///
/// Owns the binary form of arrays (PostgreSQL's own wire format). Doesn't own any statement: each
/// feature binds its own columns.
@NullMarked
package dev.saldo.store.array;

import org.jspecify.annotations.NullMarked;
