package dev.saldo.core.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.core.catalog.Action;
import dev.saldo.core.catalog.ActionPrice;
import dev.saldo.core.metering.Value;
import dev.saldo.core.money.Credits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Prices known beforehand.
final class RatingTest {
  private static final Rating RATING = Sales.rating(Sales.models());
  private static final Action COMPLETION =
      Sales.action("completion", new ActionPrice.ByRateCard("models"));
  private static final Action CALL = call(Optional.empty(), Optional.empty());
  private static final Action CHAT = flat("chat", "1");
  private static final Action TEXT = flat("text", "5");
  private static final Action IMAGE = flat("image", "20");
  private static final Action AGAIN =
      Sales.action("again", new ActionPrice.Regeneration(Sales.credits("10"), 1));

  @ParameterizedTest
  @CsvSource({
    "sonnet,   3000,      0, 5000, false, 0.084",
    "sonnet, 200000,      0,    0, false, 0.6",
    "sonnet, 200001,      0,    0, false, 1.200006",
    "sonnet, 200001, 200001,    1, false, 0.1200231",
    "sonnet, 200000,      0, 1000, false, 0.615",
    "sonnet, 200001,      0, 1000, false, 1.222506",
    "sonnet,   1000,   1000,    0, false, 0.0003",
    "sonnet,   1000,   1000,    0,  true, 0.00015",
    "gpt-4o,   1000,    400,  200, false, 0.004",
    "gpt-4o,   1000,    400,  200,  true, 0.002",
    "gpt-4o,      1,      1,    0,  true, 0.000000625",
    "gpt-4o,      0,      0,    0, false, 0",
  })
  void tokensArePricedByModelBandCacheAndBatch(
      String model, long input, long cached, long output, boolean batch, String price) {
    var data = tokens(model, input, cached, output, batch);

    var rated = Sales.rated(RATING.rate(COMPLETION, RatingInput.of(data)));

    assertThat(rated.price()).isEqualTo(Sales.credits(price));
    assertThat(RATING.price(COMPLETION, data)).contains(Sales.credits(price));
  }

  @Test
  void threeHundredCreditsHold3571Documents() {
    var price = RATING.price(COMPLETION, tokens("sonnet", 3000, 0, 5000, false)).orElseThrow();

    assertThat(new BigDecimal("300").divide(price.amount(), 0, RoundingMode.DOWN))
        .isEqualByComparingTo("3571");
  }

  @Test
  void aReceiptShowsEachPart() {
    var data = tokens("sonnet", 300_000, 100_000, 10, true);

    var rated = Sales.rated(RATING.rate(COMPLETION, RatingInput.of(data)));

    assertThat(rated.lines())
        .containsExactly(
            part("input", "200000", "6"),
            part("cached input", "100000", "0.6"),
            part("output", "10", "22.5"));
    assertThat(rated.lines().getFirst().amount()).isEqualTo("0.6");
  }

  private static RatedLine part(String component, String quantity, String price) {
    return new RatedLine(
        component,
        "sonnet > 200000",
        new BigDecimal(quantity),
        new BigDecimal(price),
        new BigDecimal("0.5"),
        new BigDecimal("1000000"));
  }

  @ParameterizedTest
  @CsvSource({
    "450,           82.5",
    "451,           82.683333333333",
    "0,             0",
    "60,            11",
    "1,             0.183333333333",
    "0.5,           0.091666666667",
    "9007199254740991, 1651319863369181.683333333333",
  })
  void callsAreChargedByTheSecond(BigDecimal seconds, String price) {
    assertThat(priceOf(CALL, "seconds", seconds)).isEqualTo(Sales.credits(price));
  }

  @ParameterizedTest
  @CsvSource({
    // seconds, minimum, step, charged seconds
    "0,    30, 6,  0",
    "1,    30, 6,  30",
    "30,   30, 6,  30",
    "31,   30, 6,  36",
    "36,   30, 6,  36",
    "36.1, 30, 6,  42",
    "5,    10, 60, 60",
    "61,   10, 60, 120",
  })
  void theMinimumComesBeforeTheStep(
      BigDecimal seconds, BigDecimal minimum, BigDecimal step, BigDecimal charged) {
    var action = call(Optional.of(minimum), Optional.of(step));
    var data = Map.of("seconds", Value.of(seconds));

    var rated = Sales.rated(RATING.rate(action, RatingInput.of(data)));

    assertThat(rated.quantity()).isEqualTo(charged);
    assertThat(rated.price()).isEqualTo(priceOf(CALL, "seconds", charged));
  }

  @Test
  void oneThousandConversationsAreFreeAndThreeMoreCostFifteen() {
    var conversation = flat("conversation", "5");
    var left = new BigDecimal("1000");
    var total = Sales.credits("0");
    for (var i = 0; i < 1003; i++) {
      var input = new RatingInput(Map.of(), left, Optional.empty());
      var rated = Sales.rated(RATING.rate(conversation, input));
      left = left.subtract(rated.freeUnitsUsed());
      total = total.plus(rated.price());
    }

    assertThat(total).isEqualTo(Sales.credits("15"));
    assertThat(left).isEqualByComparingTo("0");
  }

  @Test
  void anActThatCrossesTheEndOfWhatIsFreeIsSplit() {
    var data = Map.of("seconds", Value.of(60));
    var input = new RatingInput(data, new BigDecimal("20"), Optional.empty());

    var rated = Sales.rated(RATING.rate(CALL, input));

    assertThat(rated.price()).isEqualTo(Sales.credits("7.333333333333"));
    assertThat(rated.freeUnitsUsed()).isEqualTo("20");
    assertThat(rated.quantity()).isEqualTo("60");
  }

  @Test
  void anActOfACardIsOneUnit() {
    var data = tokens("sonnet", 3000, 0, 5000, false);

    var free = RATING.rate(COMPLETION, new RatingInput(data, BigDecimal.TEN, Optional.empty()));
    var half =
        RATING.rate(COMPLETION, new RatingInput(data, new BigDecimal("0.5"), Optional.empty()));

    assertThat(Sales.rated(free).price()).isEqualTo(Sales.credits("0"));
    assertThat(Sales.rated(free).freeUnitsUsed()).isEqualTo("1");
    assertThat(Sales.rated(half).price()).isEqualTo(Sales.credits("0.042"));
  }

  @Test
  void aSecondTryNeverCostsMoreThanTheFirst() {
    assertThat(second(IMAGE, "20", 0)).isEqualTo(Sales.credits("10"));
    assertThat(second(TEXT, "5", 0)).isEqualTo(Sales.credits("5"));
    assertThat(second(CHAT, "1", 0)).isEqualTo(Sales.credits("1"));
    assertThat(second(IMAGE, "3", 0)).isEqualTo(Sales.credits("3"));
  }

  @Test
  void theSecondTryAfterTheLastCheaperOneIsChargedAsNew() {
    assertThat(second(IMAGE, "20", 1)).isEqualTo(Sales.credits("20"));
    assertThat(second(TEXT, "0", 7)).isEqualTo(Sales.credits("5"));
  }

  @Test
  void aNewChargeOfASecondTryIsForTheDataOfTheOriginal() {
    var data = Map.of("seconds", Value.of(450));
    var original = new Original(CALL, Sales.credits("82.5"), 1, data);
    var input = new RatingInput(Map.of(), new BigDecimal("0.4"), Optional.of(original));

    var rated = Sales.rated(RATING.rate(AGAIN, input));

    assertThat(rated.price()).isEqualTo(Sales.credits("49.5"));
    assertThat(rated.quantity()).isEqualTo("1");
    assertThat(rated.freeUnitsUsed()).isEqualTo("0.4");
  }

  @Test
  void anOriginalIsNoSecondTry() {
    var cost = Sales.credits("1");

    assertThatThrownBy(() -> new Original(AGAIN, cost, 0, Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Credits second(Action first, String cost, int soFar) {
    var original = new Original(first, Sales.credits(cost), soFar, Map.of());
    var input = new RatingInput(Map.of(), BigDecimal.ZERO, Optional.of(original));
    return Sales.rated(RATING.rate(AGAIN, input)).price();
  }

  private static Credits priceOf(Action action, String property, BigDecimal quantity) {
    var input = RatingInput.of(Map.of(property, Value.of(quantity)));
    return Sales.rated(RATING.rate(action, input)).price();
  }

  private static Action call(Optional<BigDecimal> minimum, Optional<BigDecimal> step) {
    return Sales.action(
        "call",
        new ActionPrice.Proportional(
            Sales.credits("11"), "seconds", new BigDecimal("60"), minimum, step));
  }

  private static Action flat(String name, String credits) {
    return Sales.action(name, new ActionPrice.Flat(Sales.credits(credits), Optional.empty()));
  }

  private static Map<String, Value> tokens(
      String model, long input, long cached, long output, boolean batch) {
    return Sales.data(
        "model=%s input_tokens=%d cached_tokens=%d output_tokens=%d batch=%s"
            .formatted(model, input, cached, output, batch));
  }
}
