package dev.saldo.store.database;

import org.jspecify.annotations.Nullable;

/// A reason why the database can't be used, in words a person can act on; never with a password.
public final class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What kind of thing went wrong; stable, so that callers may decide on it.
  public enum Fault {
    /// The address isn't one.
    URL_MALFORMED,
    /// Nobody answers there, or not in time.
    UNREACHABLE,
    /// The name or password was refused.
    LOGIN_REFUSED,
    /// The server is older than PostgreSQL 15.
    TOO_OLD,
    /// The application's role is missing and the owner may not make it.
    ROLE_MISSING,
    /// The application's role has rights that would let it past row-level security.
    ROLE_UNSAFE,
    /// The schema couldn't be brought up to date.
    MIGRATION_FAILED
  }

  private final Fault fault;

  DatabaseException(Fault fault, String message) {
    this(fault, message, null);
  }

  DatabaseException(Fault fault, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.fault = fault;
  }

  /// The kind of fault.
  public Fault fault() {
    return fault;
  }
}
