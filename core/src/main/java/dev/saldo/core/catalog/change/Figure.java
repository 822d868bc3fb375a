package dev.saldo.core.catalog.change;

import dev.saldo.core.catalog.ResetRule;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/// What a term of a catalog says: an amount, a time, a choice, some names.
public sealed interface Figure {
  /// A plain number.
  record Number(BigDecimal number) implements Figure {}

  /// A share in percent.
  record Percent(BigDecimal percent) implements Figure {}

  /// An amount of credits.
  record InCredits(Credits credits) implements Figure {}

  /// An amount of money.
  record InMoney(Money money) implements Figure {}

  /// An amount of money for a number of units.
  record MoneyFor(Money money, BigDecimal per) implements Figure {}

  /// Credits for a number of units.
  ///
  /// @param of the property that counts the units; empty for acts
  record Rate(Credits credits, BigDecimal per, String of) implements Figure {
    boolean isLike(Rate other) {
      return credits.unit().equals(other.credits.unit()) && of.equals(other.of);
    }
  }

  /// A length of time.
  record Span(Duration length) implements Figure {}

  /// Without an end.
  record Ever() implements Figure {}

  /// Without a bound.
  record Unlimited() implements Figure {}

  /// When something begins anew.
  record Reset(ResetRule rule) implements Figure {}

  /// Names, titles and other words of the catalog itself, in their order.
  record Names(List<String> names) implements Figure {
    public Names {
      names = List.copyOf(names);
    }
  }

  /// Choices that have words of their own in each language, such as `overage.billed`.
  record Choices(List<String> choices) implements Figure {
    public Choices {
      choices = List.copyOf(choices);
    }

    static Choices of(String choice) {
      return new Choices(List.of(choice));
    }
  }

  /// Says only that something is there.
  record Present() implements Figure {}

  /// Below, at or above zero as this is less than, as much as or more than the other; empty when
  /// one isn't more than the other but something else.
  default OptionalInt comparedTo(Figure other) {
    return switch (this) {
      case Number(var mine) when other instanceof Number(var theirs) -> of(mine, theirs);
      case Percent(var mine) when other instanceof Percent(var theirs) -> of(mine, theirs);
      case InCredits(var mine)
          when other instanceof InCredits(var theirs) && mine.unit().equals(theirs.unit()) ->
          of(mine, theirs);
      case InMoney(var mine)
          when other instanceof InMoney(var theirs) && mine.currency().equals(theirs.currency()) ->
          of(mine, theirs);
      case MoneyFor mine
          when other instanceof MoneyFor theirs
              && mine.money.currency().equals(theirs.money.currency()) ->
          of(mine.money.amount().multiply(theirs.per), theirs.money.amount().multiply(mine.per));
      case Rate mine when other instanceof Rate theirs && mine.isLike(theirs) ->
          of(
              mine.credits.amount().multiply(theirs.per),
              theirs.credits.amount().multiply(mine.per));
      case Span(var mine) when other instanceof Span(var theirs) -> of(mine, theirs);
      case Span _ when other instanceof Ever -> OptionalInt.of(-1);
      case Ever _ when other instanceof Span -> OptionalInt.of(1);
      case Number _ when other instanceof Unlimited -> OptionalInt.of(-1);
      case Unlimited _ when other instanceof Number -> OptionalInt.of(1);
      case Number _,
          Percent _,
          InCredits _,
          InMoney _,
          MoneyFor _,
          Rate _,
          Span _,
          Ever _,
          Unlimited _,
          Reset _,
          Names _,
          Choices _,
          Present _ ->
          equals(other) ? OptionalInt.of(0) : OptionalInt.empty();
    };
  }

  private static <T extends Comparable<? super T>> OptionalInt of(T mine, T theirs) {
    return OptionalInt.of(mine.compareTo(theirs));
  }
}
