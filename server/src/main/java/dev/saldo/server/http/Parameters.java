package dev.saldo.server.http;

import dev.saldo.server.json.Body;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.Json;
import dev.saldo.server.json.Schema;
import dev.saldo.server.json.Validator;
import dev.saldo.server.page.Paging;
import dev.saldo.server.problem.Fault;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemException;
import dev.saldo.server.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The query's parameters of one route: read from the address, checked against their schemas.
final class Parameters {
  static final String LIMIT = "limit";
  static final String CURSOR = "cursor";
  static final String SORT = "sort";

  private final Schema.Obj schema;

  Parameters(Route route) {
    this.schema = Schema.object(fields(route));
  }

  /// All parameters a route takes, those of pages included.
  static List<Field> fields(Route route) {
    List<Field> fields = new ArrayList<>(route.query());
    if (route.paged()) {
      fields.add(
          Field.optional(
              LIMIT,
              Schema.integer(1, Paging.LIMIT_MAX),
              "How many items, " + Paging.LIMIT_DEFAULT + " by default."));
      fields.add(Field.optional(CURSOR, Schema.text(2_000), "The last page's `next_cursor`."));
      fields.add(
          Field.optional(
              SORT,
              new Schema.Choice(route.sorts()),
              "The order, `" + route.sorts().getFirst() + "` by default."));
    }
    return fields;
  }

  /// The parameters of an address.
  ///
  /// @param rawQuery what stands after `?`, null where nothing does
  /// @throws dev.saldo.server.problem.ProblemException `invalid_parameter` with every fault
  Body read(@Nullable String rawQuery) {
    if (rawQuery == null && schema.fields().isEmpty()) {
      return Body.checked(schema, Json.Obj.EMPTY);
    }
    Json.Obj json = parse(rawQuery == null ? "" : rawQuery);
    List<Fault> faults = Validator.faults(schema, json);
    if (!faults.isEmpty()) {
      List<Fault> named =
          faults.stream()
              .map(fault -> new Fault(fault.pointer().substring(1), fault.type(), fault.figures()))
              .toList();
      throw Problem.of(ProblemType.INVALID_PARAMETER)
          .with("parameter", named.getFirst().pointer())
          .withFaults(named)
          .toException();
    }
    return Body.checked(schema, json);
  }

  /// Adds every parameter but those of the page itself: what a cursor is bound to.
  static StringBuilder filters(Json.Obj query, StringBuilder to) {
    List<String> filters = new ArrayList<>();
    for (int i = 0; i < query.size(); i++) {
      String name = query.names().get(i);
      if (!name.equals(LIMIT) && !name.equals(CURSOR) && !name.equals(SORT)) {
        filters.add(name + "=" + query.values().get(i));
      }
    }
    filters.sort(String::compareTo);
    filters.forEach(filter -> to.append(filter).append('\n'));
    return to;
  }

  private Json.Obj parse(String rawQuery) {
    List<String> names = new ArrayList<>();
    List<Json> values = new ArrayList<>();
    int from = 0;
    while (from < rawQuery.length()) {
      int and = rawQuery.indexOf('&', from);
      int until = and < 0 ? rawQuery.length() : and;
      if (until > from) {
        int equals = rawQuery.indexOf('=', from);
        boolean valued = equals >= 0 && equals < until;
        String name = decoded(rawQuery.substring(from, valued ? equals : until), "");
        String value = valued ? decoded(rawQuery.substring(equals + 1, until), name) : "";
        add(names, values, name, value);
      }
      from = until + 1;
    }
    return new Json.Obj(names, values);
  }

  private void add(List<String> names, List<Json> values, String name, String text) {
    Schema kind = kind(name);
    int at = names.indexOf(name);
    if (kind instanceof Schema.ListOf list) {
      Json item = json(list.item().resolved(), text);
      if (at < 0) {
        names.add(name);
        values.add(new Json.Arr(List.of(item)));
      } else {
        List<Json> items = new ArrayList<>(((Json.Arr) values.get(at)).items());
        items.add(item);
        values.set(at, new Json.Arr(items));
      }
    } else if (at < 0) {
      names.add(name);
      values.add(json(kind, text));
    } else {
      throw invalid(name);
    }
  }

  private @Nullable Schema kind(String name) {
    for (Field field : schema.fields()) {
      if (field.name().equals(name)) {
        return field.schema().resolved();
      }
    }
    return null;
  }

  /// The text as the kind of JSON that its schema wants, where it can be one.
  private static Json json(@Nullable Schema kind, String text) {
    if (kind instanceof Schema.Int) {
      boolean digits = !text.isEmpty();
      for (int i = text.startsWith("-") && text.length() > 1 ? 1 : 0; i < text.length(); i++) {
        digits = digits && text.charAt(i) >= '0' && text.charAt(i) <= '9';
      }
      return digits ? new Json.Num(text) : new Json.Text(text);
    }
    if (kind instanceof Schema.Flag && (text.equals("true") || text.equals("false"))) {
      return text.equals("true") ? Json.TRUE : Json.FALSE;
    }
    return new Json.Text(text);
  }

  private static String decoded(String raw, String name) {
    String text = Percent.decode(raw, true);
    if (text == null) {
      throw invalid(name);
    }
    return text;
  }

  private static ProblemException invalid(String name) {
    return Problem.of(ProblemType.INVALID_PARAMETER).with("parameter", name).toException();
  }
}
