/// How load is made and measured: callers, and slices of time in which they call.
///
/// Knows nothing of what is called. A call counts when its answer is there, never when it was sent.
/// Latencies are in microseconds. An open loop measures from the time a call was due, so that a
/// stalled server can't hide the calls it held up.
@NullMarked
package dev.saldo.bench.load;

import org.jspecify.annotations.NullMarked;
