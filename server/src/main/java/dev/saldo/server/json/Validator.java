package dev.saldo.server.json;

import static dev.saldo.server.problem.ProblemType.AMOUNT_INVALID;
import static dev.saldo.server.problem.ProblemType.AMOUNT_NEGATIVE;
import static dev.saldo.server.problem.ProblemType.AMOUNT_NOT_POSITIVE;
import static dev.saldo.server.problem.ProblemType.AMOUNT_OUT_OF_RANGE;
import static dev.saldo.server.problem.ProblemType.AMOUNT_PRECISION;
import static dev.saldo.server.problem.ProblemType.FIELD_REQUIRED;
import static dev.saldo.server.problem.ProblemType.NAME_INVALID;
import static dev.saldo.server.problem.ProblemType.NOT_IN_LIST;
import static dev.saldo.server.problem.ProblemType.NUMBER_INVALID;
import static dev.saldo.server.problem.ProblemType.NUMBER_OUT_OF_RANGE;
import static dev.saldo.server.problem.ProblemType.TEXT_INVALID;
import static dev.saldo.server.problem.ProblemType.TEXT_TOO_LONG;
import static dev.saldo.server.problem.ProblemType.TEXT_TOO_SHORT;
import static dev.saldo.server.problem.ProblemType.TIME_INVALID;
import static dev.saldo.server.problem.ProblemType.TIME_OUT_OF_RANGE;
import static dev.saldo.server.problem.ProblemType.TOO_FEW_ITEMS;
import static dev.saldo.server.problem.ProblemType.TOO_MANY_ITEMS;
import static dev.saldo.server.problem.ProblemType.UNKNOWN_FIELD;
import static dev.saldo.server.problem.ProblemType.WRONG_TYPE;

import dev.saldo.server.problem.Fault;
import dev.saldo.server.problem.Figure;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One check of one value against its schema, collecting every fault with its place.
public final class Validator {
  private static final Instant TIME_MIN = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant TIME_MAX = Instant.parse("2200-01-01T00:00:00Z");
  private static final long INTEGER_EXACT_MAX = (1L << 53) - 1;

  /// The way from the root to a value; its text is built only where there is a fault.
  private record Place(@Nullable Place parent, String token) {
    String pointer() {
      String step = "/" + token.replace("~", "~0").replace("/", "~1");
      return parent == null ? step : parent.pointer() + step;
    }
  }

  private final List<Fault> faults = new ArrayList<>(0);

  private Validator() {}

  /// All faults of the value, at most [Problem#FAULTS_MAX]; none where it fits.
  public static List<Fault> faults(Schema schema, Json value) {
    Validator validator = new Validator();
    validator.check(schema, value, null);
    return validator.faults;
  }

  private void check(Schema schema, Json value, @Nullable Place place) {
    if (faults.size() >= Problem.FAULTS_MAX) {
      return;
    }
    switch (schema) {
      case Schema.Named(String _, Schema inner) -> check(inner, value, place);
      case Schema.Obj object -> object(object, value, place);
      case Schema.Text text -> text(text, value, place);
      case Schema.Decimal decimal -> decimal(decimal, value, place);
      case Schema.Quantity quantity -> quantity(quantity, value, place);
      case Schema.Int integer -> integer(integer, value, place);
      case Schema.Flag _ -> {
        if (!(value instanceof Json.Flag)) {
          wrongType(place, "boolean");
        }
      }
      case Schema.Time _ -> time(value, place);
      case Schema.Day _ -> day(value, place);
      case Schema.Choice(List<String> words) -> choice(words, value, place);
      case Schema.ListOf list -> list(list, value, place);
      case Schema.MapOf map -> map(map, value, place);
      case Schema.Any _ -> {}
    }
  }

  private void object(Schema.Obj schema, Json value, @Nullable Place place) {
    if (!(value instanceof Json.Obj object)) {
      wrongType(place, "object");
      return;
    }
    int known = 0;
    for (int i = 0; i < object.size(); i++) {
      String name = object.names().get(i);
      Field field = schema.find(name);
      if (field == null) {
        fault(new Place(place, name), UNKNOWN_FIELD, "field", name);
        continue;
      }
      known++;
      Json member = object.values().get(i);
      if (!(member instanceof Json.Null && field.nullable())) {
        check(field.schema(), member, new Place(place, name));
      }
    }
    if (known < schema.fields().size()) {
      for (Field field : schema.fields()) {
        if (field.required() && object.find(field.name()) == null) {
          fault(new Place(place, field.name()), FIELD_REQUIRED, "field", field.name());
        }
      }
    }
  }

  private void text(Schema.Text schema, Json value, @Nullable Place place) {
    if (!(value instanceof Json.Text(String text))) {
      wrongType(place, "string");
      return;
    }
    int length = Texts.length(text);
    if (length > schema.lengthMax()) {
      fault(place, TEXT_TOO_LONG, "max", schema.lengthMax());
    } else if (length < schema.lengthMin()) {
      fault(place, TEXT_TOO_SHORT, "min", schema.lengthMin());
    } else if (schema.kind() == Schema.TextKind.NAME && Texts.hasControls(text, false)
        || schema.kind() == Schema.TextKind.LINES && Texts.hasControls(text, true)) {
      fault(place, NAME_INVALID);
    } else if (schema.pattern().isPresent() && !schema.pattern().get().matcher(text).matches()) {
      fault(place, TEXT_INVALID, "pattern", schema.pattern().get().pattern());
    }
  }

  private void decimal(Schema.Decimal schema, Json value, @Nullable Place place) {
    if (!(value instanceof Json.Text(String text))) {
      fault(place, AMOUNT_INVALID);
      return;
    }
    amount(text, schema.sign(), schema.scaleMax(), place);
  }

  private void amount(String text, Schema.Sign sign, int scaleMax, @Nullable Place place) {
    DecimalForm form = DecimalForm.of(text);
    switch (form.kind()) {
      case INVALID -> fault(place, AMOUNT_INVALID);
      case EXPONENT -> fault(place, AMOUNT_OUT_OF_RANGE);
      case PLAIN -> {
        if (sign == Schema.Sign.POSITIVE && (form.negative() || form.zero())) {
          fault(place, AMOUNT_NOT_POSITIVE);
        } else if (sign == Schema.Sign.NOT_NEGATIVE && form.negative() && !form.zero()) {
          fault(place, AMOUNT_NEGATIVE);
        } else if (form.scale() > scaleMax) {
          fault(place, AMOUNT_PRECISION, "max", scaleMax);
        }
      }
    }
  }

  private void quantity(Schema.Quantity schema, Json value, @Nullable Place place) {
    switch (value) {
      case Json.Text(String text) -> amount(text, schema.sign(), 12, place);
      case Json.Num(String raw) -> {
        if (!DecimalForm.isInteger(raw) || raw.length() > 17) {
          fault(place, AMOUNT_INVALID);
          return;
        }
        long number = Long.parseLong(raw);
        if (Math.abs(number) > INTEGER_EXACT_MAX) {
          fault(place, AMOUNT_INVALID);
        } else {
          amount(raw, schema.sign(), 12, place);
        }
      }
      case Json.Obj _, Json.Arr _, Json.Flag _, Json.Null _ -> fault(place, AMOUNT_INVALID);
    }
  }

  private void integer(Schema.Int schema, Json value, @Nullable Place place) {
    if (!(value instanceof Json.Num(String raw))) {
      wrongType(place, "integer");
      return;
    }
    if (!DecimalForm.isInteger(raw)) {
      fault(place, NUMBER_INVALID);
      return;
    }
    boolean inside = raw.length() <= 18;
    if (inside) {
      long number = Long.parseLong(raw);
      inside = number >= schema.min() && number <= schema.max();
    }
    if (!inside) {
      fault(
          place,
          NUMBER_OUT_OF_RANGE,
          Map.of("min", new Figure.Count(schema.min()), "max", new Figure.Count(schema.max())));
    }
  }

  private void time(Json value, @Nullable Place place) {
    if (!(value instanceof Json.Text(String text))) {
      fault(place, TIME_INVALID);
      return;
    }
    var time = Rfc3339.time(text);
    if (time.isEmpty()) {
      fault(place, TIME_INVALID);
    } else if (time.get().isBefore(TIME_MIN) || !time.get().isBefore(TIME_MAX)) {
      fault(place, TIME_OUT_OF_RANGE);
    }
  }

  private void day(Json value, @Nullable Place place) {
    if (!(value instanceof Json.Text(String text))) {
      fault(place, TIME_INVALID);
      return;
    }
    var day = Rfc3339.day(text);
    if (day.isEmpty()) {
      fault(place, TIME_INVALID);
    } else if (outside(day.get())) {
      fault(place, TIME_OUT_OF_RANGE);
    }
  }

  private static boolean outside(LocalDate day) {
    return day.getYear() < 1970 || day.getYear() >= 2200;
  }

  private void choice(List<String> words, Json value, @Nullable Place place) {
    if (!(value instanceof Json.Text(String text))) {
      wrongType(place, "string");
    } else if (!words.contains(text)) {
      fault(place, NOT_IN_LIST, "allowed", String.join(", ", words));
    }
  }

  private void list(Schema.ListOf schema, Json value, @Nullable Place place) {
    if (!(value instanceof Json.Arr(List<Json> items))) {
      wrongType(place, "array");
      return;
    }
    if (items.size() > schema.itemsMax()) {
      fault(place, TOO_MANY_ITEMS, "max", schema.itemsMax());
      return;
    }
    if (items.size() < schema.itemsMin()) {
      fault(place, TOO_FEW_ITEMS, "min", schema.itemsMin());
    }
    for (int i = 0; i < items.size(); i++) {
      check(schema.item(), items.get(i), new Place(place, Integer.toString(i)));
    }
  }

  private void map(Schema.MapOf schema, Json value, @Nullable Place place) {
    if (!(value instanceof Json.Obj object)) {
      wrongType(place, "object");
      return;
    }
    if (object.size() > schema.entriesMax()) {
      fault(place, TOO_MANY_ITEMS, "max", schema.entriesMax());
      return;
    }
    for (int i = 0; i < object.size(); i++) {
      String name = object.names().get(i);
      Place member = new Place(place, name);
      if (name.isEmpty() || Texts.hasControls(name, false)) {
        fault(member, NAME_INVALID);
      } else if (Texts.length(name) > schema.nameLengthMax()) {
        fault(member, TEXT_TOO_LONG, "max", schema.nameLengthMax());
      }
      check(schema.value(), object.values().get(i), member);
    }
  }

  private void wrongType(@Nullable Place place, String expected) {
    fault(place, WRONG_TYPE, "expected", expected);
  }

  private void fault(@Nullable Place place, ProblemType type) {
    fault(place, type, Map.of());
  }

  private void fault(@Nullable Place place, ProblemType type, String name, String value) {
    fault(place, type, Map.of(name, new Figure.Text(value)));
  }

  private void fault(@Nullable Place place, ProblemType type, String name, long value) {
    fault(place, type, Map.of(name, new Figure.Count(value)));
  }

  private void fault(@Nullable Place place, ProblemType type, Map<String, Figure> figures) {
    if (faults.size() < Problem.FAULTS_MAX) {
      faults.add(new Fault(place == null ? "" : place.pointer(), type, figures));
    }
  }
}
