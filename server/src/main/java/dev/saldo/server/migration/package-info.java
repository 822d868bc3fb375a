/// Routes and the job that move customers from one version of a catalog to another.
///
/// Owns what many moves come to: who is moved, who can't be, how far it is. Doesn't own what a move
/// is: each customer changes plan by the very command by which one alone does, so that refusals,
/// proration, credits and coupons are those of a single change; nor who is on a version (store's
/// migration).
@NullMarked
package dev.saldo.server.migration;

import org.jspecify.annotations.NullMarked;
