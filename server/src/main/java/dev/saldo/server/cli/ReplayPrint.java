package dev.saldo.server.cli;

import dev.saldo.server.replay.ReplayPlan;
import dev.saldo.server.replay.ReplayReport;
import dev.saldo.server.replay.Trace;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.TreeMap;

/// What a replay came to, as a table for people or JSON for machines.
record ReplayPrint(Terminal terminal, ReplayPlan plan, Trace trace) {
  void print(ReplayReport report, ReplayAudit.Verdict audit, boolean json) {
    if (json) {
      json(report, audit);
    } else {
      table(report, audit);
    }
  }

  private void json(ReplayReport report, ReplayAudit.Verdict audit) {
    terminal.json(out -> {
      out.integer("events", report.rows().events())
          .integer("accepted", report.rows().accepted())
          .integer("refused", report.rows().allRefused())
          .decimal("credits_burned", report.burned())
          .decimal("events_per_second", report.rowsPerSecond())
          .object(
              "latency_ms",
              latency -> latency.decimal("p50", ms(report.p50())).decimal("p99", ms(report.p99())));
      if (audit.ok().isPresent()) {
        out.flag("audit_ok", audit.ok().get());
      } else {
        out.none("audit_ok").text("audit_reason", audit.words());
      }
      out.integer("replayed", report.rows().replayed())
          .decimal("credits_booked", report.booked())
          .integer("top_ups", report.topUps())
          .text("mode", plan.mode().word())
          .integer("customers", plan.customers())
          .object(
              "refusals",
              refusals -> new TreeMap<>(report.rows().refused()).forEach(refusals::integer));
    });
  }

  private void table(ReplayReport report, ReplayAudit.Verdict audit) {
    var rows = report.rows();
    var table =
        Table.of(Table.words(""), Table.figures(""), Table.words(""))
            .row("events", Progress.grouped(rows.events()), spread())
            .row("accepted", Progress.grouped(rows.accepted()), again(rows.replayed()))
            .row("refused", Progress.grouped(rows.allRefused()), report.firstRefusal().orElse(""))
            .row("credits burned", report.burned().toPlainString(), books(report))
            .row("top-ups", Progress.grouped(report.topUps()), "")
            .row("events per second", report.rowsPerSecond().toPlainString(), how())
            .row("latency p50", ms(report.p50()) + " ms", perWhat())
            .row("latency p99", ms(report.p99()) + " ms", "")
            .row(
                "audit",
                audit.ok().map(ok -> ok ? "clean" : "DIFFERENT").orElse("–"),
                audit.ok().isPresent() ? "" : audit.words());
    terminal.table(table);
  }

  private String spread() {
    return "of %d customers on plan %s: row i to customer i mod %d"
        .formatted(plan.customers(), plan.plan(), plan.customers());
  }

  private static String again(long replayed) {
    return replayed == 0
        ? ""
        : Progress.grouped(replayed) + " had been accepted before, and count once";
  }

  private static String books(ReplayReport report) {
    return report.burned().compareTo(report.booked()) == 0
        ? "the ledgers say the same"
        : "THE LEDGERS SAY " + report.booked().toPlainString();
  }

  private String how() {
    return switch (plan.mode()) {
      case HOLD -> "estimate, hold and capture each, %d in flight".formatted(plan.inFlight());
      case CHARGE -> "one charge each, %d in flight".formatted(plan.inFlight());
      case RECORD -> "in streams of 500 lines, 4 in flight";
    };
  }

  private String perWhat() {
    return switch (plan.mode()) {
      case HOLD -> "for all three requests of a row";
      case CHARGE -> "for a charge";
      case RECORD -> "for a stream";
    };
  }

  private static BigDecimal ms(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos())
        .divide(BigDecimal.valueOf(1_000_000), 2, RoundingMode.HALF_UP);
  }
}
