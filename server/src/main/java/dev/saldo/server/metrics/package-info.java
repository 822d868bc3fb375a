/// What is counted of the engine and of jobs, for Prometheus.
///
/// Doesn't own the request metrics (the room of HTTP has them).
@NullMarked
package dev.saldo.server.metrics;

import org.jspecify.annotations.NullMarked;
