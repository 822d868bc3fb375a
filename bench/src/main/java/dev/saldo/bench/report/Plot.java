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
  private static final int TOP = 118;
  private static final int GAP = 62;
  private static final int BOTTOM = 56;
  private static final int RIGHT = 30;
  private static final int GRID_LINES_MAX = 6;
  private static final int LABEL_HEIGHT = 22;
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
    legend(panels.getFirst());
    var scale = scale();
    for (var i = 0; i < panels.size(); i++) {
      panel(panels.get(i), LEFT + i * (PANEL_WIDTH + GAP), scale);
    }
    text(width / 2, height - 12, 13, QUIET, "middle", "400", "concurrent callers");
    add("</svg>");
    return out.toString();
  }

  /// The grid of the vertical axis.
  ///
  /// @param step between two lines: 1, 2 or 5 times a power of ten
  private record Scale(long step, int lines) {
    int y(long perSecond) {
      var share = (double) perSecond / (step * lines);
      return (int) Math.round(TOP + PANEL_HEIGHT - share * PANEL_HEIGHT);
    }
  }

  private Scale scale() {
    var most = points().stream().mapToLong(Curve.Point::perSecond).max().orElse(1);
    for (var power = 1L; ; power *= 10) {
      for (var factor : new int[] {1, 2, 5}) {
        var step = factor * power;
        var lines = most / step + 1;
        if (lines <= GRID_LINES_MAX) {
          return new Scale(step, (int) lines);
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

  private void panel(Panel panel, int left, Scale scale) {
    text(left, TOP - 16, 14, INK, "start", "600", panel.title());
    for (var line = 0; line <= scale.lines(); line++) {
      var y = scale.y(line * scale.step());
      add(
          "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"/>",
          left, y, left + PANEL_WIDTH, y, line == 0 ? QUIET : FAINT);
      text(left - 8, y + 4, 12, QUIET, "end", "400", grouped(line * scale.step()));
    }
    for (var callers : callers()) {
      var x = x(callers, left);
      add(
          "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"/>",
          x, TOP + PANEL_HEIGHT, x, TOP + PANEL_HEIGHT + 5, QUIET);
      text(x, TOP + PANEL_HEIGHT + 20, 12, QUIET, "middle", "400", grouped(callers));
    }
    panel.curves().reversed().forEach(curve -> line(curve, left, scale));
    for (var curve : panel.curves()) {
      for (var point : curve.points()) {
        if (hasRoom(curve, point, panel, scale)) {
          label(curve, point, left, scale);
        }
      }
    }
  }

  private void line(Curve curve, int left, Scale scale) {
    var places = new ArrayList<String>();
    for (var point : curve.points()) {
      places.add(x(point.callers(), left) + "," + scale.y(point.perSecond()));
    }
    add(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\""
            + " stroke-linejoin=\"round\"/>",
        String.join(" ", places), color(curve));
    for (var point : curve.points()) {
      add(
          "<circle cx=\"%d\" cy=\"%d\" r=\"3.5\" fill=\"%s\"/>",
          x(point.callers(), left), scale.y(point.perSecond()), color(curve));
    }
  }

  /// Whether a figure above a point stands clear of the other curves.
  private static boolean hasRoom(Curve curve, Curve.Point point, Panel panel, Scale scale) {
    return panel.curves().stream()
        .filter(other -> !other.equals(curve))
        .flatMap(other -> other.points().stream())
        .filter(other -> other.callers() == point.callers())
        .allMatch(other ->
            Math.abs(scale.y(other.perSecond()) - scale.y(point.perSecond())) > LABEL_HEIGHT);
  }

  private void label(Curve curve, Curve.Point point, int left, Scale scale) {
    var color = curve.ours() ? OURS : QUIET;
    var x = x(point.callers(), left) - (curve.ours() ? 14 : 0);
    text(x, scale.y(point.perSecond()) - 9, 11, color, "middle", "600", grouped(point.perSecond()));
  }

  private static String color(Curve curve) {
    return curve.ours() ? OURS : THEIRS;
  }

  private void legend(Panel panel) {
    var x = LEFT - 58;
    for (var curve : panel.curves()) {
      add(
          "<line x1=\"%d\" y1=\"76\" x2=\"%d\" y2=\"76\" stroke=\"%s\" stroke-width=\"3\"/>",
          x, x + 22, color(curve));
      text(x + 28, 80, 12, INK, "start", "400", curve.name());
      x += 56 + curve.name().length() * 7;
    }
  }

  private int x(int callers, int left) {
    var all = callers();
    var low = Math.log(all.getFirst());
    var high = Math.log(all.getLast());
    var share = high > low ? (Math.log(callers) - low) / (high - low) : 0.5;
    return (int) Math.round(left + 14 + share * (PANEL_WIDTH - 28));
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
