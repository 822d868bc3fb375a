/// Reading beside the hot path: short read-only transactions that see one workspace.
///
/// Owns how a read names its workspace and what a database that can't answer looks like. Doesn't
/// own any table: each feature's package has its own statements.
///
/// Invariant: a read sees the rows of the workspace that it names and no others, whatever its
/// statement says.
@NullMarked
package dev.saldo.store.reading;

import org.jspecify.annotations.NullMarked;
