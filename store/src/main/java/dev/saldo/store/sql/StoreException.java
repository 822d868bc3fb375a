package dev.saldo.store.sql;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.postgresql.util.PSQLException;

/// What the database didn't do.
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What kind of thing happened.
  public enum Kind {
    /// It can't answer now, or not in time; nothing is known to have been written.
    UNAVAILABLE,
    /// A row with the same key exists.
    DUPLICATE,
    /// The disk is full.
    STORAGE_FULL,
    /// A fault of ours.
    FAULT
  }

  private final Kind kind;
  private final Optional<String> constraint;

  private StoreException(Kind kind, Optional<String> constraint, SQLException cause) {
    super(cause.getMessage(), cause);
    this.kind = kind;
    this.constraint = constraint;
  }

  /// What an exception of JDBC's means.
  public static StoreException of(SQLException cause) {
    return new StoreException(kind(cause), constraint(cause), cause);
  }

  public Kind kind() {
    return kind;
  }

  /// Whether a row with the same key exists by this constraint.
  public boolean duplicates(String name) {
    return kind == Kind.DUPLICATE && constraint.filter(name::equals).isPresent();
  }

  private static Kind kind(SQLException cause) {
    String state = cause.getSQLState() == null ? "" : cause.getSQLState();
    if (state.equals("23505")) {
      return Kind.DUPLICATE;
    }
    if (state.equals("53100")) {
      return Kind.STORAGE_FULL;
    }
    boolean away =
        cause instanceof SQLTransientConnectionException
            || state.startsWith("08")
            || state.startsWith("53")
            || state.startsWith("57")
            || state.startsWith("40")
            || state.equals("55P03")
            || state.equals("25006");
    return away ? Kind.UNAVAILABLE : Kind.FAULT;
  }

  private static Optional<String> constraint(SQLException cause) {
    if (cause instanceof PSQLException postgres && postgres.getServerErrorMessage() != null) {
      return Optional.ofNullable(postgres.getServerErrorMessage().getConstraint());
    }
    return Optional.empty();
  }
}
