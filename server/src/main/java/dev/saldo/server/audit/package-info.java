/// The audit: every workspace's books held against each other, as one report.
///
/// Owns the report and its JSON. Doesn't own the checks, which are the store's (audit), nor what a
/// terminal shows of it. Used by the command line, replays and the crash tools alike.
@NullMarked
package dev.saldo.server.audit;

import org.jspecify.annotations.NullMarked;
