/// Tests of the HTTP room against a real server on a free port.
@NullMarked
package dev.saldo.server.http;

import org.jspecify.annotations.NullMarked;
