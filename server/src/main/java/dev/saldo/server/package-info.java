/// The server as a whole: how its rooms are put together, and the program's way in.
///
/// Owns the wiring, which no room asks back, and the settings. Doesn't own any behaviour.
@NullMarked
package dev.saldo.server;

import org.jspecify.annotations.NullMarked;
