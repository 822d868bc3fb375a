package dev.saldo.server.problem;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/// The titles and details of all problem types in all languages, read once from resources.
///
/// A detail is a pattern with figures in braces: `You have {available} credits.` A state that isn't
/// understood by its word alone may have a detail of its own.
public final class ProblemTexts {

  private static final String DETAIL = ".detail";

  /// A pattern cut into plain text (even places) and names of figures (odd places).
  private record Pattern(List<String> parts) {}

  private final Map<Language, Map<ProblemType, String>> titles = new EnumMap<>(Language.class);
  private final Map<Language, Map<ProblemType, Pattern>> details = new EnumMap<>(Language.class);
  private final Map<Language, Map<String, Pattern>> states = new EnumMap<>(Language.class);

  private ProblemTexts() {}

  /// Reads the texts.
  ///
  /// @throws IllegalStateException where a type lacks its title or detail in a language
  public static ProblemTexts load() {
    ProblemTexts texts = new ProblemTexts();
    for (Language language : Language.values()) {
      Properties properties = read("problems_" + language.tag() + ".properties");
      Map<ProblemType, String> titles = new EnumMap<>(ProblemType.class);
      Map<ProblemType, Pattern> details = new EnumMap<>(ProblemType.class);
      for (ProblemType type : ProblemType.values()) {
        titles.put(type, text(properties, type.code() + ".title", language));
        details.put(type, cut(text(properties, type.code() + DETAIL, language)));
      }
      texts.titles.put(language, titles);
      texts.details.put(language, details);
      texts.states.put(language, ofStates(properties));
    }
    return texts;
  }

  /// What the type is called.
  public String title(ProblemType type, Language language) {
    return found(found(titles, language), type);
  }

  /// What happened, with its figures; the title where a figure that the text names wasn't given.
  public String detail(ProblemType type, Map<String, Figure> figures, Language language) {
    Pattern ofType = found(found(details, language), type);
    List<String> parts = ofState(type, figures, language).orElse(ofType).parts();
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      if (i % 2 == 0) {
        text.append(parts.get(i));
        continue;
      }
      Figure figure = figures.get(parts.get(i));
      if (figure == null) {
        return title(type, language);
      }
      text.append(figure.shown(language));
    }
    return text.toString();
  }

  /// The names of the figures that the type's detail needs.
  public Set<String> figures(ProblemType type, Language language) {
    List<String> parts = found(found(details, language), type).parts();
    Set<String> names = new TreeSet<>();
    for (int i = 1; i < parts.size(); i += 2) {
      names.add(parts.get(i));
    }
    return Collections.unmodifiableSet(names);
  }

  /// The detail as written, with its figures in braces.
  public String pattern(ProblemType type, Language language) {
    List<String> parts = found(found(details, language), type).parts();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      text.append(i % 2 == 0 ? parts.get(i) : "{" + parts.get(i) + "}");
    }
    return text.toString();
  }

  /// The states that have a detail of their own, after the type's code.
  Set<String> states(Language language) {
    return new TreeSet<>(found(states, language).keySet());
  }

  private Optional<Pattern> ofState(
      ProblemType type, Map<String, Figure> figures, Language language) {
    return figures.get("state") instanceof Figure.Text(String state)
        ? Optional.ofNullable(found(states, language).get(type.code() + DETAIL + "." + state))
        : Optional.empty();
  }

  private static Map<String, Pattern> ofStates(Properties properties) {
    Map<String, Pattern> states = new HashMap<>();
    for (String key : properties.stringPropertyNames()) {
      if (key.contains(DETAIL + ".")) {
        states.put(key, cut(properties.getProperty(key, "")));
      }
    }
    return states;
  }

  private static Pattern cut(String text) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    int open = text.indexOf('{');
    while (open >= 0) {
      int close = text.indexOf('}', open);
      if (close < 0) {
        throw new IllegalStateException("a brace isn't closed: " + text);
      }
      parts.add(text.substring(from, open));
      parts.add(text.substring(open + 1, close));
      from = close + 1;
      open = text.indexOf('{', from);
    }
    parts.add(text.substring(from));
    return new Pattern(List.copyOf(parts));
  }

  private static Properties read(String name) {
    Properties properties = new Properties();
    try (InputStream in = ProblemTexts.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no texts: " + name);
      }
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  private static String text(Properties properties, String key, Language language) {
    String text = properties.getProperty(key);
    if (text == null) {
      throw new IllegalStateException("no text " + key + " in " + language.tag());
    }
    return text;
  }

  private static <K, V> V found(Map<K, V> map, K key) {
    V value = map.get(key);
    if (value == null) {
      throw new IllegalStateException("no entry for " + key);
    }
    return value;
  }
}
