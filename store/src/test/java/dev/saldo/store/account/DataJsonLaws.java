package dev.saldo.store.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.metering.Value;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The quick reading of events' data says what the tree says, whatever was written.
class DataJsonLaws {
  private static final List<String> TEXTS =
      List.of("", "a", "\"", "\\", "ñ漢", "}", ",\"b\":1", "\n", "x".repeat(255));

  @Test
  void saysWhatTheTreeSays() {
    var wanted = Set.of("p0", "p2", "p4", "\"");
    var reading = new DataJson(wanted);
    for (var seed = 0L; seed < 5_000; seed++) {
      var random = new Random(seed);
      var data = new HashMap<String, Value>();
      for (var i = 0; i < random.nextInt(7); i++) {
        data.put(random.nextInt(20) == 0 ? "\"" : "p" + i, value(random));
      }
      var json = JsonText.data(data);
      var expected = JsonTree.values(JsonTree.read(json));
      expected.keySet().retainAll(wanted);
      assertThat(reading.read(json)).as("seed " + seed + json).isEqualTo(expected);
    }
  }

  private static Value value(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> Value.of(TEXTS.get(random.nextInt(TEXTS.size())));
      case 1 -> Value.of(random.nextBoolean());
      case 2 -> Value.of(random.nextLong());
      case 3 -> Value.of(new BigDecimal("1E+" + random.nextInt(20)));
      default -> Value.of(BigDecimal.valueOf(random.nextLong(), random.nextInt(13)));
    };
  }

  @Test
  void readsWhatOthersWroteToo() {
    var spaced = "{ \"p\" : 1.50 }";
    assertThat(new DataJson(Set.of("p")).read("{\"p\":1.50}"))
        .containsEntry("p", Value.of(new BigDecimal("1.50")));
    assertThat(new DataJson(Set.of("p")).read(spaced))
        .containsEntry("p", Value.of(new BigDecimal("1.50")));
    assertThat(new DataJson(Set.of("p")).read("{}")).isEmpty();
  }
}
