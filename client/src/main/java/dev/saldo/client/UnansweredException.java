package dev.saldo.client;

/// A request without an answer, after all patience: whether it was done isn't known. The same
/// request with the same key finds out.
public final class UnansweredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnansweredException(String message, Throwable cause) {
    super(message, cause);
  }

  UnansweredException(String message) {
    super(message);
  }
}
