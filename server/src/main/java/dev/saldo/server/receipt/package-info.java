/// Answers and receipts: what a decision says, as JSON and in words.
///
/// Owns the JSON of every answer and the story of one charge as a finance person reads it. Doesn't
/// own the figures, which are the decision's own and snapshots of its time.
@NullMarked
package dev.saldo.server.receipt;

import org.jspecify.annotations.NullMarked;
