package dev.saldo.store.embedded;

import org.jspecify.annotations.Nullable;

/// A reason why the embedded server can't serve, in words a person can act on.
public final class EmbeddedPostgresException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What kind of thing went wrong; stable, so that callers may decide on it.
  public enum Fault {
    /// Another Saldo holds the folder.
    FOLDER_IN_USE,
    /// The folder can't be made, read, written or trusted.
    FOLDER_UNUSABLE,
    /// This process is root and no way was found to run the server as somebody else.
    ROOT_REFUSED,
    /// There are no server binaries for this operating system and processor.
    PLATFORM_UNSUPPORTED,
    /// The server's files couldn't be unpacked or don't run here.
    BINARIES_UNUSABLE,
    /// The data folder couldn't be made.
    INIT_FAILED,
    /// The server didn't start, or stopped while starting.
    START_FAILED,
    /// The server would run without a setting that keeps acknowledged data safe.
    UNSAFE_SETTINGS,
    /// The server runs but its roles or a database couldn't be made.
    PROVISION_FAILED
  }

  private final Fault fault;

  EmbeddedPostgresException(Fault fault, String message) {
    this(fault, message, null);
  }

  EmbeddedPostgresException(Fault fault, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.fault = fault;
  }

  /// The kind of fault.
  public Fault fault() {
    return fault;
  }
}
