package dev.saldo.server.account;

import dev.saldo.core.account.Attribution;
import dev.saldo.core.account.Attribution.Party;
import dev.saldo.core.account.Command;
import dev.saldo.core.metering.Value;
import dev.saldo.server.http.Caller;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.Body;
import dev.saldo.server.json.Json;
import dev.saldo.server.problem.Fault;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemType;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// The reader of acts from bodies that fit their schema.
public final class ActReader {
  private static final int TEXT_MAX = 255;
  private static final long INTEGER_EXACT_MAX = (1L << 53) - 1;
  private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,25})(\\.[0-9]{1,12})?");
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,16}");

  private final Parties parties;

  public ActReader(Parties parties) {
    this.parties = parties;
  }

  /// The act that a body asks for.
  ///
  /// @param keepsExecution whether an execution is reported, and not only what it is for
  public Command.Act act(Caller caller, UUID customer, Body body, boolean keepsExecution) {
    return new Command.Act(
        body.text("action"),
        data(body),
        body.optionalText("wallet"),
        body.optionalText("replaces").map(ActReader::charge),
        attribution(caller, customer, body, keepsExecution));
  }

  /// The properties of `data`, which may be missing.
  public static Map<String, Value> data(Body body) {
    return body.value("data").filter(Json.Obj.class::isInstance).isPresent()
        ? values((Json.Obj) body.value("data").orElseThrow(), "/data/")
        : Map.of();
  }

  /// Properties with their values; `null` is as good as not there.
  ///
  /// @throws dev.saldo.server.problem.ProblemException where a value is nested, too long, or a
  ///   number that isn't exact
  public static Map<String, Value> values(Json.Obj object, String pointer) {
    var values = HashMap.<String, Value>newHashMap(object.size());
    for (var i = 0; i < object.size(); i++) {
      var name = object.names().get(i);
      var value = object.values().get(i);
      if (!(value instanceof Json.Null)) {
        values.put(name, value(value, pointer, name));
      }
    }
    return values;
  }

  private static Value value(Json json, String pointer, String name) {
    return switch (json) {
      case Json.Text(var text) -> {
        if (text.length() > TEXT_MAX) {
          throw fault(pointer, name, ProblemType.TEXT_TOO_LONG);
        }
        yield isDecimal(text) ? Value.of(new BigDecimal(text)) : Value.of(text);
      }
      case Json.Num(var raw) -> {
        if (!INTEGER.matcher(raw).matches() || Math.abs(Long.parseLong(raw)) > INTEGER_EXACT_MAX) {
          throw fault(pointer, name, ProblemType.AMOUNT_INVALID);
        }
        yield Value.of(Long.parseLong(raw));
      }
      case Json.Flag(var flag) -> Value.of(flag);
      case Json.Obj _, Json.Arr _, Json.Null _ ->
          throw fault(pointer, name, ProblemType.WRONG_TYPE);
    };
  }

  private static boolean isDecimal(String text) {
    if (text.isEmpty() || text.length() > 40) {
      return false;
    }
    var first = text.charAt(0);
    return (first == '-' || first >= '0' && first <= '9') && DECIMAL.matcher(text).matches();
  }

  private static RuntimeException fault(String pointer, String name, ProblemType type) {
    var escaped = name.replace("~", "~0").replace("/", "~1");
    return Problem.ofFaults(List.of(new Fault(pointer + escaped, type))).toException();
  }

  /// Who and what a body is for. The key's own automation stands, if it is bound to one.
  ///
  /// @throws dev.saldo.server.problem.ProblemException `not_found` for another automation than the
  ///   key's
  public Attribution attribution(Caller caller, UUID customer, Body body, boolean keepsExecution) {
    var execution = body.optionalObject("execution");
    if (execution.isEmpty()
        && !body.has("member")
        && !body.has("cost_centre")
        && !body.has("automation")
        && !body.has("agent_run")
        && caller.automation().isEmpty()) {
      return new Attribution(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.of(caller.keyId()),
          Optional.empty(),
          Optional.empty());
    }
    return new Attribution(
        party(caller, customer, Parties.Kind.MEMBER, body, execution, "member"),
        party(caller, customer, Parties.Kind.COST_CENTRE, body, execution, "cost_centre"),
        automation(caller, customer, body, execution),
        Optional.of(caller.keyId()),
        body.optionalText("agent_run"),
        keepsExecution ? execution.map(ActReader::execution) : Optional.empty());
  }

  private Optional<Party> automation(
      Caller caller, UUID customer, Body body, Optional<Body> execution) {
    var given = party(caller, customer, Parties.Kind.AUTOMATION, body, execution, "automation");
    var bound =
        caller
            .automation()
            .map(
                own -> parties.named(caller.workspaceId(), customer, Parties.Kind.AUTOMATION, own));
    if (bound.isPresent()
        && given.isPresent()
        && !given.get().reference().equals(bound.get().reference())) {
      throw Problem.of(ProblemType.NOT_FOUND).toException();
    }
    return bound.or(() -> given);
  }

  private Optional<Party> party(
      Caller caller,
      UUID customer,
      Parties.Kind kind,
      Body body,
      Optional<Body> execution,
      String field) {
    return execution
        .flatMap(inside -> inside.optionalText(field))
        .or(() -> body.optionalText(field))
        .map(reference -> parties.named(caller.workspaceId(), customer, kind, reference));
  }

  private static Attribution.Execution execution(Body execution) {
    var status =
        execution
            .optionalText("status")
            .map(word -> Attribution.Status.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(Attribution.Status.SUCCEEDED);
    return new Attribution.Execution(
        execution.text("id"),
        status,
        execution.optionalTime("started_at"),
        execution.optionalTime("finished_at"));
  }

  /// The id of a charge, which may be a priced event's.
  ///
  /// @throws dev.saldo.server.problem.ProblemException `not_found` where it is no such id
  public static UUID charge(String text) {
    return PublicId.parse(IdKind.CHARGE, text)
        .or(() -> PublicId.parse(IdKind.EVENT, text))
        .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND).toException());
  }
}
