/// Tests of what stands between the routes and a database that can't answer.
@NullMarked
package dev.saldo.server.storage;

import org.jspecify.annotations.NullMarked;
