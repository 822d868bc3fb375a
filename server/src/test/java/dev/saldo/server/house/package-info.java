/// Tests of the house rules: what the sources of all modules may say, and what a module may import.
@NullMarked
package dev.saldo.server.house;

import org.jspecify.annotations.NullMarked;
