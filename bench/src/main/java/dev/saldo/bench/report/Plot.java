package dev.saldo.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A picture of curves in panels side by side, as SVG 1.1.
///
/// Callers stand on a logarithmic axis, since each step is some times the one before; throughput on
/// a linear one that begins at zero and is the same in all panels, so that heights compare.
public final class Plot {
  private static final int PANEL_WIDTH = 430;
  private static final int PANEL_HEIGHT = 300;
  private static final int LEFT = 78;
  private static final int TOP = 96;
  private static final int GAP = 62;
  private static final int BOTTOM = 84;
  private static final int RIGHT = 30;
  private static final int GRID_LINES = 5;
  private static final String OURS = "#0b7285";
  private static final String THEIRS = "#adb5bd";
  private static final String INK = "#212529";
  private static final String FAINT = "#e9ecef";
  private static final String QUIET = "#6c757d";

  private final String title;
  private final String subtitle;
  private final List<Panel> panels;
  private final StringBuilder out = new StringBuilder(8_192);

  /// Curves that are compared, under a title.
  public record Panel(String title, List<Curve> curves) {
    public Panel {
      curves = List.copyOf(curves);
    }
  }

  private Plot(String title, String subtitle, List<Panel> panels) {
    this.title = title;
    this.subtitle = subtitle;
    this.panels = List.copyOf(panels);
  }

  /// Draws it.
  ///
  /// @return the text of an SVG file
  public static String draw(String title, String subtitle, List<Panel> panels) {
    return new Plot(title, subtitle, panels).draw();
  }

  private String draw() {
    var width = LEFT + panels.size() * (PANEL_WIDTH + GAP) - GAP + RIGHT;
    var height = TOP + PANEL_HEIGHT + BOTTOM;
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
            + " height=\"%d\" font-family=\"Helvetica, Arial, sans-serif\" role=\"img\">",
        width, height, width, height);
    add("<title>%s</title>", escaped(title));
    add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", width, height);
    text(LEFT - 58, 34, 20, INK, "start", "600", title);
    text(LEFT - 58, 56, 13, QUIET, "start", "400", subtitle);
    var step = step();
    for (var i = 0; i < panels.size(); i++) {
      panel(panels.get(i), LEFT + i * (PANEL_WIDTH + GAP), step);
    }
    text(width / 2, height - 20, 13, QUIET, "middle", "400", "concurrent callers");
    add("</svg>");
    return out.toString();
  }

  /// What lies between two grid lines: 1, 2 or 5 times a power of ten.
  private long step() {
    var most =
        points().stream().mapToLong(Curve.Point::perSecond).max().orElse(GRID_LINES);
    var rough = Math.max(1, (most + GRID_LINES - 1) / GRID_LINES);
    for (var power = 1L; ; power *= 10) {
      for (var factor : new int[] {1, 2, 5}) {
        if (factor * power >= rough) {
          return factor * power;
        }
      }
    }
  }

  private List<Curve.Point> points() {
    return panels.stream()
        .flatMap(panel -> panel.curves().stream())
        .flatMap(curve -> curve.points().stream())
        .toList();
  }

  private List<Integer> callers() {
    return points().stream().map(Curve.Point::callers).distinct().sorted().toList();
  }

  private void panel(Panel panel, int left, long step) {
    text(left, TOP - 14, 14, INK, "start", "600", panel.title());
    for (var line = 0; line <= GRID_LINES; line++) {
      var y = y(line * step, step);
      add(
          "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"/>",
          left, y, left + PANEL_WIDTH, y, line == 0 ? QUIET : FAINT);
      text(left - 8, y + 4, 12, QUIET, "end", "400", grouped(line * step));
    }
    for (var callers : callers()) {
      var x = x(callers, left);
      add(
          "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"/>",
          x, TOP + PANEL_HEIGHT, x, TOP + PANEL_HEIGHT + 5, QUIET);
      text(x, TOP + PANEL_HEIGHT + 20, 12, QUIET, "middle", "400", grouped(callers));
    }
    for (var curve : panel.curves()) {
      curve(curve, left, step);
    }
    legend(panel, left);
  }

  private void curve(Curve curve, int left, long step) {
    var color = curve.ours() ? OURS : THEIRS;
    var places = new ArrayList<String>();
    for (var point : curve.points()) {
      places.add(x(point.callers(), left) + "," + y(point.perSecond(), step));
    }
    add(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\""
            + " stroke-linejoin=\"round\"/>",
        String.join(" ", places), color);
    for (var point : curve.points()) {
      var x = x(point.callers(), left);
      var y = y(point.perSecond(), step);
      add("<circle cx=\"%d\" cy=\"%d\" r=\"3.5\" fill=\"%s\"/>", x, y, color);
      if (curve.ours() || point.equals(best(curve))) {
        text(x, y - 9, 11, curve.ours() ? OURS : QUIET, "middle", "600", grouped(point.perSecond()));
      }
    }
  }

  private static Curve.Point best(Curve curve) {
    return curve.points().stream()
        .max(java.util.Comparator.comparingLong(Curve.Point::perSecond))
        .orElseThrow();
  }

  private void legend(Panel panel, int left) {
    var y = TOP + PANEL_HEIGHT + 42;
    var x = left;
    for (var curve : panel.curves()) {
      add(
          "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2.5\"/>",
          x, y - 4, x + 22, y - 4, curve.ours() ? OURS : THEIRS);
      text(x + 28, y, 12, INK, "start", "400", curve.name());
      x += 44 + curve.name().length() * 7;
    }
  }

  private int x(int callers, int left) {
    var all = callers();
    var low = Math.log(all.getFirst());
    var high = Math.log(all.getLast());
    var share = high > low ? (Math.log(callers) - low) / (high - low) : 0.5;
    return (int) Math.round(left + 14 + share * (PANEL_WIDTH - 28));
  }

  private static int y(long perSecond, long step) {
    var share = (double) perSecond / (step * GRID_LINES);
    return (int) Math.round(TOP + PANEL_HEIGHT - share * PANEL_HEIGHT);
  }

  private void text(
      int x, int y, int size, String color, String anchor, String weight, String words) {
    add(
        "<text x=\"%d\" y=\"%d\" font-size=\"%d\" fill=\"%s\" text-anchor=\"%s\""
            + " font-weight=\"%s\">%s</text>",
        x, y, size, color, anchor, weight, escaped(words));
  }

  private void add(String format, Object... parts) {
    out.append(String.format(Locale.ROOT, format, parts)).append('\n');
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String escaped(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
