package dev.saldo.server.cli;

import dev.saldo.server.demo.Scoreboard.Standing;
import dev.saldo.server.demo.Scoreboard.View;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a person sees of the demo: a picture that is drawn anew in place on a terminal, or a line
/// now and then where the output goes elsewhere.
final class DemoScreen {
  private static final int BAR = 12;
  private static final String HOME = "\u001B[H";
  private static final String CLEAR_LINE = "\u001B[K";
  private static final String CLEAR_BELOW = "\u001B[J";
  private static final String HIDE_CURSOR = "\u001B[?25l";
  private static final String SHOW_CURSOR = "\u001B[?25h";
  private static final String OTHER_SCREEN = "\u001B[?1049h";
  private static final String OWN_SCREEN = "\u001B[?1049l";

  private final Terminal terminal;
  private boolean opened;

  DemoScreen(Terminal terminal) {
    this.terminal = terminal;
  }

  /// Shows how everything stands.
  void show(View view, String address) {
    if (!terminal.isInteractive()) {
      terminal.line(oneLine(view));
      return;
    }
    if (!opened) {
      opened = true;
      terminal.control(OTHER_SCREEN + HIDE_CURSOR);
    }
    terminal.control(HOME);
    for (var line : picture(view, address)) {
      terminal.rewritten(line, CLEAR_LINE);
    }
    terminal.control(CLEAR_BELOW);
  }

  /// Gives the terminal back.
  void close() {
    if (opened) {
      opened = false;
      terminal.control(SHOW_CURSOR + OWN_SCREEN);
    }
  }

  /// The whole picture, for the end too.
  static List<String> picture(View view, String address) {
    var lines = new ArrayList<String>();
    lines.add("Saldo demo at " + address + "    Ctrl-C ends it");
    lines.add(oneLine(view));
    lines.add("");
    lines.addAll(standings(view.standings()));
    lines.add("");
    lines.add("refused: " + refusals(view));
    lines.add("");
    view.recent().forEach(words -> lines.add(shortened(words)));
    return lines;
  }

  private static List<String> standings(List<Standing> standings) {
    var table =
        Table.of(
            Table.words("customer"),
            Table.words("plan"),
            Table.figures("balance"),
            Table.figures("held"),
            Table.figures("available"),
            Table.words(""),
            Table.figures("accepted"),
            Table.figures("refused"));
    for (var one : standings) {
      table.row(
          one.player().name(),
          one.player().catalog() + " " + one.player().plan(),
          credits(one.balance()),
          one.held().signum() == 0 ? "" : credits(one.held()),
          credits(one.available()),
          bar(one),
          Progress.grouped(one.accepted()),
          one.refused() == 0 ? "" : Progress.grouped(one.refused()));
    }
    return table.lines();
  }

  /// Credits with three decimals, cut off, so that no more is shown than there is.
  private static String credits(BigDecimal amount) {
    return String.format(Locale.ROOT, "%,.3f", amount.setScale(3, RoundingMode.DOWN));
  }

  private static String bar(Standing one) {
    var full =
        one.full().signum() == 0
            ? 0
            : one.available()
                .multiply(BigDecimal.valueOf(BAR))
                .divide(one.full(), 0, RoundingMode.CEILING)
                .intValue();
    var filled = Math.clamp(full, 0, BAR);
    return "█".repeat(filled) + "░".repeat(BAR - filled);
  }

  private static String oneLine(View view) {
    return "%s accepted, %s refused in %d s: %s acts a second, p50 %s ms, p99 %s ms"
        .formatted(
            Progress.grouped(view.accepted()),
            Progress.grouped(view.allRefused()),
            view.running().toSeconds(),
            Progress.grouped(view.perSecond()),
            ms(view.p50()),
            ms(view.p99()));
  }

  private static String refusals(View view) {
    return view.refused().isEmpty()
        ? "none"
        : view.refused().entrySet().stream()
            .map(one -> one.getKey() + " " + Progress.grouped(one.getValue()))
            .collect(Collectors.joining(", "));
  }

  private static String ms(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos())
        .divide(BigDecimal.valueOf(1_000_000), 1, RoundingMode.HALF_UP)
        .toPlainString();
  }

  private static String shortened(String words) {
    return words.length() <= 110 ? words : words.substring(0, 109) + "…";
  }
}
