package dev.saldo.store.account;

import dev.saldo.core.account.Attribution;
import dev.saldo.core.account.Term;
import dev.saldo.core.limit.Tallied;
import dev.saldo.core.metering.Value;
import dev.saldo.core.wallet.Draw;
import dev.saldo.store.billing.ItemsJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes the parts of an act as JSON (RFC 8259). Numbers of an event's data are JSON numbers with
/// their digits as given; amounts are text. Read again by [JsonTree].
final class JsonText {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out = new StringBuilder(256);
  private boolean comma;

  static String data(Map<String, Value> data) {
    return new JsonText().values(data).toString();
  }

  static String instants(List<Optional<Instant>> instants) {
    var json = new JsonText();
    json.open('[');
    for (var instant : instants) {
      json.item();
      instant.ifPresentOrElse(at -> json.text(at.toString()), () -> json.raw("null"));
    }
    return json.close(']').toString();
  }

  static String decimals(List<BigDecimal> decimals) {
    var json = new JsonText();
    json.open('[');
    for (var decimal : decimals) {
      json.item();
      json.text(decimal.toPlainString());
    }
    return json.close(']').toString();
  }

  JsonText open(char bracket) {
    out.append(bracket);
    comma = false;
    return this;
  }

  JsonText close(char bracket) {
    out.append(bracket);
    comma = true;
    return this;
  }

  JsonText field(String name) {
    item();
    text(name);
    out.append(':');
    comma = false;
    return this;
  }

  JsonText field(String name, String text) {
    field(name).text(text);
    comma = true;
    return this;
  }

  JsonText field(String name, Optional<String> text) {
    text.ifPresent(value -> field(name, value));
    return this;
  }

  JsonText values(Map<String, Value> data) {
    open('{');
    data.forEach((name, value) -> {
      field(name);
      switch (value) {
        case Value.Text(var text) -> text(text);
        case Value.Number(var number) -> raw(number.toString());
        case Value.Flag(var flag) -> raw(Boolean.toString(flag));
      }
      comma = true;
    });
    return close('}');
  }

  JsonText draws(List<Draw> draws) {
    open('[');
    for (var draw : draws) {
      item();
      open('{').field("grant", draw.grant().toString());
      field("amount", draw.amount().amount().toPlainString()).close('}');
    }
    return close(']');
  }

  JsonText tallied(List<Tallied> tallied) {
    open('[');
    for (var one : tallied) {
      item();
      open('{').field("subject", one.key().subject());
      field("from", one.key().from().toString());
      field("amount", one.amount().toString()).close('}');
    }
    return close(']');
  }

  JsonText term(Term term) {
    open('{').field("catalog", term.catalog().name());
    field("version").raw(Integer.toString(term.catalog().version()));
    comma = true;
    field("plan", term.plan());
    field("started_at", term.startedAt().toString()).field("from", term.from().toString());
    field("grants_due").raw(instants(term.grantsDue()));
    comma = true;
    ItemsJson.text(term.items()).ifPresent(items -> field("items").raw(items));
    comma = true;
    return field("zone", term.zone().map(ZoneId::getId)).close('}');
  }

  JsonText attribution(Attribution attribution) {
    open('{');
    party("member", attribution.member());
    party("cost_centre", attribution.costCentre());
    party("automation", attribution.automation());
    field("api_key", attribution.apiKey()).field("agent_run", attribution.agentRun());
    attribution.execution().ifPresent(this::execution);
    return close('}');
  }

  private void party(String name, Optional<Attribution.Party> party) {
    party.ifPresent(who -> {
      field(name).open('{').field("reference", who.reference());
      field("name", who.name()).field("email", who.email()).close('}');
    });
  }

  private void execution(Attribution.Execution execution) {
    field("execution").open('{').field("id", execution.id());
    field("status", Words.of(execution.status()));
    field("started_at", execution.startedAt().map(Instant::toString));
    field("finished_at", execution.finishedAt().map(Instant::toString)).close('}');
  }

  private void item() {
    if (comma) {
      out.append(',');
    }
    comma = true;
  }

  private void raw(String json) {
    out.append(json);
  }

  private void text(String text) {
    out.append('"');
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
