/// What the books hold as flat tables, for spreadsheets and warehouses.
///
/// Owns which rows such a table has and in which order, how they are read without being held, and
/// the Parquet file. Doesn't own the other forms, names of columns and ids as they are shown (the
/// server), nor the archive of everything (`archive`).
///
/// Invariant: however many rows there are, memory holds a fetch of them.
@NullMarked
package dev.saldo.store.tabular;

import org.jspecify.annotations.NullMarked;
