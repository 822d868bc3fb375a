/// Proof that the simulated worlds see what they are there to see.
@NullMarked
package dev.saldo.testkit.world;

import org.jspecify.annotations.NullMarked;
