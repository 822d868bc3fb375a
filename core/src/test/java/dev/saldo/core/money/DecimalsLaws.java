package dev.saldo.core.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What holds for every text and every number.
final class DecimalsLaws {
  private static final long SEED = 2_718_281;
  private static final int CASES = 50_000;
  private static final String LETTERS = "0123456789.-+eE, \u0661NaN";

  @Test
  void aTextIsAnAmountExactlyIfTheGrammarAndTheBoundsSaySo() {
    var random = new SplittableRandom(SEED);
    var amounts = 0;
    for (var i = 0; i < CASES; i++) {
      var text = text(random);
      var read = Decimals.parse(text);

      assertThat(read.isPresent()).as("case %d: %s", i, text).isEqualTo(isAmount(text));
      read.ifPresent(value -> assertThat(value).isEqualByComparingTo(new BigDecimal(text)));
      amounts += read.isPresent() ? 1 : 0;
    }
    assertThat(amounts).isBetween(1_000, CASES - 1_000);
  }

  /// The grammar, said in another way than the parser does; a text longer than a full amount of 40
  /// characters isn't one, even if it is all leading zeros.
  private static boolean isAmount(String text) {
    if (!text.matches("-?[0-9]+([.][0-9]{1,12})?") || text.length() > 40) {
      return false;
    }
    var whole = new BigDecimal(text).toBigInteger().abs();
    return whole.compareTo(BigInteger.TEN.pow(26)) < 0;
  }

  private static String text(SplittableRandom random) {
    var letters = random.nextInt(4) == 0 ? LETTERS.length() : 10;
    var text = new StringBuilder(random.nextInt(6) == 0 ? "-" : "");
    for (var i = random.nextInt(30); i > 0; i--) {
      text.append(LETTERS.charAt(random.nextInt(letters)));
    }
    if (random.nextBoolean()) {
      text.append('.');
      for (var i = random.nextInt(15); i > 0; i--) {
        text.append(LETTERS.charAt(random.nextInt(letters)));
      }
    }
    return text.toString();
  }

  @Test
  void whatIsWrittenIsReadBackTheSame() {
    var random = new SplittableRandom(SEED);
    for (var i = 0; i < CASES; i++) {
      var value = Decimals.normal(number(random, 26, 12));

      assertThat(Decimals.parse(value.toPlainString())).as("case %d", i).contains(value);
    }
  }

  @Test
  void roundingMovesByHalfAStepAtMostAndIsDoneAfterOnce() {
    var random = new SplittableRandom(SEED);
    var half = new BigDecimal("0.0000000000005");
    for (var i = 0; i < CASES; i++) {
      var exact = number(random, 20, 24);
      var rounded = Decimals.round(exact);

      assertThat(rounded.subtract(exact).abs())
          .as("case %d: %s", i, exact)
          .isLessThanOrEqualTo(half);
      assertThat(rounded.scale()).isBetween(0, 12);
      assertThat(Decimals.round(rounded)).isEqualTo(rounded);
      assertThat(Decimals.round(exact.negate())).isEqualTo(rounded.negate());
    }
  }

  @Test
  void equalNumbersAreKeptEqualWhateverTheirScale() {
    var random = new SplittableRandom(SEED);
    for (var i = 0; i < CASES; i++) {
      var value = number(random, 20, 12);
      var padded = value.setScale(value.scale() + random.nextInt(5));

      assertThat(Decimals.normal(padded)).as("case %d", i).isEqualTo(Decimals.normal(value));
      assertThat(Decimals.normal(value)).isEqualByComparingTo(value);
    }
  }

  private static BigDecimal number(SplittableRandom random, int integerDigitsMax, int scaleMax) {
    var scale = random.nextInt(scaleMax + 1);
    var digits = new StringBuilder(random.nextBoolean() ? "-0" : "0");
    for (var i = random.nextInt(integerDigitsMax + 1) + scale; i > 0; i--) {
      digits.append(random.nextInt(10));
    }
    return new BigDecimal(new BigInteger(digits.toString()), scale);
  }
}
