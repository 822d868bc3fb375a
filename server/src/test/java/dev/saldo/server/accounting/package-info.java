/// Tests of the accounting room.
@NullMarked
package dev.saldo.server.accounting;

import org.jspecify.annotations.NullMarked;
