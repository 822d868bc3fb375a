/// Checkpoints: the heads of wallets' chains as they stood at a time, signed.
///
/// Owns the rows of `checkpoint`, `checkpoint_head` and `signing_key`. Doesn't own keys nor what is
/// signed (the server's room of the same name).
@NullMarked
package dev.saldo.store.checkpoint;

import org.jspecify.annotations.NullMarked;
