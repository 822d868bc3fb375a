/// What limits leave behind.
///
/// Owns the deletion of acts that have left every rate window. Doesn't own their counting, which is
/// the account's.
@NullMarked
package dev.saldo.store.limit;

import org.jspecify.annotations.NullMarked;
