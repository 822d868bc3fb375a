/// A lean load generator over HTTP/1.1: one socket a caller, kept alive, one request at a time.
///
/// It writes bytes and reads bytes, so that what it costs beside the server on the same machine is
/// little; it understands the answers it needs and nothing else.
@NullMarked
package dev.saldo.bench.http;

import org.jspecify.annotations.NullMarked;
