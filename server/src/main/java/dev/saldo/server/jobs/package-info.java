/// Work that recurs by itself, done by one node at a time.
///
/// Owns when jobs run and what becomes of one that fails: it is logged and counted, the table of
/// jobs says so, and it is tried again at its next time. Doesn't own what they do.
@NullMarked
package dev.saldo.server.jobs;

import org.jspecify.annotations.NullMarked;
