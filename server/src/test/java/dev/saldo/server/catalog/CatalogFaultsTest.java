package dev.saldo.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.catalog.CatalogReading;
import dev.saldo.core.catalog.Fault;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogFaultsTest {
  static final String BASE = FaultCase.resource("base.yaml");
  static final String SALE = FaultCase.resource("sale.yaml");

  static Stream<FaultCase> cases() {
    return Stream.concat(
        FaultCase.read("faults.txt", BASE).stream(),
        FaultCase.read("sale-faults.txt", SALE).stream());
  }

  @ParameterizedTest
  @ValueSource(strings = {"base.yaml", "sale.yaml"})
  void theBaseOfTheCasesIsWithoutFaultAndWarning(String base) {
    assertThat(CatalogYaml.read(FaultCase.resource(base)))
        .isInstanceOfSatisfying(
            CatalogReading.Readable.class, readable -> assertThat(readable.warnings()).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aFaultIsToldWithItsPlace(FaultCase told) {
    var faults = faults(told.text());

    assertThat(faults).as(faults.toString()).hasSize(1);
    var fault = faults.getFirst();
    assertThat(fault.place().line() + ":" + fault.place().column())
        .as(fault.toString())
        .isEqualTo(told.line() + ":" + told.column());
    assertThat(fault.path() + " " + fault.message()).contains(told.expected());
  }

  @Test
  void allFaultsAreToldInOneGoInTheOrderOfTheText() {
    var text =
        BASE.replace("price: \"20\"", "price: 20")
            .replace("currency: EUR", "curency: EUR")
            .replace("meter: calls", "meter: cals")
            .replace("title: Large pack, credits: \"1000\"", "title: Large pack, credits: \"-1\"");

    assertThat(faults(text))
        .extracting(Fault::path)
        .containsExactly(
            "", "curency", "actions.image.price", "quotas.calls.meter", "packs.large_pack.credits");
  }

  @Test
  void pathsShowNamesWithPointsInBrackets() {
    var text = BASE.replace("estimate: {output_tokens: \"4096\"}", "estimate: {output_tokens: 1}");

    assertThat(faults(text))
        .extracting(Fault::path)
        .containsExactly("actions[model.call].estimate.output_tokens");
  }

  @Test
  void slipsThatAreAllowedAreWarnings() {
    var unreachable = BASE.replace("unlocks: [text, images]", "unlocks: [text]");
    var window = BASE.replace("{minute: 5, hour: 50}", "{minute: 50, hour: 5}");

    var silent =
        BASE.replace(
            "every: month, credits: \"50\"", "every: month, credits: \"50\", above: notify");

    assertThat(warnings(silent))
        .containsExactly("neither refuses nor notifies: there is no `notify_at`");
    assertThat(warnings(unreachable)).containsExactly("no plan unlocks `images`");
    assertThat(warnings(window))
        .containsExactly("allows less than a shorter window, which so never counts");
  }

  @Test
  void aTextFullOfFaultsIsAnsweredWithTheFirstThousand() {
    var text = new StringBuilder("catalog: base\ncurrency: EUR\nunits: {credit: {}}\nfeatures:\n");
    for (var i = 0; i < 20_000; i++) {
      text.append("  X").append(i).append(": 1\n");
    }

    var faults = faults(text.toString());

    assertThat(faults).hasSize(1_001);
    assertThat(faults.getLast().message()).isEqualTo("there are more faults than these");
  }

  static List<Fault> faults(String text) {
    return switch (CatalogYaml.read(text)) {
      case CatalogReading.Faulty(var faults) -> faults;
      case CatalogReading.Readable _ -> List.of();
    };
  }

  private static List<String> warnings(String text) {
    return switch (CatalogYaml.read(text)) {
      case CatalogReading.Faulty(var faults) -> throw new AssertionError(faults);
      case CatalogReading.Readable(_, var warnings) ->
          warnings.stream().map(Fault::message).toList();
    };
  }
}
