/// Tries the account's statements on real PostgreSQL.
@NullMarked
package dev.saldo.store.account;

import org.jspecify.annotations.NullMarked;
