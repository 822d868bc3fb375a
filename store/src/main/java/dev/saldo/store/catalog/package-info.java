/// The published versions of catalogs, as texts.
///
/// Owns their rows, which never change. Doesn't own what a text means (the server's room of the
/// same name reads it).
@NullMarked
package dev.saldo.store.catalog;

import org.jspecify.annotations.NullMarked;
