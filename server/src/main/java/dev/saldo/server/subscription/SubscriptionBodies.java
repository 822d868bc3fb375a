package dev.saldo.server.subscription;

import dev.saldo.core.account.Command;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.Interval;
import dev.saldo.core.subscription.ItemsChange;
import dev.saldo.core.subscription.Overrides;
import dev.saldo.server.json.Body;
import dev.saldo.server.json.Json;
import dev.saldo.server.problem.Fault;
import dev.saldo.server.problem.Figure;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemException;
import dev.saldo.server.problem.ProblemType;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads what is asked of subscriptions.
final class SubscriptionBodies {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private SubscriptionBodies() {}

  /// How a new subscription is taken.
  ///
  /// @param own the customer's currency
  /// @param negotiated the currency of negotiated prices
  static Command.Order order(Body body, Optional<Currency> own, Currency negotiated) {
    return new Command.Order(
        items(body, negotiated),
        interval(body),
        new Command.Billed(currency(body), own),
        Command.When.NOW,
        Command.Collect.NOW,
        body.optionalText("coupon"),
        Command.Onto.NO_SUBSCRIPTION);
  }

  /// How a running one is changed.
  static Command.Order change(Body body, Currency currency) {
    return new Command.Order(
        items(body, currency),
        interval(body),
        Command.Billed.STANDARD,
        when(body, Command.When.NOW),
        collect(body),
        Optional.empty(),
        body.has("plan") || body.has("catalog") || body.has("version")
            ? Command.Onto.RUNNING_SUBSCRIPTION
            : Command.Onto.SAME_PLAN);
  }

  static Command.When when(Body body, Command.When standard) {
    return body.optionalText("when")
        .map(word -> Command.When.valueOf(word.toUpperCase(Locale.ROOT)))
        .orElse(standard);
  }

  static boolean refund(Body body) {
    return body.optionalFlag("refund").orElse(false);
  }

  /// The currency that a body names.
  ///
  /// @throws ProblemException `currency_unknown`
  static Optional<Currency> currency(Body body) {
    return body.optionalText("currency")
        .map(code -> {
          try {
            return Currency.getInstance(code);
          } catch (IllegalArgumentException _) {
            throw fault(
                "/currency",
                ProblemType.CURRENCY_UNKNOWN,
                Map.of("currency", new Figure.Text(code)));
          }
        });
  }

  private static Command.Collect collect(Body body) {
    return switch (body.optionalText("invoice").orElse("now")) {
      case "next" -> Command.Collect.NEXT_INVOICE;
      case "none" -> Command.Collect.NONE;
      default -> Command.Collect.NOW;
    };
  }

  private static Optional<Interval> interval(Body body) {
    return body.optionalText("interval")
        .map(word -> Interval.valueOf(word.toUpperCase(Locale.ROOT)));
  }

  private static ItemsChange items(Body body, Currency currency) {
    var seats = body.optionalInteger("seats");
    return new ItemsChange(
        seats.isPresent() ? Optional.of((int) seats.getAsLong()) : Optional.empty(),
        counts(body),
        body.optionalObject("overrides").map(overrides -> overrides(overrides, currency)),
        commitment(body));
  }

  private static Optional<ItemsChange.Undertaken> commitment(Body body) {
    return body.has("commitment")
        ? Optional.of(new ItemsChange.Undertaken(body.optionalText("commitment")))
        : Optional.empty();
  }

  /// How many of each product.
  static SortedMap<String, Integer> counts(Body body) {
    return counts(body, "products");
  }

  private static SortedMap<String, Integer> counts(Body body, String name) {
    var counts = new TreeMap<String, Integer>();
    if (body.value(name).orElse(null) instanceof Json.Obj named) {
      for (var i = 0; i < named.size(); i++) {
        if (named.values().get(i) instanceof Json.Num(var raw)) {
          counts.put(named.names().get(i), Integer.parseInt(raw));
        }
      }
    }
    return counts;
  }

  private static Overrides overrides(Body body, Currency currency) {
    var products = new HashMap<String, Money>();
    body.decimalsByName("products")
        .forEach((name, price) -> products.put(name, new Money(currency, price)));
    var discount = body.optionalDecimal("discount");
    if (discount.filter(percent -> percent.compareTo(HUNDRED) > 0).isPresent()) {
      throw fault("/overrides/discount", ProblemType.AMOUNT_OUT_OF_RANGE, Map.of());
    }
    return new Overrides(
        body.optionalDecimal("price").map(price -> new Money(currency, price)),
        products,
        body.decimalsByName("included"),
        body.decimalsByName("quotas"),
        counts(body, "resources"),
        discount);
  }

  static ProblemException fault(String pointer, ProblemType type, Map<String, Figure> figures) {
    return Problem.ofFaults(List.of(new Fault(pointer, type, figures))).toException();
  }
}
