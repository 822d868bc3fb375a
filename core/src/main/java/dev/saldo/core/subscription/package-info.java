/// What a customer has subscribed to and what that costs: items, billing periods, fees and usage as
/// exact lines.
///
/// Owns which periods are billed, what each of them costs before tax, and how a change in the
/// middle is prorated. Doesn't own the decision whether a change may be made (account), tax,
/// rounding and totals (invoicing), or credits (wallet).
@NullMarked
package dev.saldo.core.subscription;

import org.jspecify.annotations.NullMarked;
