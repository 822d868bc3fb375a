package dev.saldo.store.reading;

/// The database can't answer a read now; trying again later is safe.
public final class UnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableException(Throwable cause) {
    super(cause);
  }
}
