/// Acts on accounts: how a request becomes a command, and a decision a reply.
///
/// Owns the reading of acts from bodies, the way to the engine ({@link
/// dev.saldo.server.account.Acts}), the mapping of refusals to problems and the tokens that confirm
/// a price; and the routes of charges, holds, checks, plans, choices and test clocks. Doesn't own
/// the decision itself (`core`), its order and durability (engine), nor who a customer is.
///
/// Invariant: nothing is answered before it is durable; another workspace's or customer's thing is
/// answered as if it didn't exist.
@NullMarked
package dev.saldo.server.account;

import org.jspecify.annotations.NullMarked;
