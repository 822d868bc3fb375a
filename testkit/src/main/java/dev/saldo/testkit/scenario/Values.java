package dev.saldo.testkit.scenario;

import dev.saldo.client.Document;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/// How answers are looked into, and how what is found is compared.
final class Values {
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
  private static final Pattern SELECTION = Pattern.compile("([a-z_]*)((?:\\[[a-z_.]+=[^]]*])+)");
  private static final Pattern CONDITION = Pattern.compile("\\[([a-z_.]+)=([^]]*)]");

  private Values() {}

  /// What stands at a path: dotted names and numbers, `name[member=value]` for the first item of a
  /// list whose member has that value, with further conditions in brackets of their own, and
  /// `name.#` for how many items there are.
  static Optional<String> at(Document document, String path) {
    Optional<Document> here = Optional.of(document);
    for (var step : steps(path)) {
      if (here.isEmpty()) {
        return Optional.empty();
      }
      if (step.equals("#")) {
        return Optional.of(Integer.toString(here.get().items().size()));
      }
      here = next(here.get(), step);
    }
    return here.map(Document::asText);
  }

  private static Iterable<String> steps(String path) {
    // Points inside brackets belong to the selection.
    return Pattern.compile("\\.(?![^\\[]*])").splitAsStream(path).toList();
  }

  private static Optional<Document> next(Document document, String step) {
    var selection = SELECTION.matcher(step);
    if (!selection.matches()) {
      return document.find(step);
    }
    var list = selection.group(1).isEmpty() ? document.items() : document.items(selection.group(1));
    return list.stream().filter(item -> meets(item, selection.group(2))).findFirst();
  }

  private static boolean meets(Document item, String conditions) {
    return CONDITION
        .matcher(conditions)
        .results()
        .allMatch(one ->
            item.optionalText(one.group(1)).filter(text -> same(one.group(2), text)).isPresent());
  }

  /// Whether two texts say the same; decimals by their value.
  static boolean same(String expected, String got) {
    return expected.equals(got)
        || DECIMAL.matcher(expected).matches()
            && DECIMAL.matcher(got).matches()
            && new BigDecimal(expected).compareTo(new BigDecimal(got)) == 0;
  }
}
