package dev.saldo.server.catalog;

import dev.saldo.core.catalog.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/// Builds the neutral tree out of YAML's events, so that duplicate keys, quotes and places are
/// kept, which a loaded document would have lost.
final class NodeBuilder {
  private final Deque<Open> open = new ArrayDeque<>();
  private @Nullable Node root;
  private int documents;

  /// The tree of the one document.
  Node build(Iterable<Event> events) {
    for (var event : events) {
      take(event);
    }
    if (root == null) {
      throw new UnacceptableYaml(new Node.Place(1, 1), "is empty");
    }
    return root;
  }

  static Node.Place place(Mark mark) {
    return new Node.Place(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private void take(Event event) {
    var place = event.getStartMark().map(NodeBuilder::place).orElse(new Node.Place(1, 1));
    switch (event.getEventId()) {
      case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
      case DocumentStart -> document((DocumentStartEvent) event, place);
      case Alias -> {
        var name = ((AliasEvent) event).getAlias();
        throw new UnacceptableYaml(
            place, "has the alias *" + name + "; aliases aren't allowed, write it out");
      }
      case Scalar -> {
        var scalar = (ScalarEvent) event;
        plain(scalar, scalar.getTag(), place);
        Characters.checkScalar(scalar.getValue(), place);
        add(Scalars.node(scalar, place));
      }
      case SequenceStart -> {
        var sequence = (SequenceStartEvent) event;
        plain(sequence, sequence.getTag(), place);
        push(new Open(place, false));
      }
      case MappingStart -> {
        var mapping = (MappingStartEvent) event;
        plain(mapping, mapping.getTag(), place);
        push(new Open(place, true));
      }
      case SequenceEnd, MappingEnd -> add(open.pop().close());
    }
  }

  private void document(DocumentStartEvent start, Node.Place place) {
    documents++;
    if (documents > 1) {
      throw new UnacceptableYaml(place, "has a second document; a catalog is one");
    }
    if (!start.getTags().isEmpty()) {
      throw new UnacceptableYaml(place, "has a TAG directive; tags aren't allowed");
    }
    if (start.getSpecVersion().filter(version -> version.getMinor() < 2).isPresent()) {
      throw new UnacceptableYaml(place, "asks for YAML 1.1; catalogs are YAML 1.2");
    }
  }

  /// Refuses anchors and tags.
  private static void plain(NodeEvent event, Optional<String> tag, Node.Place place) {
    event
        .getAnchor()
        .ifPresent(anchor -> {
          throw new UnacceptableYaml(
              place, "has the anchor &" + anchor.getValue() + "; anchors aren't allowed");
        });
    tag.ifPresent(name -> {
      throw new UnacceptableYaml(place, "has the tag " + name + "; tags aren't allowed");
    });
  }

  private void push(Open next) {
    if (open.size() >= CatalogYaml.DEPTH_MAX) {
      throw new UnacceptableYaml(
          next.place, "is more than " + CatalogYaml.DEPTH_MAX + " levels deep");
    }
    if (!open.isEmpty() && open.peek().wantsKey()) {
      throw new UnacceptableYaml(next.place, "has a key that isn't a simple name");
    }
    open.push(next);
  }

  private void add(Node node) {
    if (open.isEmpty()) {
      root = node;
    } else {
      open.peek().add(node);
    }
  }

  /// A mapping or list whose end hasn't come yet.
  private static final class Open {
    private final Node.Place place;
    private final boolean mapping;
    private final List<Node> items = new ArrayList<>();
    private final List<Node.Entry> entries = new ArrayList<>();
    private Node.@Nullable Scalar key;

    Open(Node.Place place, boolean mapping) {
      this.place = place;
      this.mapping = mapping;
    }

    boolean wantsKey() {
      return mapping && key == null;
    }

    void add(Node node) {
      if (!mapping) {
        items.add(node);
      } else if (key != null) {
        entries.add(new Node.Entry(key.text(), key.place(), node));
        key = null;
      } else if (node instanceof Node.Scalar scalar) {
        key = scalar;
      }
    }

    Node close() {
      return mapping ? new Node.Mapping(entries, place) : new Node.Sequence(items, place);
    }
  }
}
