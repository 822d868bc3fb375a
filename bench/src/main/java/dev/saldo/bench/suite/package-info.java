/// The benchmarks themselves: what is set up, what is run in turns with which baseline, and what
/// must be true of it.
///
/// Each ratio comes from slices of ours and of the baseline in turns, one pair after the other, and
/// is the median of the pairs' ratios: what disturbs the machine for a while disturbs both. After
/// each slice the acknowledged charges are counted in the journal; a single one missing fails the
/// run.
@NullMarked
package dev.saldo.bench.suite;

import org.jspecify.annotations.NullMarked;
