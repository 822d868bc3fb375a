/// Ids as the API shows them.
///
/// Owns the one list of prefixes and the text form of an id. Doesn't own how ids are made (engine).
@NullMarked
package dev.saldo.server.id;

import org.jspecify.annotations.NullMarked;
