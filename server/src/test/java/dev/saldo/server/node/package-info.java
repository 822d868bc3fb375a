/// Whole nodes on a real database, asked over HTTP.
@NullMarked
package dev.saldo.server.node;

import org.jspecify.annotations.NullMarked;
