package dev.saldo.testkit;

import dev.saldo.testkit.world.Bug;
import dev.saldo.testkit.world.Promise;
import dev.saldo.testkit.world.Soak;
import dev.saldo.testkit.world.World;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Tells how a soak went: a table for people, one JSON object for programs.
final class SoakReport {
  private static final int WORDS_MAX = 2_000;

  private final PrintWriter out;
  private final boolean json;
  private final List<String> hunts = new ArrayList<>();

  SoakReport(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  void soak(Soak.Outcome outcome) {
    if (json) {
      out.println(json(outcome));
      return;
    }
    var millis = Math.max(1, outcome.took().toMillis());
    out.printf(
        Locale.ROOT,
        "%,d seeds, %,d commands in %,d s (%,d commands/s)%n%n",
        outcome.seeds(),
        outcome.commands(),
        millis / 1_000,
        outcome.commands() * 1_000 / millis);
    for (var promise : Promise.values()) {
      out.printf(
          Locale.ROOT,
          "%,15d  %-24s %s%n",
          outcome.sightings().of(promise),
          name(promise.name()),
          promise.words());
    }
    out.println();
    for (var unproven : outcome.unproven(Soak.SIGHTINGS_MIN)) {
      out.println("put to the test too seldom to prove anything: " + name(unproven.name()));
    }
    outcome.broken().ifPresent(this::broken);
    if (outcome.broken().isEmpty()) {
      out.println("no promise was broken");
    }
  }

  private void broken(World.Result result) {
    result
        .broken()
        .ifPresent(broken -> {
          out.println("BROKEN " + name(broken.promise().name()) + ": " + shortened(broken.words()));
          out.println("replay: ./saldo soak --seed " + result.seed());
        });
  }

  void replay(World.Result result) {
    if (json) {
      out.printf(
          Locale.ROOT,
          "{\"seed\":%d,\"commands\":%d,\"broken\":%s}%n",
          result.seed(),
          result.commands(),
          brokenJson(result));
    } else if (result.broken().isEmpty()) {
      out.println("seed " + result.seed() + ": no promise was broken");
    } else {
      broken(result);
    }
  }

  void hunted(Bug bug, Soak.Outcome outcome) {
    var found = outcome.broken();
    if (json) {
      hunts.add(
          String.format(
              Locale.ROOT,
              "{\"bug\":\"%s\",\"seeds_to_find\":%s,\"broken\":%s}",
              name(bug.name()),
              found.map(one -> Long.toString(one.seed() + 1)).orElse("null"),
              found.map(SoakReport::brokenJson).orElse("null")));
      return;
    }
    out.printf(
        Locale.ROOT,
        "%-26s %s%n",
        name(bug.name()),
        found
            .map(one ->
                String.format(
                    Locale.ROOT,
                    "found in seed %,d by %s",
                    one.seed(),
                    one.broken().map(broken -> name(broken.promise().name())).orElse("")))
            .orElse("NOT FOUND in " + outcome.seeds() + " seeds"));
    out.flush();
  }

  void hunts() {
    if (json) {
      out.println("{\"planted\":[" + String.join(",", hunts) + "]}");
    }
  }

  private static String json(Soak.Outcome outcome) {
    var promises = new ArrayList<String>();
    for (var promise : Promise.values()) {
      promises.add("\"" + name(promise.name()) + "\":" + outcome.sightings().of(promise));
    }
    return String.format(
        Locale.ROOT,
        "{\"seeds\":%d,\"commands\":%d,\"milliseconds\":%d,\"promises\":{%s},\"broken\":%s}",
        outcome.seeds(),
        outcome.commands(),
        outcome.took().toMillis(),
        String.join(",", promises),
        outcome.broken().map(SoakReport::brokenJson).orElse("null"));
  }

  private static String brokenJson(World.Result result) {
    return result
        .broken()
        .map(broken ->
            String.format(
                Locale.ROOT,
                "{\"seed\":%d,\"promise\":\"%s\",\"words\":\"%s\"}",
                result.seed(),
                name(broken.promise().name()),
                escaped(shortened(broken.words()))))
        .orElse("null");
  }

  private static String escaped(String words) {
    return words.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ");
  }

  private static String shortened(String words) {
    return words.length() > WORDS_MAX ? words.substring(0, WORDS_MAX) + " …" : words;
  }

  private static String name(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
