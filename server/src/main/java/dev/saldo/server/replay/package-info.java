/// Recorded traffic, sent again through the public API to see what it costs and how long it takes.
///
/// Owns the reading of traces, the sending of their rows once each, the topping up of the wallets
/// that pay for them, and the sums. Doesn't own the server it talks to nor the audit of its books;
/// it knows the API alone.
///
/// Invariants: the key of a row comes from the trace's digest, the run and the row's number, so
/// that a replay that was broken off goes on where it was, and no row counts twice. Credits are
/// summed exactly. Nothing is sent before the whole trace has been read.
@NullMarked
package dev.saldo.server.replay;

import org.jspecify.annotations.NullMarked;
