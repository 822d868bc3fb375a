package dev.saldo.store.archive;

/// A reason why an archive can't be written or read, in a sentence a person can act on.
public final class ArchiveException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ArchiveException(String message) {
    super(message);
  }

  ArchiveException(String message, Throwable cause) {
    super(message, cause);
  }
}
