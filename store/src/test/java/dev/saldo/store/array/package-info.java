/// Tries arrays on real PostgreSQL.
@NullMarked
package dev.saldo.store.array;

import org.jspecify.annotations.NullMarked;
