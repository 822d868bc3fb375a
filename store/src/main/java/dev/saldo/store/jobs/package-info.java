/// The table of recurring jobs, as people look at it.
///
/// Owns reading it and asking for a job at once. Doesn't own running jobs, which is the
/// scheduler's.
@NullMarked
package dev.saldo.store.jobs;

import org.jspecify.annotations.NullMarked;
