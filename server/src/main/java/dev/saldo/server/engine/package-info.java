/// How commands get through: lanes that take what waits, decide it under the accounts' locks and
/// commit it in one transaction.
///
/// Owns lanes, batches, their transactions and what happens when one fails; the cache of published
/// catalogs; ids; the clock's safety; the job that posts what is due. Doesn't own the decision
/// (`dev.saldo.core.account`), the rows (`dev.saldo.store.account`) or the answers' JSON.
///
/// Invariants: nothing is answered before it is durable; a batch's failure harms no command but the
/// one at fault; a caller is told whether a command that got no answer surely had no effect; each
/// wait has an end.
@NullMarked
package dev.saldo.server.engine;

import org.jspecify.annotations.NullMarked;
