package dev.saldo.server.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Who plays in the demo, and what they do: read from the data that belongs to the program.
public record Script(List<Player> players, List<Deed> deeds) {
  public Script {
    players = List.copyOf(players);
    deeds = List.copyOf(deeds);
  }

  /// One customer.
  ///
  /// @param pack what its wallet is topped up with when it runs low; empty for never
  /// @param weight how often it acts, against the others
  public record Player(
      String id,
      String name,
      String catalog,
      String plan,
      Optional<String> pack,
      int weight,
      List<String> members) {}

  /// One kind of act.
  ///
  /// @param share how often, against the others of its catalog
  /// @param sizes the model of its token sizes
  public record Deed(
      String catalog, String action, int share, Sizes sizes, Map<String, Object> data) {}

  /// Where token sizes come from.
  public enum Sizes {
    NONE,
    CONVERSATION,
    CODE
  }

  public static Script standard() {
    return new Script(
        rows("demo.csv", 7).stream().map(Script::player).toList(),
        rows("acts.csv", 5).stream().map(Script::deed).toList());
  }

  /// The catalogs that somebody is a customer of.
  public List<String> catalogs() {
    return players.stream().map(Player::catalog).distinct().toList();
  }

  /// The id of a name: its letters without marks, in lower case.
  static String id(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "-");
  }

  private static Player player(List<String> row) {
    return new Player(
        row.get(0),
        row.get(1),
        row.get(2),
        row.get(3),
        Optional.of(row.get(4)).filter(pack -> !pack.isEmpty()),
        Integer.parseInt(row.get(5)),
        Arrays.stream(row.get(6).split(",")).map(String::strip).toList());
  }

  private static Deed deed(List<String> row) {
    var data = new LinkedHashMap<String, Object>();
    for (var pair : row.get(4).split(",", -1)) {
      if (!pair.isBlank()) {
        var parts = pair.strip().split("=", 2);
        data.put(parts[0], parts[1]);
      }
    }
    return new Deed(
        row.get(0),
        row.get(1),
        Integer.parseInt(row.get(2)),
        Sizes.valueOf(row.get(3).toUpperCase(Locale.ROOT)),
        data);
  }

  private static List<List<String>> rows(String file, int cells) {
    try (var in = Script.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the build lacks " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> Arrays.stream(line.split(";", cells)).map(String::strip).toList())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
