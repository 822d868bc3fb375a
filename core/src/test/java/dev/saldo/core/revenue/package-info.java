/// Tests of the revenue room.
@NullMarked
package dev.saldo.core.revenue;

import org.jspecify.annotations.NullMarked;
