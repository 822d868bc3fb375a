package dev.saldo.server.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.account.Looking;
import dev.saldo.server.act.Node;
import dev.saldo.server.catalog.PublishedCatalogs;
import dev.saldo.server.engine.CatalogCache;
import dev.saldo.server.engine.TimeOrderedIds;
import dev.saldo.server.json.Json;
import dev.saldo.server.json.JsonReader;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.store.account.AccountLook;
import dev.saldo.store.catalog.CatalogVersions;
import dev.saldo.store.migration.Candidates;
import dev.saldo.store.migration.Migration;
import dev.saldo.store.migration.Whom;
import dev.saldo.store.reading.ReadSide;
import dev.saldo.store.sql.Transactions;
import java.time.InstantSource;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// What one preview costs has a bound, however many customers there are.
class PreviewBoundsTest {
  private static final String CATALOG =
      """
      catalog: bounded
      currency: EUR
      plans:
        basic: {title: Basic, price: "%s"}
      """;

  @Test
  void soManyCustomersAreLookedAtAndItIsSaidWhetherThereAreMore() {
    try (var fleet = new Fleet()) {
      fleet.node.publish(CATALOG.formatted("20"));
      for (var i = 0; i < 4; i++) {
        fleet.on("bounded", "basic", "");
      }
      fleet.node.publish(CATALOG.formatted("30"));
      assertThat(totals(fleet, 3)).isEqualTo("3 false 90");
      assertThat(totals(fleet, 4)).isEqualTo("4 true 120");
      assertThat(totals(fleet, 600)).isEqualTo("4 true 120");
    }
  }

  private static String totals(Fleet fleet, int most) {
    var database = fleet.node.wiring().storage().database();
    var transactions = new Transactions(database.reads());
    var catalogs = new CatalogCache(new PublishedCatalogs(new CatalogVersions(transactions)), 10);
    var clock = InstantSource.system();
    var looking =
        new Looking(
            new AccountLook(new ReadSide(database.reads())),
            catalogs,
            new TimeOrderedIds(clock, new AtomicLong()::incrementAndGet),
            clock);
    var whom = new Whom("bounded", Optional.of(1), 2, Optional.empty());
    var terms = new Migration.Terms(whom, 2, new TreeMap<>(), false, "now", Optional.empty());
    var foresight = new Foresight(new Candidates(transactions), looking, most);
    var totals = foresight.totals(fleet.node.testWorkspace(), terms);
    var shown = (Json.Obj) JsonReader.read(JsonWriter.object(totals::write));
    var sums = (Json.Obj) ((Json.Arr) Node.member(shown, "sums")).items().getFirst();
    return "%s %s %s"
        .formatted(
            ((Json.Num) Node.member(shown, "customers")).raw(),
            ((Json.Flag) Node.member(shown, "complete")).value(),
            ((Json.Text) Node.member(sums, "after")).value());
  }
}
