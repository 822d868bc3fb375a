package dev.saldo.core.account;

import dev.saldo.core.metering.Value;
import java.util.Map;
import java.util.Optional;

/// Acts of one kind that a quote is asked for.
///
/// @param count how often in the period, 1 or more
/// @param original for second tries, what each is a second try of, once
public record QuotedAct(
    String action, Map<String, Value> data, long count, Optional<Original> original) {
  public QuotedAct {
    data = Map.copyOf(data);
    if (count < 1) {
      throw new IllegalArgumentException(count + " acts");
    }
  }

  /// What is tried again.
  public record Original(String action, Map<String, Value> data) {
    public Original {
      data = Map.copyOf(data);
    }
  }

  /// How many of them fall into one of so many equal parts of the period: as even as whole acts can
  /// be, all parts together make the count.
  long inPart(int part, int parts) {
    return (part + 1) * count / parts - part * count / parts;
  }
}
