/// JSON: strict reading, the shapes of what comes in and goes out, and fast writing.
///
/// Owns the tree of what was read ({@link dev.saldo.server.json.Json}), the shapes ({@link
/// dev.saldo.server.json.Schema}) against which it is checked and from which the API's description
/// is written, the reader of checked bodies ({@link dev.saldo.server.json.Body}) and the writer
/// ({@link dev.saldo.server.json.JsonWriter}). It knows no HTTP and no domain.
///
/// Invariants: a number is kept as it was written until its form is known, so no arithmetic is ever
/// done on hostile digits; a checked body has no field that its schema doesn't name.
@NullMarked
package dev.saldo.server.json;

import org.jspecify.annotations.NullMarked;
