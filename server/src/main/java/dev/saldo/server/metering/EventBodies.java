package dev.saldo.server.metering;

import dev.saldo.core.account.Command;
import dev.saldo.core.ledger.ChainHash;
import dev.saldo.server.account.ActReader;
import dev.saldo.server.account.ActSchemas;
import dev.saldo.server.http.Caller;
import dev.saldo.server.http.Item;
import dev.saldo.server.json.Body;
import dev.saldo.server.json.Canonical;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.Schema;
import dev.saldo.server.problem.Fault;
import dev.saldo.server.problem.Figure;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The shape of CloudEvents 1.0 in JSON format, and their reader.
///
/// `type` is the action or what meters look at, `subject` the customer. Of extension attributes
/// those that say whom the event is for are taken, and those of tracing passed over; others are
/// refused.
final class EventBodies {
  static final Schema EVENT =
      Schema.named(
          "CloudEvent",
          Schema.object(
              Field.of("specversion", Schema.choice("1.0"), "The version of CloudEvents."),
              Field.of("id", Schema.text(255), "Unique within the source and customer, for ever."),
              Field.of(
                  "source",
                  Schema.text(255),
                  "Where it comes from, as a URI reference; not beginning with `saldo:`."),
              Field.of("type", Schema.text(255), "What happened: an action, or what meters name."),
              Field.of("subject", Schema.text(255), "The customer's id or external id."),
              Field.optional("time", Schema.time(), "When it happened; now by default."),
              Field.optional(
                  "datacontenttype", Schema.choice("application/json"), "The form of `data`."),
              Field.optional("dataschema", Schema.text(1_000), "Not looked at."),
              Field.optional("data", ActSchemas.DATA, "What the price and the meters look at."),
              Field.optional("member", Schema.text(255), "Who it is for, by id."),
              Field.optional("cost_centre", Schema.text(255), "Where it is booked, by id."),
              Field.optional("automation", Schema.text(255), "What acted, by id."),
              Field.optional("agent_run", Schema.text(255), "The agent's run it belongs to."),
              Field.optional("execution", ActSchemas.EXECUTION, "The execution that it reports."),
              Field.optional("traceparent", Schema.text(255), "Not looked at."),
              Field.optional("tracestate", Schema.text(1_000), "Not looked at.")));

  /// What the sources begin with under which the program itself records: an event under one of them
  /// would bind a key that a move, a renewal or a preview is recognised by.
  private static final String OWN = "saldo:";

  private EventBodies() {}

  /// Whom readable events are for, as they name them.
  static List<String> subjects(List<Item> items) {
    return items.stream()
        .filter(Item.Sound.class::isInstance)
        .flatMap(item -> ((Item.Sound) item).body().optionalText("subject").stream())
        .toList();
  }

  /// The command that records an event.
  ///
  /// @param now when it happened, if it doesn't say
  /// @throws dev.saldo.server.problem.ProblemException `source_reserved` for a source of the
  ///   program's own
  static Command.RecordUsage read(
      ActReader reader, Caller caller, UUID customer, Body event, Instant now) {
    var key = new Command.Key(source(event), event.text("id"), digest(event));
    var act =
        new Command.Act(
            event.text("type"),
            ActReader.data(event),
            Optional.empty(),
            Optional.empty(),
            reader.attribution(caller, customer, event, true));
    return new Command.RecordUsage(key, act, event.optionalTime("time").orElse(now));
  }

  private static String source(Body event) {
    var source = event.text("source");
    if (source.startsWith(OWN)) {
      var figures = Map.<String, Figure>of("source", new Figure.Text(source));
      var fault = new Fault("/source", ProblemType.SOURCE_RESERVED, figures);
      throw Problem.ofFaults(List.of(fault)).toException();
    }
    return source;
  }

  /// Of the event as it was sent, whatever the order of its members.
  private static ChainHash digest(Body event) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update((byte) 'E');
      return ChainHash.of(sha256.digest(Canonical.bytes(event.json())));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
