package dev.saldo.server.receipt;

import dev.saldo.server.problem.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;

/// The sentences of receipts in all languages, read once from resources. A sentence has its figures
/// in braces: `{credits} {unit} were charged.`
public final class ReceiptWords {
  private final Map<Language, Properties> texts = new EnumMap<>(Language.class);

  private ReceiptWords() {}

  /// Reads the sentences.
  ///
  /// @throws IllegalStateException where a language lacks one that another has
  public static ReceiptWords load() {
    var words = new ReceiptWords();
    for (var language : Language.values()) {
      words.texts.put(language, read("receipts_" + language.tag() + ".properties"));
    }
    for (var properties : words.texts.values()) {
      if (!properties.keySet().equals(words.of(Language.EN).keySet())) {
        throw new IllegalStateException("receipts say not the same in all languages");
      }
    }
    return words;
  }

  /// A sentence with its figures.
  ///
  /// @param figures name, value, name, value …
  String say(Language language, String key, String... figures) {
    var pattern = of(language).getProperty(key);
    if (pattern == null) {
      throw new IllegalStateException("no sentence " + key);
    }
    var text = new StringBuilder();
    var from = 0;
    for (var open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', from)) {
      var close = pattern.indexOf('}', open);
      text.append(pattern, from, open);
      text.append(figure(pattern.substring(open + 1, close), figures));
      from = close + 1;
    }
    return text.append(pattern, from, pattern.length()).toString();
  }

  /// A decimal as people of the language write it.
  static String number(Language language, String plain) {
    return language == Language.EN ? plain : plain.replace('.', ',');
  }

  private Properties of(Language language) {
    var properties = texts.get(language);
    if (properties == null) {
      throw new IllegalStateException("no sentences in " + language.tag());
    }
    return properties;
  }

  private static String figure(String name, String... figures) {
    for (var i = 0; i < figures.length; i += 2) {
      if (figures[i].equals(name)) {
        return figures[i + 1];
      }
    }
    throw new IllegalStateException("no figure " + name);
  }

  private static Properties read(String name) {
    var properties = new Properties();
    try (InputStream in = ReceiptWords.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no texts: " + name);
      }
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
