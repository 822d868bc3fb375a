package dev.saldo.core.catalog;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What may stand at a place of a catalog's text.
///
/// The shapes of all sections together are the one description of the format: [Checker] checks a
/// text against them and [CatalogSchema] writes them down for editors.
sealed interface Shape {

  /// Text of a pattern, which matches the whole of it.
  ///
  /// @param what says what is wanted, with an example
  record Text(Pattern pattern, String what) implements Shape {}

  /// An exact decimal, always in quotes.
  ///
  /// @param positive whether zero is refused
  /// @param max inclusive
  record Amount(boolean positive, Optional<BigDecimal> max) implements Shape {}

  /// A whole number, never in quotes.
  record Count(int min, int max) implements Shape {}

  /// A whole number, or a word that stands for there being no bound.
  record CountOr(int min, int max, String word) implements Shape {}

  /// `true` or `false`.
  record Flag() implements Shape {}

  /// What an event's property is compared with: text, `true` or `false`.
  record Label() implements Shape {}

  /// One of some words.
  record Choice(List<String> words) implements Shape {}

  /// A length of time such as `90 days`; a day is 24 hours.
  ///
  /// @param ever whether the word `ever` may stand instead
  record Length(Duration max, boolean ever) implements Shape {}

  /// The name of something that is defined in a section.
  record Reference(Section section) implements Shape {}

  /// A list without repeated scalars.
  record ListOf(Shape item, int min) implements Shape {}

  /// A mapping from names to values of one shape.
  ///
  /// @param name a [Text] or a [Reference]
  record MapOf(Shape name, Shape value, int min) implements Shape {}

  /// A mapping with known keys.
  ///
  /// @param name unique; names the definition in the schema
  /// @param about one sentence for whoever writes a catalog
  record Table(String name, String about, List<Key> keys) implements Shape {
    Optional<Key> key(String key) {
      return keys.stream().filter(known -> known.name().equals(key)).findFirst();
    }

    List<String> keyNames() {
      return keys.stream().map(Key::name).toList();
    }
  }

  /// A key of a [Table].
  record Key(String name, boolean required, Shape shape, String about) {
    static Key required(String name, Shape shape, String about) {
      return new Key(name, true, shape, about);
    }

    static Key optional(String name, Shape shape, String about) {
      return new Key(name, false, shape, about);
    }
  }

  /// A short form or a long one: a scalar, or else a mapping or a list.
  record ShortOr(Shape scalar, Shape mapping) implements Shape {}

  /// One of several tables; which one is told by the first key of each, its marker.
  record OneOf(List<Table> tables) implements Shape {
    static String marker(Table table) {
      return table.keys().getFirst().name();
    }
  }
}
