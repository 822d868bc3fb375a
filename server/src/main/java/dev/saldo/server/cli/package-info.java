/// The command line: what people type, and what is printed for them.
///
/// Owns the commands, one class each, and the small printing kit: [Terminal], [Table], [Progress].
/// Doesn't own what a command does: that is the server's (over its public API) or a library's
/// (audit, archive, examination), which know nothing of a terminal.
///
/// Invariants: only this package prints. What a command finds goes to standard output, and with
/// `--json` nothing else does; faults and progress go to standard error. Exit codes: 0 done, 1 a
/// difference, a refusal or a fault, 2 bad usage. A fault is one sentence, never a stack trace.
/// Control characters in data never reach the terminal.
@NullMarked
package dev.saldo.server.cli;

import org.jspecify.annotations.NullMarked;
