package dev.saldo.testkit.scenario;

import dev.saldo.client.Body;
import dev.saldo.client.Document;
import dev.saldo.client.Outcome;
import dev.saldo.client.Saldo;
import dev.saldo.testkit.scenario.Scenario.Step;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads invoices as a vendor's bookkeeping would: page by page, by their numbers.
final class Invoices {
  private static final List<String> SUMS = List.of("net", "tax", "gross", "due");

  private final Saldo saldo;

  Invoices(Saldo saldo) {
    this.saldo = saldo;
  }

  /// @param customer as the server knows it
  Outcome<Document> read(Step step, String customer) {
    var answer =
        switch (step.verb()) {
          case INVOICES -> summary(numbered("customer=" + customer));
          case INVOICE -> one(step, numbered("customer=" + customer)).toString();
          case NUMBERS -> series(numbered(""));
          default -> throw new IllegalStateException(step.verb() + " reads no invoices");
        };
    return new Outcome.Done<>(parsed(answer), false);
  }

  /// Invoices and credit notes in the order in which they were finalized.
  private List<Document> numbered(String filter) {
    var found = new ArrayList<Document>();
    var cursor = "";
    do {
      var path = "/v1/invoices?limit=100" + (filter.isEmpty() ? "" : "&" + filter) + cursor;
      var page = saldo.send("GET", path, Map.of(), new byte[0]).orThrow();
      found.addAll(page.items("data"));
      cursor = page.optionalText("next_cursor").map(next -> "&cursor=" + next).orElse("");
    } while (!cursor.isEmpty());
    return found.stream()
        .filter(one -> one.optionalText("number").isPresent())
        .sorted(
            Comparator.comparing((Document one) -> one.text("finalized_at"))
                .thenComparing(one -> one.text("number")))
        .toList();
  }

  private static Document one(Step step, List<Document> all) {
    var which = String.valueOf(step.fields().getOrDefault("which", "latest"));
    if (!which.matches("latest|[1-9][0-9]*")) {
      throw new ScenarioFault(step.line(), "'which' is a place from 1, or latest");
    }
    var place = which.equals("latest") ? all.size() : Integer.parseInt(which);
    if (place < 1 || place > all.size()) {
      throw new ScenarioFault(
          step.line(), "there are %d invoices, none is %s".formatted(all.size(), which));
    }
    return all.get(place - 1);
  }

  /// `count`, the totals, and for each kind and code of line how often it stands and its sum. What
  /// credit notes give back counts below zero.
  private static String summary(List<Document> all) {
    var body = Body.of("count", all.size());
    for (var name : SUMS) {
      body.put(name, sum(all.stream().map(one -> signed(one, one, "totals." + name)).toList()));
    }
    var byCode = new TreeMap<String, List<BigDecimal>>();
    for (var one : all) {
      for (var line : one.items("lines")) {
        var code = line.text("kind") + " " + line.text("code");
        byCode.computeIfAbsent(code, _ -> new ArrayList<>()).add(signed(one, line, "net"));
      }
    }
    var lines =
        byCode.entrySet().stream()
            .map(same -> line(same.getKey().split(" ", 2), same.getValue()))
            .toList();
    return body.put("lines", lines).toString();
  }

  private static Body line(String[] kindAndCode, List<BigDecimal> all) {
    return Body.of("kind", kindAndCode[0])
        .put("code", kindAndCode[1])
        .put("count", all.size())
        .put("net", sum(all));
  }

  private static BigDecimal signed(Document of, Document inside, String path) {
    var amount = inside.decimal(path);
    return of.text("object").equals("credit_note") ? amount.negate() : amount;
  }

  /// For each series of numbers: how many there are, how many are missing below the highest, and
  /// how many stand twice.
  private static String series(List<Document> all) {
    var bySeries = new TreeMap<String, List<Long>>();
    for (var one : all) {
      var number = one.text("number");
      var digits = number.replaceFirst("^.*?([0-9]+)$", "$1");
      var name = number.substring(0, number.length() - digits.length());
      bySeries.computeIfAbsent(name, _ -> new ArrayList<>()).add(Long.parseLong(digits));
    }
    var gaps = 0L;
    var repeated = 0L;
    for (var numbers : bySeries.values()) {
      var different = numbers.stream().distinct().count();
      repeated += numbers.size() - different;
      gaps += numbers.stream().mapToLong(Long::longValue).max().orElse(0) - different;
    }
    return Body.of("count", all.size())
        .put("gaps", gaps)
        .put("repeated", repeated)
        .put("series", List.copyOf(bySeries.keySet()))
        .toString();
  }

  private static BigDecimal sum(List<BigDecimal> all) {
    return all.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Document parsed(String json) {
    return Document.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
