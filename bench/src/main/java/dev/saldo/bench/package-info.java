/// The door of the benchmarks: `./saldo bench`.
///
/// Owns the command line. What is measured is in `suite`, how load is made in `load`, and how
/// figures are shown in `report`.
@NullMarked
package dev.saldo.bench;

import org.jspecify.annotations.NullMarked;
