/// Tests of the tabular room.
@NullMarked
package dev.saldo.server.tabular;

import org.jspecify.annotations.NullMarked;
