/// The load over HTTP: charges one by one, and events in streams of lines.
///
/// The generator runs in this process, beside the server's own; it writes and reads bytes on plain
/// sockets (`dev.saldo.testkit.wire`), so that it takes little from the server.
@NullMarked
package dev.saldo.bench.http;

import org.jspecify.annotations.NullMarked;
