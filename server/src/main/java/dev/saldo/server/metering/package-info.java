/// Metering over HTTP: events as they come in, usage as it is asked for.
///
/// Owns the reading of CloudEvents, what became of each, and usage by window and dimension. Doesn't
/// own how samples are aggregated (`core`).
@NullMarked
package dev.saldo.server.metering;

import org.jspecify.annotations.NullMarked;
