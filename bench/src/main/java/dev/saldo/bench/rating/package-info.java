/// How fast prices are found.
///
/// Owns the measurements of `dev.saldo.core.rating` alone, without storage or network.
@NullMarked
package dev.saldo.bench.rating;

import org.jspecify.annotations.NullMarked;
