package dev.saldo.server.catalog;

import dev.saldo.core.catalog.CatalogReader;
import dev.saldo.core.catalog.CatalogReading;
import dev.saldo.core.catalog.Fault;
import dev.saldo.core.catalog.Node;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads catalogs written in YAML 1.2, or in JSON, which is YAML too.
///
/// A catalog is one document of plain mappings, lists and scalars. What could make a text mean
/// something else than it shows is refused: tags, anchors and aliases, several documents, control
/// characters. At most 1 MB and 50 levels deep.
public final class CatalogYaml {
  /// The longest text, in bytes of UTF-8 and so in characters too.
  public static final int BYTES_MAX = 1_000_000;

  /// How many mappings and lists may stand inside each other.
  public static final int DEPTH_MAX = 50;

  private static final Node.Place BEGINNING = new Node.Place(1, 1);

  private CatalogYaml() {}

  /// Reads a catalog, or says all that is wrong with it; never throws.
  public static CatalogReading read(String text) {
    return switch (parse(text)) {
      case Parsed.Tree(var root) -> CatalogReader.read(root);
      case Parsed.Malformed(var fault) -> new CatalogReading.Faulty(List.of(fault));
    };
  }

  /// What came of parsing a text.
  sealed interface Parsed {
    record Tree(Node root) implements Parsed {}

    record Malformed(Fault fault) implements Parsed {}
  }

  static Parsed parse(String text) {
    if (text.length() > BYTES_MAX) {
      return malformed(BEGINNING, "is longer than " + BYTES_MAX + " bytes");
    }
    try {
      Characters.check(text);
      var settings =
          LoadSettings.builder().setLabel("catalog").setCodePointLimit(BYTES_MAX + 1).build();
      return new Parsed.Tree(
          new NodeBuilder().build(new Parse(settings).parseString(spaced(text))));
    } catch (UnacceptableYaml unacceptable) {
      return malformed(unacceptable.place(), unacceptable.reason());
    } catch (MarkedYamlEngineException malformed) {
      var mark = malformed.getProblemMark().or(malformed::getContextMark);
      var place = mark.map(NodeBuilder::place).orElse(BEGINNING);
      return malformed(place, "isn't YAML: " + malformed.getProblem());
    } catch (YamlEngineException malformed) {
      return malformed(BEGINNING, "isn't YAML: " + malformed.getMessage());
    }
  }

  /// JSON may be indented by tabs, YAML may not; outside strings JSON means nothing by them, and
  /// inside strings it has none.
  private static String spaced(String text) {
    return text.stripLeading().startsWith("{") ? text.replace('\t', ' ') : text;
  }

  private static Parsed malformed(Node.Place place, String message) {
    var oneLine = message.replaceAll("[\\p{Cc}\\p{Cs}]", " ").strip();
    return new Parsed.Malformed(new Fault(place, "", oneLine, Fault.Severity.ERROR));
  }
}
