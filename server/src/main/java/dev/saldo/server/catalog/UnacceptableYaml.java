package dev.saldo.server.catalog;

import dev.saldo.core.catalog.Node;

/// Says that a text is YAML, or nearly, and yet not what a catalog may be written in. Never leaves
/// this package.
final class UnacceptableYaml extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Node.Place place;
  private final String reason;

  UnacceptableYaml(Node.Place place, String reason) {
    super(reason, null, false, false);
    this.place = place;
    this.reason = reason;
  }

  Node.Place place() {
    return place;
  }

  String reason() {
    return reason;
  }
}
