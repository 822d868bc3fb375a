/// Servers as processes of their own, for tools that measure them or kill them.
///
/// Owns how such a process is begun, when it counts as ready, and how it and the PostgreSQL below
/// it are ended; every wait has an end.
@NullMarked
package dev.saldo.testkit.process;

import org.jspecify.annotations.NullMarked;
