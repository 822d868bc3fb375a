/// Tests of the openapi room.
@NullMarked
package dev.saldo.server.openapi;

import org.jspecify.annotations.NullMarked;
