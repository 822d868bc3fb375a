/// The engine without HTTP under load, and the textbook transaction beside it.
///
/// Owns how customers are laid out for a load, what one call is, and the baseline. Doesn't own what
/// is printed of it nor the gates.
@NullMarked
package dev.saldo.bench.engine;

import org.jspecify.annotations.NullMarked;
