package dev.saldo.server.http;

import dev.saldo.server.json.Schema;

/// One form in which a route takes its body.
///
/// @param mediaType in lower case, without parameters
/// @param schema of the object, of each item, or of each line; for raw bytes, of nothing
public record Form(String mediaType, Kind kind, Schema.Obj schema, String name) {

  /// How the bytes are read.
  public enum Kind {
    /// One JSON object.
    ONE,
    /// A JSON array of objects, each checked by itself.
    BATCH,
    /// A JSON object in each line, each checked by itself, read as they come.
    LINES,
    /// Bytes that the handler reads itself.
    RAW
  }
}
