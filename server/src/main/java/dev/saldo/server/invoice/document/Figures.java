package dev.saldo.server.invoice.document;

import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;

/// Numbers, money and dates as a language writes them.
///
/// Written by hand and not with the JDK's formats, because those follow its release and a document
/// must be the same for years.
final class Figures {
  /// Between a number and what belongs to it, so that no line breaks there.
  private static final char TIED = '\u00A0';

  private static final char MINUS = '\u2212';

  private final Wording words;
  private final char group;
  private final char point;

  Figures(Wording words) {
    this.words = words;
    var english = words.tag().equals("en");
    group = english ? ',' : '.';
    point = english ? '.' : ',';
  }

  /// A number with all its decimals.
  String number(BigDecimal value) {
    var plain = value.abs().toPlainString();
    var end = plain.indexOf('.');
    var whole = end < 0 ? plain : plain.substring(0, end);
    var text = new StringBuilder();
    if (value.signum() < 0) {
      text.append(MINUS);
    }
    for (var i = 0; i < whole.length(); i++) {
      if (i > 0 && (whole.length() - i) % 3 == 0) {
        text.append(group);
      }
      text.append(whole.charAt(i));
    }
    return end < 0
        ? text.toString()
        : text.append(point).append(plain, end + 1, plain.length()).toString();
  }

  String number(long value) {
    return number(BigDecimal.valueOf(value));
  }

  /// A number with what is counted: `7,500 call`.
  String counted(BigDecimal value, Optional<String> unit) {
    return PlainText.of(unit)
        .map(name -> number(value) + " " + name)
        .orElseGet(() -> number(value));
  }

  /// An amount at least at its currency's minor unit, without the currency: `1,234.50`, `0.015`.
  String amount(Money money) {
    return number(atMinorUnit(money));
  }

  /// An amount with its currency.
  String money(Money money) {
    var symbol = symbol(money.currency());
    var sign = money.isNegative() ? String.valueOf(MINUS) : "";
    var figure = number(atMinorUnit(money).abs());
    return switch (words.tag()) {
      case "es" -> sign + figure + TIED + symbol;
      case "pt-BR" -> sign + symbol + TIED + figure;
      default -> symbol.length() > 1 ? sign + symbol + TIED + figure : sign + symbol + figure;
    };
  }

  String percent(BigDecimal percent) {
    var number = number(percent.signum() == 0 ? BigDecimal.ZERO : percent.stripTrailingZeros());
    return words.tag().equals("es") ? number + TIED + "%" : number + "%";
  }

  /// `5 Jan 2026`, in one piece.
  String date(LocalDate date) {
    return "" + date.getDayOfMonth() + TIED + month(date) + TIED + date.getYear();
  }

  /// `1 – 31 Jan 2026`: what first and last day share is said once.
  String days(Days days) {
    var first = days.first();
    var last = days.last();
    if (days.isOneDay()) {
      return date(first);
    }
    if (first.getYear() != last.getYear()) {
      return date(first) + TIED + "– " + date(last);
    }
    var shared = first.getMonth() == last.getMonth() ? "" : TIED + month(first);
    return "" + first.getDayOfMonth() + shared + TIED + "– " + date(last);
  }

  private String month(LocalDate date) {
    return words.say("month." + date.getMonthValue());
  }

  private static BigDecimal atMinorUnit(Money money) {
    return money.amount().scale() < digits(money.currency())
        ? money.amount().setScale(digits(money.currency()))
        : money.amount();
  }

  /// The decimals of a currency's minor unit.
  static int digits(Currency currency) {
    return Math.max(0, currency.getDefaultFractionDigits());
  }

  private String symbol(Currency currency) {
    return switch (currency.getCurrencyCode()) {
      case "EUR" -> "€";
      case "GBP" -> "£";
      case "BRL" -> "R$";
      case "USD" -> words.tag().equals("en") ? "$" : "US$";
      default -> currency.getCurrencyCode();
    };
  }
}
