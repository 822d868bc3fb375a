/// The transaction that a textbook takes credits with, on tables of its own beside ours: what our
/// figures are compared with.
///
/// It has no price, no ledger, no idempotency and no receipt. It is prepared on the server, commits
/// durably on the same PostgreSQL with the same settings, and its connections are open before the
/// time counts.
@NullMarked
package dev.saldo.bench.textbook;

import org.jspecify.annotations.NullMarked;
