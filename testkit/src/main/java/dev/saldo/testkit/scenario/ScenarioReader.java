package dev.saldo.testkit.scenario;

import dev.saldo.testkit.scenario.Scenario.Case;
import dev.saldo.testkit.scenario.Scenario.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// The reader of scenario files (YAML 1.2).
///
/// A file has `scenario` (its title), `catalogs` and `cases`; a case is its title with a list of
/// steps. A step is a mapping whose first key is a [Verb] with its subject. Of the other keys `as`,
/// `times`, `at_once`, `expect` and `proves` are the runner's; the rest go out with the request.
/// Numbers with a point must be quoted, because they would be floating point otherwise.
public final class ScenarioReader {
  private static final Set<String> OWN = Set.of("as", "times", "at_once", "expect", "proves");
  private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,6}");

  private ScenarioReader() {}

  /// Reads a scenario.
  ///
  /// @throws ScenarioFault if it isn't understood
  public static Scenario read(String name, String text) {
    var settings = LoadSettings.builder().setLabel(name).build();
    var root =
        new Compose(settings)
            .composeString(text)
            .orElseThrow(() -> new ScenarioFault(1, "the file is empty"));
    var file = members(root);
    var cases = new ArrayList<Case>();
    for (var tuple : mapping(required(file, "cases", root)).getValue()) {
      cases.add(new Case(scalar(tuple.getKeyNode()), steps(tuple.getValueNode())));
    }
    return new Scenario(
        name,
        scalar(required(file, "scenario", root)),
        items(required(file, "catalogs", root)).stream().map(ScenarioReader::scalar).toList(),
        cases);
  }

  private static List<Step> steps(Node list) {
    return items(list).stream().map(ScenarioReader::step).toList();
  }

  private static Step step(Node node) {
    var tuples = mapping(node).getValue();
    var first = scalar(tuples.getFirst().getKeyNode());
    var verb =
        Verb.of(first)
            .orElseThrow(() -> new ScenarioFault(line(node), "'%s' isn't a verb".formatted(first)));
    var own = new LinkedHashMap<String, Node>();
    var fields = new LinkedHashMap<String, Object>();
    for (var tuple : tuples.subList(1, tuples.size())) {
      var key = scalar(tuple.getKeyNode());
      if (OWN.contains(key)) {
        own.put(key, tuple.getValueNode());
      } else if (!verb.knows(key)) {
        throw new ScenarioFault(
            line(tuple.getKeyNode()),
            "'%s' means nothing to '%s', which knows: %s".formatted(key, first, verb.known()));
      } else {
        fields.put(key, value(tuple.getValueNode()));
      }
    }
    var expect = texts(own.get("expect"));
    var proves = texts(own.get("proves"));
    proves.forEach((figure, path) -> {
      if (!expect.containsKey(path)) {
        throw new ScenarioFault(
            line(node), "%s is to be proved by %s, which isn't expected".formatted(figure, path));
      }
    });
    return new Step(
        line(node),
        verb,
        value(tuples.getFirst().getValueNode()),
        fields,
        own.containsKey("as") ? scalar(own.get("as")) : "",
        number(own.get("times")),
        number(own.get("at_once")),
        expect,
        proves);
  }

  private static int number(@org.jspecify.annotations.Nullable Node node) {
    if (node == null) {
      return 1;
    }
    var text = scalar(node);
    if (!COUNT.matcher(text).matches()) {
      throw new ScenarioFault(line(node), "'%s' isn't a count from 1".formatted(text));
    }
    return Integer.parseInt(text);
  }

  /// A mapping of texts; the empty text for `null`.
  private static Map<String, String> texts(@org.jspecify.annotations.Nullable Node node) {
    var texts = new LinkedHashMap<String, String>();
    if (node != null) {
      members(node)
          .forEach((key, at) -> texts.put(key, at.getTag().equals(Tag.NULL) ? "" : scalar(at)));
    }
    return texts;
  }

  /// Text, whole number, flag, list or mapping.
  private static Object value(Node node) {
    return switch (node) {
      case MappingNode mapping -> {
        var members = new LinkedHashMap<String, Object>();
        mapping
            .getValue()
            .forEach(tuple -> members.put(scalar(tuple.getKeyNode()), value(tuple.getValueNode())));
        yield members;
      }
      case SequenceNode list -> list.getValue().stream().map(ScenarioReader::value).toList();
      case ScalarNode scalar -> plain(scalar);
      default -> throw new ScenarioFault(line(node), "aliases have no meaning here");
    };
  }

  private static Object plain(ScalarNode node) {
    var text = node.getValue();
    if (node.getTag().equals(Tag.INT)) {
      return Long.valueOf(text);
    }
    if (node.getTag().equals(Tag.BOOL)) {
      return Boolean.valueOf(text);
    }
    if (node.getTag().equals(Tag.FLOAT)) {
      throw new ScenarioFault(line(node), "the number %s must be quoted".formatted(text));
    }
    return text;
  }

  private static Map<String, Node> members(Node node) {
    var members = new LinkedHashMap<String, Node>();
    for (NodeTuple tuple : mapping(node).getValue()) {
      var key = scalar(tuple.getKeyNode());
      if (members.put(key, tuple.getValueNode()) != null) {
        throw new ScenarioFault(line(tuple.getKeyNode()), "'%s' stands twice".formatted(key));
      }
    }
    return members;
  }

  private static Node required(Map<String, Node> members, String key, Node at) {
    var node = members.get(key);
    if (node == null) {
      throw new ScenarioFault(line(at), "'%s' is missing".formatted(key));
    }
    return node;
  }

  private static MappingNode mapping(Node node) {
    if (node instanceof MappingNode mapping && !mapping.getValue().isEmpty()) {
      return mapping;
    }
    throw new ScenarioFault(line(node), "here must be a mapping");
  }

  private static List<Node> items(Node node) {
    if (node instanceof SequenceNode list) {
      return list.getValue();
    }
    throw new ScenarioFault(line(node), "here must be a list");
  }

  private static String scalar(@org.jspecify.annotations.Nullable Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new ScenarioFault(node == null ? 0 : line(node), "here must be a text");
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }
}
