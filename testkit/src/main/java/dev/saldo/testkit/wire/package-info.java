/// HTTP/1.1 with as little as will do: one socket, kept alive, one request at a time, each sent
/// once.
///
/// It writes bytes and reads bytes, so that load costs little beside the server on the same
/// machine, and it never repeats a request, so that a tool knows exactly what was asked and what
/// came back. It understands the answers it needs and nothing else.
@NullMarked
package dev.saldo.testkit.wire;

import org.jspecify.annotations.NullMarked;
