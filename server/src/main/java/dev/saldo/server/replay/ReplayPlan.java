package dev.saldo.server.replay;

import java.util.Locale;

/// What is replayed, and how.
///
/// @param catalog the catalog's name; it must be published
/// @param plan the plan that the customers are on
/// @param action what each row is an act of
/// @param model the model whose prices count
/// @param customers over how many the rows are spread: row `i` goes to customer `i mod customers`
/// @param inFlight how many rows wait for their answer at one time
/// @param run a word that tells this replay of the trace from others; the same word goes on with it
public record ReplayPlan(
    String catalog,
    String plan,
    String action,
    String model,
    int customers,
    Mode mode,
    int inFlight,
    String run) {

  /// How a row reaches the server.
  public enum Mode {
    /// An estimate, a hold for its upper bound, and a capture of what was used.
    HOLD,
    /// One charge of what was used.
    CHARGE,
    /// Events in batches, after the fact.
    RECORD;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public ReplayPlan {
    if (customers < 1 || inFlight < 1) {
      throw new IllegalArgumentException("a replay needs customers, and rows in flight");
    }
  }

  /// The customer of a row, from 0.
  int customerOf(Trace.Row row) {
    return row.number() % customers;
  }
}
