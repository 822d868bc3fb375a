package dev.saldo.server.receipt;

import dev.saldo.core.metering.Aggregation;
import dev.saldo.core.metering.Meter;
import dev.saldo.core.metering.Value;
import dev.saldo.server.problem.Language;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A receipt as sentences, in the order in which things came about: what happened, what counted it,
/// how it was priced, what covered it, which limits were looked at, how the books say it.
final class ReceiptStory {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private final ReceiptWords words;
  private final Language language;
  private final Told answer;
  private final List<String> sentences = new ArrayList<>();

  /// A booked entry, its accounts as people read them.
  record Entry(long sequence, String amount, String unit, String debit, String credit) {}

  private ReceiptStory(ReceiptWords words, Language language, Told answer) {
    this.words = words;
    this.language = language;
    this.answer = answer;
  }

  static List<String> of(
      ReceiptWords words,
      Language language,
      String kind,
      Told answer,
      Map<String, Value> data,
      List<Meter> meters,
      List<Entry> entries) {
    var story = new ReceiptStory(words, language, answer);
    story.beginning(kind);
    meters.forEach(meter -> story.meter(meter, data));
    answer.objects("lines").forEach(story::line);
    story.funding(answer.object("funding"));
    story.refund();
    answer.objects("consulted").forEach(story::limit);
    if (!answer.object("balance").json().names().isEmpty()) {
      story.balance(answer.object("balance"));
    }
    entries.forEach(story::entry);
    return story.sentences;
  }

  private void beginning(String kind) {
    var at = TIME.format(Instant.parse(answer.text("occurred_at")));
    switch (kind) {
      case "usage" -> {
        if (answer.optional("credits").isPresent()) {
          act("usage", at);
        } else if (answer.optional("title").isPresent()) {
          withoutPrice("usage", at);
        } else if (answer.optional("unpriced").isPresent()) {
          say(
              "unpriced_because",
              "action",
              answer.text("action"),
              "at",
              at,
              "reason",
              answer.text("unpriced"));
        } else {
          say("unpriced", "action", answer.text("action"), "at", at);
        }
      }
      case "refund" ->
          say(
              "refund",
              "credits",
              number("credits"),
              "unit",
              unit(),
              "charge",
              answer.text("charge"),
              "at",
              at,
              "reason",
              answer.text("reason"));
      default -> {
        if (answer.optional("credits").isPresent()) {
          act(kind, at);
        } else {
          withoutPrice(kind, at);
        }
      }
    }
  }

  /// An act of an action that has no price.
  private void withoutPrice(String sentence, String at) {
    say(
        sentence + "_without_price",
        "title",
        answer.text("title"),
        "plan",
        answer.text("plan_title"),
        "at",
        at);
  }

  private void act(String sentence, String at) {
    say(
        sentence,
        "title",
        answer.text("title"),
        "credits",
        number("credits"),
        "unit",
        unit(),
        "held",
        number("held"),
        "released",
        number("released"),
        "plan",
        answer.text("plan_title"),
        "at",
        at);
  }

  private void meter(Meter meter, Map<String, Value> data) {
    var quantity =
        meter.aggregation() == Aggregation.COUNT
            ? "1"
            : meter.property().map(data::get).map(Value::label).orElse("0");
    say("meter", "meter", meter.name(), "quantity", number(quantity));
  }

  private String number(String name) {
    return ReceiptWords.number(language, answer.optional(name).orElse(name));
  }

  private void line(Told line) {
    var isPlain = line.text("factor").equals("1");
    say(
        isPlain ? "line" : "line_factor",
        "quantity",
        shown(line, "quantity"),
        "component",
        line.text("component"),
        "unit_price",
        shown(line, "unit_price"),
        "per",
        shown(line, "per"),
        "factor",
        shown(line, "factor"),
        "source",
        line.text("source"),
        "catalog",
        answer.text("catalog"),
        "credits",
        shown(line, "credits"),
        "unit",
        unit());
  }

  private void funding(Told funding) {
    funding.objects("grants").forEach(use -> grant("grant", use));
    for (var part : List.of("overage", "unfunded")) {
      if (funding.isAny(part)) {
        say(part, "credits", shown(funding, part), "unit", unit());
      }
    }
  }

  private void grant(String sentence, Told use) {
    say(sentence, "credits", shown(use, "credits"), "unit", unit(), "grant", use.text("grant"));
  }

  private void refund() {
    answer.objects("restored").forEach(use -> grant("restored", use));
    for (var grant : answer.objects("regranted")) {
      say(
          "regranted",
          "credits",
          shown(grant, "amount"),
          "unit",
          unit(),
          "grant",
          grant.text("id"));
    }
    if (answer.isAny("breakage")) {
      say("breakage", "credits", number("breakage"), "unit", unit());
    }
  }

  private void limit(Told limit) {
    var sentence =
        switch (limit.text("level")) {
          case "quota", "budget", "free", "rate" -> "limit_" + limit.text("level");
          default -> "limit_other";
        };
    say(
        sentence,
        "name",
        limit.text("name"),
        "used",
        shown(limit, "used"),
        "limit",
        limit.optional("limit").isPresent() ? shown(limit, "limit") : "∞",
        "unit",
        limit.text("unit"));
  }

  private void balance(Told balance) {
    say(
        "balance",
        "wallet",
        balance.text("wallet"),
        "balance",
        shown(balance, "balance"),
        "held",
        shown(balance, "held"),
        "available",
        shown(balance, "available"),
        "unit",
        unit());
  }

  private void entry(Entry entry) {
    say(
        "entry",
        "sequence",
        Long.toString(entry.sequence()),
        "credits",
        ReceiptWords.number(language, entry.amount()),
        "unit",
        entry.unit(),
        "debit",
        entry.debit(),
        "credit",
        entry.credit());
  }

  private String shown(Told part, String name) {
    return ReceiptWords.number(language, part.text(name));
  }

  private String unit() {
    return answer.text("unit");
  }

  private void say(String sentence, String... figures) {
    sentences.add(words.say(language, sentence, figures));
  }
}
