/// Routes of subscriptions: begun, changed, paused, resumed, ended, and what a change would cost.
///
/// Owns the shapes of subscriptions in bodies and answers. Doesn't own what may be sold and what it
/// costs (core's account and subscription), or invoices.
@NullMarked
package dev.saldo.server.subscription;

import org.jspecify.annotations.NullMarked;
