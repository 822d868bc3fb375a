/// Tests that hold for the domain as a whole: the architecture rules of its rooms.
@NullMarked
package dev.saldo.core;

import org.jspecify.annotations.NullMarked;
