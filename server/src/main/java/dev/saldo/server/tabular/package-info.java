/// The books as flat tables, for spreadsheets and warehouses.
///
/// Owns the columns, the forms CSV and JSON lines, and the route. Doesn't own which rows there are
/// nor the Parquet form (`store`), and not the archive of everything, which `saldo export` writes.
///
/// Invariants: nothing that a person typed is a formula in a spreadsheet; names of files are made
/// here; rows go through and aren't gathered.
@NullMarked
package dev.saldo.server.tabular;

import org.jspecify.annotations.NullMarked;
