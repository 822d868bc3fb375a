/// What benchmarks found, and how it is shown: a table for people, JSON for machines, a picture of
/// throughput against callers.
///
/// A figure is what was measured; a gate is what must be true of it. Figures that belong together
/// come from one run on one machine.
@NullMarked
package dev.saldo.bench.report;

import org.jspecify.annotations.NullMarked;
