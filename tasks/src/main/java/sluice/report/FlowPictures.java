package sluice.report;

import static sluice.report.Svg.Anchor.END;
import static sluice.report.Svg.Anchor.MIDDLE;
import static sluice.report.Svg.Anchor.START;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sluice.inspect.Flow;
import sluice.report.Plot.EndLabel;
import sluice.report.Svg.Size;

/** Pictures of how far gradients reach: where they are large, and how they fall. */
final class FlowPictures {
  private static final int MOST_COLUMNS = 120; // more steps are joined, the largest counts
  private static final int ROW = 26;
  private static final double FONT = 12;
  private static final int LEGEND = 46;
  private static final int TICK_PIXELS = 36;
  private static final int SHADES = 48;
  private static final double LEAST_DECADES = 3; // of the scale of colours
  private static final double MOST_DECADES = 37;
  private static final int STYLES = 8;

  private FlowPictures() {}

  /**
   * One row of a heat map, or one curve.
   *
   * @param name what it is
   * @param style number of its colour
   * @param dashed whether its curve is
   * @param values norms, in the order of the picture
   */
  record Line(String name, int style, boolean dashed, double[] values) {
    String css() {
      return "line c" + style % STYLES + (dashed ? " dash0" : "");
    }
  }

  /** log10 of norms, by line and step in time: the last step at the right. */
  static Svg heat(Size size, List<Line> rows) {
    int steps = rows.stream().mapToInt(row -> row.values().length).max().orElse(0);
    double left = 12;
    for (Line row : rows) {
      left = Math.max(left, Svg.width(row.name(), FONT) + 12);
    }
    left = Math.min(left, size.width() * 0.4);
    double[] range = range(rows);
    int joined =
        Math.max(1, Math.ceilDiv(steps, size.width() < 500 ? MOST_COLUMNS / 2 : MOST_COLUMNS));
    boolean lost = rows.stream().anyMatch(FlowPictures::hasLost);
    boolean below = lost && size.width() < 500; // where there is no room beside the scale
    var svg = new Svg(size.height(rows.size() * ROW + LEGEND + 28 + (below ? 16 : 0)));
    double width = (size.width() - left - 14) / Math.max(1, steps);
    for (int i = 0; i < rows.size(); i++) {
      Line row = rows.get(i);
      String name = Markup.shortened(row.name(), (int) (left / (FONT * 0.6)));
      svg.text("name", left - 8, i * ROW + ROW / 2.0 + 6, END, name);
      int missing = steps - row.values().length; // shorter ones end where the others do
      for (int t = 0; t < row.values().length; t += joined) {
        int to = Math.min(t + joined, row.values().length);
        double from = tenth(left + (missing + t) * width); // so that cells neither part nor overlap
        double[] box = {
          from, i * ROW + 3.0, tenth(left + (missing + to) * width) - from, ROW - 3.0
        };
        cell(svg, box, row, new int[] {t, to}, range);
      }
    }
    ticks(svg, left, width, steps, rows.size() * ROW + 16);
    double y = rows.size() * ROW + 34.0;
    double end = legend(svg, left, size.width() - left - 14, y, range);
    if (lost) {
      lost(svg, below ? left : end + 16, below ? y + 32 : y);
    }
    return svg;
  }

  private static boolean hasLost(Line row) {
    return Arrays.stream(row.values()).anyMatch(norm -> norm < Flow.BELOW_FLOAT32);
  }

  private static void lost(Svg svg, double x, double y) {
    svg.rectangle("below", x, y, 10, 10, "");
    svg.text("tick", x + 15, y + 9, START, "below float32");
  }

  private static double tenth(double value) {
    return Math.round(value * 10) / 10.0;
  }

  private static void cell(Svg svg, double[] box, Line row, int[] steps, double[] range) {
    double norm = 0;
    for (int t = steps[0]; t < steps[1]; t++) {
      norm = Math.max(norm, row.values()[t]);
    }
    String when = "step " + (steps[0] + 1) + (steps[1] - steps[0] > 1 ? " to " + steps[1] : "");
    if (norm < Flow.BELOW_FLOAT32) {
      svg.rectangle("below crisp", box[0], box[1], box[2], box[3], when + ": below float32");
      return;
    }
    double share = (StrictMath.log10(norm) - range[0]) / (range[1] - range[0]);
    svg.shade(
        "heat crisp", box, 0.03 + 0.97 * Math.clamp(share, 0, 1), when + ": " + Figures.of(norm));
  }

  /** From and to in log10; at least three decades, so that what is even looks even. */
  private static double[] range(List<Line> rows) {
    double lo = Double.POSITIVE_INFINITY;
    double hi = Double.NEGATIVE_INFINITY;
    for (Line row : rows) {
      for (double value : row.values()) {
        if (value >= Flow.BELOW_FLOAT32 && value < Double.POSITIVE_INFINITY) {
          lo = Math.min(lo, StrictMath.log10(value));
          hi = Math.max(hi, StrictMath.log10(value));
        }
      }
    }
    if (lo > hi) {
      return new double[] {-LEAST_DECADES, 0};
    }
    return new double[] {Math.max(Math.min(lo, hi - LEAST_DECADES), hi - MOST_DECADES), hi};
  }

  private static void ticks(Svg svg, double left, double width, int steps, double y) {
    int most = (int) Math.clamp(width * steps / TICK_PIXELS, 2, 10);
    int every = (int) Math.max(1, Math.round(Ticks.step(Math.max(1, steps), most)));
    for (int t = every; t <= steps; t += every) {
      svg.text("tick", left + (t - 0.5) * width, y, MIDDLE, Figures.count(t));
    }
    if (steps > 0 && every > 1) {
      svg.text("tick", left + 0.5 * width, y, MIDDLE, "1");
    }
    svg.text("tick", left - 8, y, END, "step");
  }

  /** Gives where it ends. */
  private static double legend(Svg svg, double left, double room, double y, double[] range) {
    double width = Math.min(240, room * 0.6) / SHADES;
    svg.text("tick", left - 8, y + 9, END, "norm");
    for (int i = 0; i < SHADES; i++) {
      double from = tenth(left + i * width);
      double[] box = {from, y, tenth(left + (i + 1) * width) - from, 10};
      svg.shade("heat crisp", box, 0.03 + 0.97 * i / (SHADES - 1), "");
    }
    double end = left + SHADES * width;
    svg.text("tick", left, y + 24, START, Figures.of(StrictMath.pow(10, range[0])));
    svg.text("tick", end, y + 24, END, Figures.of(StrictMath.pow(10, range[1])));
    return end;
  }

  /** Norms by steps back on a logarithmic scale; shares of the first one where it is asked for. */
  static Svg curves(Size size, String title, List<Line> lines, boolean shares) {
    Axis.Range range = Axis.Range.NONE;
    List<double[]> shown = new ArrayList<>();
    int longest = 1;
    for (Line line : lines) {
      double[] values = new double[line.values().length];
      for (int k = 0; k < values.length; k++) {
        double norm = line.values()[k];
        boolean held = norm >= Flow.BELOW_FLOAT32 && Double.isFinite(norm);
        values[k] = held ? StrictMath.log10(shares ? norm / line.values()[0] : norm) : Double.NaN;
      }
      shown.add(values);
      range = range.with(values);
      longest = Math.max(longest, values.length - 1);
    }
    Axis y = Axis.numbers(title, range, shares, 7);
    Axis x = Axis.counted("steps back", 0, longest, false, Plot.ticksAcross(size, 60));
    var labels = new ArrayList<EndLabel>();
    for (int i = 0; i < lines.size(); i++) {
      labels.add(
          new EndLabel(
              "c" + lines.get(i).style() % STYLES, last(shown.get(i)), lines.get(i).name()));
    }
    var plot = new Plot(size.height(Math.max(size.height(), 60 + 16 * lines.size())), x, y, labels);
    for (int i = 0; i < lines.size(); i++) {
      plot.line(lines.get(i).css(), 0, shown.get(i));
    }
    return plot.finished();
  }

  private static double last(double[] values) {
    for (int i = values.length - 1; i >= 0; i--) {
      if (Double.isFinite(values[i])) {
        return values[i];
      }
    }
    return Double.NaN;
  }
}
