package dev.saldo.server.node;

import dev.saldo.server.json.Field;
import dev.saldo.server.json.Schema;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes the smallest JSON that fits a schema: required fields alone, and whatever is given by
/// name.
final class Samples {
  private static final List<String> TEXTS =
      List.of("call", "EUR", "en", "credits", "a@b.example", "/a", "1.0", "2030-01-01");

  /// What stands in fields of these names.
  private final Map<String, String> byName;

  Samples(Map<String, String> byName) {
    this.byName = byName;
  }

  String of(Schema schema) {
    return switch (schema.resolved()) {
      case Schema.Obj object -> object(object);
      case Schema.Text text -> quoted(text(text));
      case Schema.Decimal _ -> quoted("1");
      case Schema.Quantity _ -> quoted("1");
      case Schema.Int(long min, long _) -> Long.toString(Math.max(min, 0));
      case Schema.Flag _ -> "true";
      case Schema.Time _ -> quoted("2030-01-01T00:00:00Z");
      case Schema.Day _ -> quoted("2030-01-01");
      case Schema.Choice(List<String> words) -> quoted(words.getFirst());
      case Schema.ListOf(Schema item, int least, int _) ->
          Stream.generate(() -> of(item)).limit(least).collect(Collectors.joining(",", "[", "]"));
      case Schema.MapOf _ -> "{}";
      case Schema.Any _ -> "{}";
      case Schema.Named(String _, Schema inner) -> of(inner);
    };
  }

  private String object(Schema.Obj object) {
    return object.fields().stream()
        .filter(field -> field.required() || byName.containsKey(field.name()))
        .map(field -> quoted(field.name()) + ":" + member(field))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private String member(Field field) {
    String given = byName.get(field.name());
    return given == null ? of(field.schema()) : quoted(given);
  }

  private static String text(Schema.Text text) {
    return Stream.concat(TEXTS.stream(), Stream.of("a".repeat(text.lengthMin())))
        .filter(sample ->
            sample.length() >= text.lengthMin()
                && sample.length() <= text.lengthMax()
                && text.pattern().stream().allMatch(p -> p.matcher(sample).matches()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no sample fits " + text));
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
