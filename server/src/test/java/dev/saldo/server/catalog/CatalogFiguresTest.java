package dev.saldo.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CatalogReading;
import dev.saldo.core.metering.Value;
import dev.saldo.core.rating.Rated;
import dev.saldo.core.rating.Rating;
import dev.saldo.core.rating.RatingInput;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What acts cost by the catalogs of the house.
class CatalogFiguresTest {
  @ParameterizedTest
  @CsvSource({
    "pyrocredits, chat, , 1",
    "pyrocredits, text_report, , 5",
    "pyrocredits, visual_insight, , 20",
    "pyrocredits, executive_report, , 5",
    "pyrocredits, audio_summary, , 20",
    "pyrocredits, simple_pdf, , 0",
    "engrok, voice.call, seconds=450, 82.5",
    "engrok, voice.call, seconds=451, 82.683333333333",
    "engrok, whatsapp.conversation, , 5",
    "engrok, sms.message, , 2",
    "engrok, transcription, seconds=90, 1.5",
    "lexia, llm.call, model=claude-sonnet-4.5 input_tokens=3000 output_tokens=5000, 0.084",
    "lexia, llm.call, model=claude-sonnet-4.5 input_tokens=200000 output_tokens=1, 0.600015",
    "lexia, llm.call, model=claude-sonnet-4.5 input_tokens=200001 output_tokens=1, 1.2000285",
    "lexia, llm.call, model=claude-opus-4.5 input_tokens=1000000 output_tokens=1000000, 30",
    "lexia, llm.call, model=claude-haiku-4.5 input_tokens=1000 cached_tokens=900"
        + " output_tokens=0, 0.00019",
    "lexia, llm.call, model=claude-haiku-4.5 input_tokens=9 cache_write_tokens=9"
        + " output_tokens=0, 0.000009",
    "lexia, llm.call, model=gpt-4o input_tokens=1000000 cached_tokens=1000000"
        + " output_tokens=0, 1.25",
    "lexia, llm.call, model=gpt-4o input_tokens=4 cached_tokens=4 batch=true"
        + " output_tokens=0, 0.0000025",
    "lexia, llm.call_with_services, model=claude-sonnet-4.5 input_tokens=3000"
        + " output_tokens=5000, 0.168",
    "lexia, document.contract, , 8"
  })
  void anActCosts(String name, String action, @Nullable String data, BigDecimal credits)
      throws IOException {
    var catalog = catalog(name);

    var result =
        Rating.of(catalog).rate(catalog.action(action).orElseThrow(), RatingInput.of(values(data)));

    assertThat(result)
        .isInstanceOfSatisfying(
            Rated.class, rated -> assertThat(rated.price().amount()).isEqualByComparingTo(credits));
  }

  private static Catalog catalog(String name) throws IOException {
    return switch (CatalogFiles.read(Path.of("../catalogs", name + ".yaml"))) {
      case CatalogReading.Readable(var catalog, _) -> catalog;
      case CatalogReading.Faulty(var faults) -> throw new AssertionError(faults);
    };
  }

  private static Map<String, Value> values(@Nullable String data) {
    var values = new HashMap<String, Value>();
    for (var pair :
        Optional.ofNullable(data).map(text -> text.split(" ", -1)).orElse(new String[0])) {
      var parts = pair.split("=", 2);
      values.put(
          parts[0],
          switch (parts[1]) {
            case "true" -> Value.of(true);
            case String number when number.matches("\\d+") -> Value.of(Long.parseLong(number));
            case String text -> Value.of(text);
          });
    }
    return values;
  }
}
