package dev.saldo.core.account;

import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.catalog.ResetRule;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.Prices;
import dev.saldo.core.subscription.Shelf;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Billed months where clocks are odd: each begins when its anchor's local time comes, is paid once
/// and in full, and nothing goes on for ever.
class OddZonesTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "the 31st in short months       | UTC                 | 2026-01-31T00:00:00Z 2026-02-28T00:00:00Z 2026-03-31T00:00:00Z 2026-04-30T00:00:00Z 2026-05-31T00:00:00Z",
        "the 30th in a leap year        | UTC                 | 2028-01-30T12:00:00Z 2028-02-29T12:00:00Z 2028-03-30T12:00:00Z 2028-04-30T12:00:00Z",
        "the 29th in a common year      | UTC                 | 2026-12-29T00:00:00Z 2027-01-29T00:00:00Z 2027-02-28T00:00:00Z 2027-03-29T00:00:00Z",
        "an hour is skipped in spring   | Europe/Madrid       | 2026-02-28T23:00:00Z 2026-03-31T22:00:00Z 2026-04-30T22:00:00Z",
        "an hour comes twice in autumn  | Europe/Madrid       | 2026-09-30T22:00:00Z 2026-10-31T23:00:00Z 2026-11-30T23:00:00Z",
        "half an hour comes twice       | Australia/Lord_Howe | 2026-03-14T13:00:00Z 2026-04-14T13:30:00Z 2026-05-14T13:30:00Z",
        "half an hour is skipped        | Australia/Lord_Howe | 2026-09-14T13:30:00Z 2026-10-14T13:00:00Z 2026-11-14T13:00:00Z",
        "a whole day is skipped         | Pacific/Apia        | 2011-11-30T10:00:00Z 2011-12-30T10:00:00Z 2012-01-29T10:00:00Z 2012-02-28T10:00:00Z",
        "midnight is skipped            | Africa/Cairo        | 2024-03-25T22:00:00Z 2024-04-25T22:00:00Z 2024-05-25T21:00:00Z",
      })
  void everyMonthBeginsOnItsDayAndIsPaidOnce(String what, String zone, String instants) {
    var begins = Stream.of(instants.split(" ")).map(Instant::parse).toList();
    var catalog =
        new Shelf()
            .plan("one", offer -> offer.price("10"))
            .billed(ResetRule.Anchor.ANNIVERSARY, ResetRule.Zone.CUSTOMER)
            .catalog();
    for (var atOnce : List.of(true, false)) {
      var scene = new Scene(catalog, begins.getFirst(), ZoneId.of(zone));
      yes(scene.subscribe("one"));
      for (var at : atOnce ? List.of(begins.getLast()) : begins) {
        // Whoever looks a little before the time finds nothing due.
        scene.clock = at.minusSeconds(1).isAfter(scene.clock) ? at.minusSeconds(1) : scene.clock;
        scene.postDue();
        scene.clock = at;
        scene.postDue();
        scene.postDue();
      }
      var fees = fees(scene);
      assertThat(fees.stream().map(fee -> fee.period().orElseThrow().from()).toList())
          .as(what)
          .isEqualTo(begins);
      assertThat(fees).allMatch(fee -> fee.amount().equals(Prices.money("10")));
    }
  }

  private static List<LineItem> fees(Scene scene) {
    return scene.effects.stream()
        .filter(Effect.Owed.class::isInstance)
        .map(effect -> ((Effect.Owed) effect).item())
        .toList();
  }
}
