/// Catalogs as people and machines hand them in: YAML or JSON text, files, and changes in words.
///
/// Owns the way from bytes to the neutral tree that the catalog's rules look at, and the words for
/// what a new version would change. Doesn't own the rules themselves (they are `core`'s catalog
/// room), nor where versions are kept.
///
/// Invariant: whatever the text, reading answers with a catalog or with faults and never throws.
@NullMarked
package dev.saldo.server.catalog;

import org.jspecify.annotations.NullMarked;
