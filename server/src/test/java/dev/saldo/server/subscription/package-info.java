/// Acts on accounts over HTTP, on a whole node with a real database.
@NullMarked
package dev.saldo.server.subscription;

import org.jspecify.annotations.NullMarked;
