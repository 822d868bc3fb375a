package dev.saldo.testkit.crash;

import dev.saldo.server.cli.Table;
import dev.saldo.server.cli.Terminal;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.testkit.crash.Violation.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/// What all rounds came to.
///
/// @param last what was found when all rounds were checked together
record CrashReport(long seed, List<Round> rounds, List<Violation> last) {
  CrashReport {
    rounds = List.copyOf(rounds);
    last = List.copyOf(last);
  }

  boolean holds() {
    return violations().isEmpty();
  }

  private List<Violation> violations() {
    return Stream.concat(
            rounds.stream().flatMap(round -> round.violations().stream()), last.stream())
        .distinct()
        .toList();
  }

  void print(Terminal terminal) {
    var table =
        Table.of(
            Table.figures("round"),
            Table.words("killed"),
            Table.figures("after ms"),
            Table.figures("acked"),
            Table.figures("refused"),
            Table.figures("unknown"),
            Table.figures("committed"),
            Table.figures("lost"),
            Table.figures("doubled"),
            Table.figures("other"),
            Table.figures("recovery ms"));
    rounds.forEach(round -> row(table, round));
    terminal.table(table);
    terminal.line();
    terminal.line(totals());
    violations().stream()
        .limit(20)
        .forEach(violation -> terminal.line(violation.kind() + ": " + violation.what()));
  }

  private static void row(Table table, Round round) {
    var lost = round.count(Kind.LOST);
    var doubled = round.count(Kind.DOUBLED);
    table.row(
        round.number(),
        round.blow().word(),
        round.afterMs(),
        round.acknowledged(),
        round.refused(),
        round.unknown(),
        round.committed(),
        lost,
        doubled,
        round.violations().size() - lost - doubled,
        round.recoveryMs());
  }

  private String totals() {
    return String.format(
        Locale.ROOT,
        "%d rounds (seed %d): %,d acknowledged, %d lost, %d doubled; %d unknown, of which %d had"
            + " committed, all cleared by sending them again: %s; recovery p50 %,d ms, most %,d ms;"
            + " audit %s. %s",
        rounds.size(),
        seed,
        sum(Round::acknowledged),
        count(Kind.LOST),
        count(Kind.DOUBLED),
        sum(Round::unknown),
        sum(Round::committed),
        count(Kind.UNRESOLVED) == 0 ? "yes" : "NO",
        recovery(50),
        recovery(100),
        count(Kind.AUDIT) == 0 ? "clean" : "NOT CLEAN",
        holds() ? "Every promise holds." : violations().size() + " violation(s).");
  }

  private int sum(ToIntFunction<Round> figure) {
    return rounds.stream().mapToInt(figure).sum();
  }

  private long count(Kind kind) {
    return violations().stream().filter(violation -> violation.kind() == kind).count();
  }

  private long recovery(int percent) {
    var sorted = rounds.stream().mapToLong(Round::recoveryMs).toArray();
    Arrays.sort(sorted);
    return sorted.length == 0 ? 0 : sorted[Math.max(0, sorted.length * percent / 100 - 1)];
  }

  void write(JsonWriter json) {
    json.flag("ok", holds())
        .integer("seed", seed)
        .integer("rounds", rounds.size())
        .integer("acknowledged", sum(Round::acknowledged))
        .integer("refused", sum(Round::refused))
        .integer("unknown", sum(Round::unknown))
        .integer("unknown_committed", sum(Round::committed))
        .integer("lost", count(Kind.LOST))
        .integer("doubled", count(Kind.DOUBLED))
        .flag("audit_ok", count(Kind.AUDIT) == 0)
        .integer("recovery_ms_p50", recovery(50))
        .integer("recovery_ms_max", recovery(100))
        .objects(
            "violations",
            violations(),
            (one, violation) ->
                one.text("kind", violation.kind().name().toLowerCase(Locale.ROOT))
                    .text("what", violation.what()))
        .objects("each", rounds, CrashReport::write);
  }

  private static void write(JsonWriter json, Round round) {
    json.integer("round", round.number())
        .text("killed", round.blow().word())
        .integer("after_ms", round.afterMs())
        .integer("acknowledged", round.acknowledged())
        .integer("refused", round.refused())
        .integer("unknown", round.unknown())
        .integer("unknown_committed", round.committed())
        .integer("recovery_ms", round.recoveryMs())
        .integer("violations", round.violations().size());
  }
}
