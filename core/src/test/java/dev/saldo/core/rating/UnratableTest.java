package dev.saldo.core.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.catalog.Action;
import dev.saldo.core.catalog.ActionPrice;
import dev.saldo.core.metering.Value;
import dev.saldo.core.money.CreditUnit;
import dev.saldo.core.money.Credits;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What has no price, and what the reporter is told.
final class UnratableTest {
  private static final Rating RATING = Sales.rating(Sales.models());
  private static final Action COMPLETION =
      Sales.action("completion", new ActionPrice.ByRateCard("models"));
  private static final Action SMS =
      Sales.action("sms", new ActionPrice.Flat(Sales.credits("2"), Optional.of("parts")));

  @ParameterizedTest
  @CsvSource({
    "input_tokens=1 cached_tokens=0 output_tokens=0, /data/model, property_missing",
    "model=sonnet cached_tokens=0 output_tokens=0, /data/input_tokens, property_missing",
    "model=sonnet input_tokens=1 cached_tokens=0, /data/output_tokens, property_missing",
    "model=sonnet input_tokens=1 cached_tokens=0 output_tokens=x, /data/output_tokens,"
        + " quantity_not_a_number",
    "model=sonnet input_tokens=1 cached_tokens=0 output_tokens=true, /data/output_tokens,"
        + " quantity_not_a_number",
    "model=sonnet input_tokens=-1 cached_tokens=0 output_tokens=0, /data/input_tokens,"
        + " quantity_negative",
    "model=sonnet input_tokens=1 cached_tokens=-1 output_tokens=0, /data/cached_tokens,"
        + " quantity_negative",
    "model=sonnet input_tokens=1 cached_tokens=2 output_tokens=0, /data/cached_tokens,"
        + " included_exceeds_whole",
    "model=gemini input_tokens=1 cached_tokens=0 output_tokens=0, /data/model, no_line",
  })
  void theFirstPropertyAtFaultIsNamed(String data, String pointer, String code) {
    var unratable = Sales.unratable(RATING.rate(COMPLETION, RatingInput.of(Sales.data(data))));

    assertThat(unratable.pointer()).isEqualTo(pointer);
    assertThat(unratable.code().code()).isEqualTo(code);
    assertThat(RATING.price(COMPLETION, Sales.data(data))).isEmpty();
  }

  @Test
  void anActWithoutAPartOfAnotherPropertyHasNoneOfIt() {
    var without = Sales.data("model=sonnet input_tokens=1000 output_tokens=10");
    var with = Sales.data("model=sonnet input_tokens=1000 cached_tokens=0 output_tokens=10");

    assertThat(RATING.rate(COMPLETION, RatingInput.of(without)))
        .isEqualTo(RATING.rate(COMPLETION, RatingInput.of(with)));
    assertThat(RATING.price(COMPLETION, without)).isEqualTo(RATING.price(COMPLETION, with));
  }

  @Test
  void anUnknownModelIsToldWhichModelsThereAre() {
    var data = Sales.data("model=gemini input_tokens=1 cached_tokens=0 output_tokens=0");

    var words = Sales.unratable(RATING.rate(COMPLETION, RatingInput.of(data))).words();

    assertThat(words).isEqualTo("models has no price for gemini; it has prices for sonnet, gpt-4o");
  }

  @Test
  void digitsHaveBounds() {
    assertThat(smsCode(new BigDecimal("1E+26"))).isEqualTo("quantity_out_of_bounds");
    assertThat(smsCode(new BigDecimal("1E-13"))).isEqualTo("quantity_out_of_bounds");
    assertThat(smsCode(new BigDecimal("1E+2000000000"))).isEqualTo("quantity_out_of_bounds");
    assertThat(smsCode(new BigDecimal("9E+25"))).isEqualTo("price_out_of_bounds");
  }

  private static String smsCode(BigDecimal parts) {
    var input = RatingInput.of(Map.of("parts", Value.of(parts)));
    return Sales.unratable(RATING.rate(SMS, input)).code().code();
  }

  @Test
  void aPointerEscapesWhatAPointerMust() {
    var action =
        Sales.action("odd", new ActionPrice.Flat(Sales.credits("1"), Optional.of("a/b~c")));

    var unratable = Sales.unratable(RATING.rate(action, RatingInput.of(Map.of())));

    assertThat(unratable.pointer()).isEqualTo("/data/a~1b~0c");
  }

  @Test
  void aSecondTryNeedsItsOriginalInItsUnit() {
    var again = Sales.action("again", new ActionPrice.Regeneration(Sales.credits("10"), 1));
    var minutes = Credits.of(new CreditUnit("minute"), "3");
    var original = new Original(SMS, minutes, 0, Map.of());
    var input = new RatingInput(Map.of(), BigDecimal.ZERO, Optional.of(original));

    assertThat(Sales.unratable(RATING.rate(again, RatingInput.of(Map.of()))).code())
        .isEqualTo(Unratable.Code.ORIGINAL_MISSING);
    assertThat(Sales.unratable(RATING.rate(again, input)).code())
        .isEqualTo(Unratable.Code.UNIT_DIFFERS);
    assertThat(RATING.price(again, Map.of())).isEmpty();
  }
}
