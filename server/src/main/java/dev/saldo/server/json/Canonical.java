package dev.saldo.server.json;

import java.util.Arrays;
import java.util.Comparator;

/// The canonical bytes of a JSON value: members sorted by name, no spaces, numbers as sent.
///
/// Two bodies that differ only in spacing or in the order of members are the same; `1` and `1.0`
/// aren't.
public final class Canonical {
  private Canonical() {}

  public static byte[] bytes(Json value) {
    return JsonWriter.of(sorted(value));
  }

  private static Json sorted(Json value) {
    return switch (value) {
      case Json.Obj object -> object(object);
      case Json.Arr array -> new Json.Arr(array.items().stream().map(Canonical::sorted).toList());
      case Json.Text _, Json.Num _, Json.Flag _, Json.Null _ -> value;
    };
  }

  private static Json.Obj object(Json.Obj object) {
    Integer[] order = new Integer[object.size()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparing(i -> object.names().get(i)));
    String[] names = new String[order.length];
    Json[] values = new Json[order.length];
    for (int i = 0; i < order.length; i++) {
      names[i] = object.names().get(order[i]);
      values[i] = sorted(object.values().get(order[i]));
    }
    return new Json.Obj(Arrays.asList(names), Arrays.asList(values));
  }
}
