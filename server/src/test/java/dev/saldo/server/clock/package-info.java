/// Tests of a clock that leaps.
@NullMarked
package dev.saldo.server.clock;

import org.jspecify.annotations.NullMarked;
