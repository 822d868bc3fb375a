/// Tries the engine on real PostgreSQL.
@NullMarked
package dev.saldo.server.engine;

import org.jspecify.annotations.NullMarked;
