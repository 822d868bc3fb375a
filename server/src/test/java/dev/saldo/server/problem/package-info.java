/// Tests of the problem room.
@NullMarked
package dev.saldo.server.problem;

import org.jspecify.annotations.NullMarked;
