package dev.saldo.server.catalog;

import dev.saldo.core.catalog.change.Change;
import dev.saldo.core.catalog.change.ChangeKind;
import dev.saldo.core.catalog.change.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Says changes of a catalog in English, Spanish or Brazilian Portuguese.
public final class ChangeWords {
  private static final String BUNDLE = "dev.saldo.server.catalog.changes";
  private static final Pattern GAP = Pattern.compile("\\{(\\d)}");

  private final ResourceBundle words;
  private final FigureWords figures;
  private final Set<String> everyPlan;

  private ChangeWords(ResourceBundle words, Locale locale, Set<String> everyPlan) {
    this.words = words;
    this.figures = new FigureWords(words, locale);
    this.everyPlan = Set.copyOf(everyPlan);
  }

  /// Words in a language; English for a language that has none.
  ///
  /// @param everyPlan the names of the plans of both versions, so that a change for all of them is
  ///   said to be one for all customers
  public static ChangeWords in(Locale locale, Set<String> everyPlan) {
    var control =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_DEFAULT);
    var spoken = locale.getLanguage().equals("pt") ? Locale.of("pt", "BR") : locale;
    return new ChangeWords(ResourceBundle.getBundle(BUNDLE, spoken, control), spoken, everyPlan);
  }

  /// One sentence on what changes and one on whom it touches.
  public String say(Change change) {
    var what = filled("kind." + change.kind().name(), subjects(change));
    var sentence =
        filled(
            "direction." + change.direction().name() + suffix(change),
            List.of(what, figure(change.before()), figure(change.after())));
    var capital = sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    return filled(touches(change), List.of(capital, String.join(", ", change.plans())));
  }

  private List<String> subjects(Change change) {
    if (change.kind() != ChangeKind.PLAN_RATE && change.kind() != ChangeKind.PLAN_QUOTA_THROTTLE) {
      return change.subjects();
    }
    var subjects = new ArrayList<>(change.subjects());
    subjects.set(2, words.getString("window." + subjects.get(2)));
    return subjects;
  }

  private static String suffix(Change change) {
    var figure = change.before().or(change::after);
    return figure.filter(Figure.Present.class::isInstance).isPresent() ? ".present" : "";
  }

  private String touches(Change change) {
    if (change.plans().isEmpty()) {
      return "touches.none";
    }
    if (change.plans().size() > 1 && everyPlan.equals(Set.copyOf(change.plans()))) {
      return "touches.all";
    }
    return change.plans().size() == 1 ? "touches.one" : "touches.some";
  }

  private String figure(Optional<Figure> figure) {
    return figure.map(figures::say).orElse("");
  }

  private String filled(String key, List<String> values) {
    return fill(words.getString(key), values);
  }

  /// Fills the gaps `{0}`, `{1}` of a pattern; braces within the values stay as they are.
  static String fill(String pattern, List<String> values) {
    return GAP.matcher(pattern)
        .replaceAll(gap -> Matcher.quoteReplacement(values.get(Integer.parseInt(gap.group(1)))));
  }
}
