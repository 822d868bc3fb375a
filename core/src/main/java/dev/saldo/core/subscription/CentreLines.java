package dev.saldo.core.subscription;

import dev.saldo.core.money.Decimals;
import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Divides a line of use, or of credits that ran short, among the cost centres that used it.
///
/// Allowances and tiers count over the whole customer; the line's amount, rounded to the currency's
/// minor unit, is divided in proportion to what each cost centre used, by [Division]: the parts
/// come to what the undivided line would ask for. So is its quantity, at two decimals or as many as
/// it has. First come the cost centres by name, then those that share a counter, last what none
/// used.
final class CentreLines {
  /// Those that share a counter.
  private static final String OTHERS = "*";

  /// Of parts of whole units.
  private static final int DECIMALS = 2;

  private final Usage usage;

  CentreLines(Usage usage) {
    this.usage = usage;
  }

  /// What one of them used.
  ///
  /// @param name empty for what none used
  private record Centre(Optional<String> name, BigDecimal used, long acts) {}

  /// @param prefix how the subjects of the counters begin that tell who used it
  List<LineItem> divided(LineItem line, String prefix) {
    var centres = centres(line, prefix);
    return centres.isEmpty() ? List.of(line) : divided(line, centres);
  }

  private List<Centre> centres(LineItem line, String prefix) {
    var found = new TreeMap<String, Centre>();
    for (var segment : usage.segments()) {
      usage
          .counters()
          .forEach((key, tally) -> {
            if (key.from().equals(segment.part().from())
                && key.subject().startsWith(prefix)
                && tally.consumed().signum() > 0) {
              var name = key.subject().substring(prefix.length());
              var one = new Centre(Optional.of(shown(name)), tally.consumed(), tally.acts());
              found.merge(name, one, CentreLines::together);
            }
          });
    }
    var centres = new ArrayList<Centre>();
    found.tailMap("=").values().forEach(centres::add);
    Optional.ofNullable(found.get(OTHERS)).ifPresent(centres::add);
    if (!centres.isEmpty()) {
      rest(line, centres).ifPresent(centres::add);
    }
    return centres;
  }

  private static Centre together(Centre one, Centre other) {
    return new Centre(one.name(), one.used().add(other.used()), one.acts() + other.acts());
  }

  private static String shown(String name) {
    return name.equals(OTHERS) ? OTHERS : name.substring(1);
  }

  private static Optional<Centre> rest(LineItem line, List<Centre> centres) {
    var evidence = line.evidence().orElseThrow();
    var used = evidence.used();
    var acts = evidence.events();
    for (var centre : centres) {
      used = used.subtract(centre.used());
      acts -= centre.acts();
    }
    return used.signum() > 0
        ? Optional.of(new Centre(Optional.empty(), used, Math.max(acts, 0)))
        : Optional.empty();
  }

  private static List<LineItem> divided(LineItem line, List<Centre> centres) {
    var weights = centres.stream().map(Centre::used).toList();
    var evidence = line.evidence().orElseThrow();
    var currency = line.amount().currency();
    var amount = line.amount().rounded().amount();
    var amounts = Division.of(amount, weights, currency.getDefaultFractionDigits());
    var over = parts(line.quantity(), weights);
    var carried = parts(evidence.carried(), weights);
    var lines = new ArrayList<LineItem>();
    for (var i = 0; i < centres.size(); i++) {
      var centre = centres.get(i);
      lines.add(
          new LineItem(
              line.kind(),
              line.code(),
              line.title(),
              over.get(i),
              line.unit(),
              line.unitPrice(),
              List.of(),
              new Money(currency, amounts.get(i)),
              line.period(),
              centre.name(),
              Optional.of(evidence(centre, over.get(i), carried.get(i)))));
    }
    return lines;
  }

  private static LineItem.Evidence evidence(Centre centre, BigDecimal over, BigDecimal carried) {
    var included = centre.used().subtract(over).max(BigDecimal.ZERO);
    return new LineItem.Evidence(centre.used(), included, carried.min(included), centre.acts());
  }

  private static List<BigDecimal> parts(BigDecimal whole, List<BigDecimal> weights) {
    var scale = Math.max(DECIMALS, Decimals.normal(whole).scale());
    return Division.of(whole, weights, scale).stream().map(Decimals::normal).toList();
  }
}
