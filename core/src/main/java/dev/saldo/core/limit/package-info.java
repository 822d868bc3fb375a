/// Ceilings and counts: budgets inside a customer, quotas of a plan, free units, rate limits,
/// resources by count.
///
/// Owns what is counted in which period, the rolling windows, and who refuses. Doesn't own the
/// wallet nor the decision as a whole (account).
///
/// Invariants: a tally's used = consumed + held; windows are exact; refused acts don't count.
@NullMarked
package dev.saldo.core.limit;

import org.jspecify.annotations.NullMarked;
