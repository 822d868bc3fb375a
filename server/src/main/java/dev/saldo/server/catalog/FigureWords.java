package dev.saldo.server.catalog;

import dev.saldo.core.catalog.ResetRule;
import dev.saldo.core.catalog.change.Figure;
import dev.saldo.core.money.Decimals;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/// Says figures of a catalog in one language, with its decimal sign and all decimals.
final class FigureWords {
  private final ResourceBundle words;
  private final Locale locale;

  FigureWords(ResourceBundle words, Locale locale) {
    this.words = words;
    this.locale = locale;
  }

  String say(Figure figure) {
    return switch (figure) {
      case Figure.Number(var number) -> number(number);
      case Figure.Percent(var percent) -> filled("figure.percent", number(percent));
      case Figure.InCredits(var credits) -> number(credits.amount()) + " " + credits.unit().code();
      case Figure.InMoney(var money) ->
          number(money.amount()) + " " + money.currency().getCurrencyCode();
      case Figure.MoneyFor(var money, var per) ->
          filled(
              "figure.money.for",
              number(money.amount()) + " " + money.currency().getCurrencyCode(),
              number(per));
      case Figure.Rate rate -> rate(rate);
      case Figure.Span(var length) -> span(length);
      case Figure.Ever _ -> words.getString("figure.ever");
      case Figure.Unlimited _ -> words.getString("figure.unlimited");
      case Figure.Reset(var rule) -> reset(rule);
      case Figure.Names(var names) -> String.join(", ", names);
      case Figure.Choices(var choices) ->
          choices.stream()
              .map(choice -> words.getString("choice." + choice))
              .collect(Collectors.joining(", "));
      case Figure.Present _ -> "";
    };
  }

  private String rate(Figure.Rate rate) {
    var credits = number(rate.credits().amount()) + " " + rate.credits().unit().code();
    return rate.of().isEmpty()
        ? filled("figure.rate.each", credits)
        : filled("figure.rate", credits, number(rate.per()), rate.of());
  }

  private String span(Duration length) {
    if (length.equals(Duration.ofDays(length.toDays()))) {
      return counted("span.days", length.toDays());
    }
    if (length.equals(Duration.ofHours(length.toHours()))) {
      return counted("span.hours", length.toHours());
    }
    return length.equals(Duration.ofMinutes(length.toMinutes()))
        ? counted("span.minutes", length.toMinutes())
        : counted("span.seconds", length.toSeconds());
  }

  private String counted(String key, long count) {
    return count == 1
        ? words.getString(key + ".one")
        : filled(key, number(BigDecimal.valueOf(count)));
  }

  private String reset(ResetRule rule) {
    var cadence = words.getString("reset." + rule.cadence().name());
    var anchor = words.getString("reset." + rule.anchor().name());
    var zone = words.getString("reset." + rule.zone().name());
    return cadence + ", " + anchor + ", " + zone;
  }

  private String number(BigDecimal number) {
    var format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(locale));
    format.setMaximumFractionDigits(Decimals.SCALE_MAX);
    return format.format(number);
  }

  private String filled(String key, String... values) {
    return ChangeWords.fill(words.getString(key), List.of(values));
  }
}
