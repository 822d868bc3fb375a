package dev.saldo.server.invoice.document;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/// The words of a document in its language.
///
/// Names of months stand in the texts too: those of the JDK change with its releases, and a
/// document must not.
final class Wording {
  private final String tag;
  private final Properties texts;

  private Wording(String tag, Properties texts) {
    this.tag = tag;
    this.texts = texts;
  }

  /// The words for a locale; English where its language isn't one of the three.
  static Wording of(Locale locale) {
    var tag =
        switch (locale.getLanguage()) {
          case "es" -> "es";
          case "pt" -> "pt-BR";
          default -> "en";
        };
    return new Wording(tag, read("documents_" + tag + ".properties"));
  }

  /// The language's BCP 47 tag.
  String tag() {
    return tag;
  }

  /// The text with its figures `{0}`, `{1}`, … filled in.
  ///
  /// @throws IllegalStateException where the language lacks the text
  String say(String key, String... figures) {
    var text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalStateException("no text " + key + " in " + tag);
    }
    for (var i = 0; i < figures.length; i++) {
      text = text.replace("{" + i + "}", figures[i]);
    }
    return text;
  }

  private static Properties read(String name) {
    var texts = new Properties();
    try (var in = Objects.requireNonNull(Wording.class.getResourceAsStream(name), name);
        var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      texts.load(reader);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return texts;
  }
}
