package sluice.report;

import static sluice.report.Svg.Anchor.END;
import static sluice.report.Svg.Anchor.MIDDLE;
import static sluice.report.Svg.Anchor.START;

import java.util.ArrayList;
import java.util.List;
import sluice.report.Svg.Size;

/** Panels one above the other on one axis of time: lines, and what many cells held as colours. */
final class Strips {
  /** Colours to each side of zero. */
  static final int LEVELS = 16;

  private static final double FONT = 12;
  private static final double LEFT = 58;
  private static final double TITLE = 20;
  private static final double GAP = 12;
  private static final double FOOT = 26;
  private static final double LEGEND = 34;
  private static final int MOST_COLUMNS = 240; // more steps are joined to their mean

  /** One panel. */
  sealed interface Panel permits Lines, Heat {
    /** What it shows. */
    String title();

    /** Its height in pixels without the title. */
    double height();
  }

  /**
   * Lines over time.
   *
   * @param title what they show
   * @param height in pixels
   * @param lines one or more
   * @param range that the axis holds at least
   */
  record Lines(String title, double height, List<Line> lines, Axis.Range range) implements Panel {
    Lines {
      lines = List.copyOf(lines);
    }
  }

  /**
   * One line.
   *
   * @param name at its end
   * @param style number of its colour
   * @param values one a step
   */
  record Line(String name, int style, double[] values) {}

  /**
   * Values by row and step as colours.
   *
   * @param title what they are
   * @param height in pixels
   * @param rows [rows, T]
   * @param most the value with the full colour; those below 0 have another one
   */
  record Heat(String title, double height, double[][] rows, double most) implements Panel {}

  private final Svg svg;
  private final int steps;
  private final double right;
  private double y;

  private Strips(Size size, int steps, double right) {
    svg = new Svg(size);
    this.steps = steps;
    this.right = right;
  }

  /** Draws panels; the size's height is theirs. */
  static Svg of(Size size, List<String> times, List<Panel> panels) {
    double height = FOOT + 18;
    double names = 16;
    boolean heat = false;
    for (Panel panel : panels) {
      height += TITLE + panel.height() + GAP;
      heat |= panel instanceof Heat;
      if (panel instanceof Lines lines) {
        for (Line line : lines.lines()) {
          names = Math.max(names, Svg.width(shortened(size, line.name()), FONT) + 16);
        }
      }
    }
    var strips =
        new Strips(
            size.height((int) Math.ceil(height + (heat ? LEGEND : 0))),
            times.size(),
            size.width() - names);
    for (Panel panel : panels) {
      strips.panel(panel);
    }
    strips.axis(times);
    if (heat) {
      strips.legend();
    }
    return strips.svg;
  }

  private static String shortened(Size size, String name) {
    return Markup.shortened(name, size.width() < 500 ? 10 : 20);
  }

  private double x(double step) {
    return LEFT + step * (right - LEFT) / Math.max(1, steps);
  }

  private void panel(Panel panel) {
    svg.text("name", LEFT, y + 13, START, panel.title());
    y += TITLE;
    switch (panel) {
      case Lines lines -> lines(lines);
      case Heat heat -> heat(heat);
    }
    y += panel.height() + GAP;
  }

  private void lines(Lines panel) {
    Axis.Range range = panel.range();
    for (Line line : panel.lines()) {
      range = range.with(line.values());
    }
    Axis axis = Axis.numbers("", range, false, 3);
    double foot = y + panel.height();
    for (Ticks.Tick tick : axis.ticks()) {
      double at = foot - axis.at(tick.at()) * panel.height();
      svg.line(tick.at() == 0 ? "zero" : "grid", LEFT, at, right, at);
      svg.text("tick", LEFT - 8, at + 4, END, tick.text());
    }
    List<Line> ends = new ArrayList<>(panel.lines());
    double[] xs = new double[steps];
    for (int t = 0; t < steps; t++) {
      xs[t] = x(t + 0.5);
    }
    for (Line line : panel.lines()) {
      double[] ys = new double[steps];
      for (int t = 0; t < steps; t++) {
        double value = line.values()[t];
        ys[t] = Double.isFinite(value) ? foot - axis.at(value) * panel.height() : Double.NaN;
      }
      svg.polyline("line c" + line.style(), xs, ys);
    }
    ends.removeIf(line -> line.name().isEmpty() || !Double.isFinite(line.values()[steps - 1]));
    ends.sort((a, b) -> Double.compare(b.values()[steps - 1], a.values()[steps - 1]));
    double[] wanted =
        ends.stream()
            .mapToDouble(line -> foot - axis.at(line.values()[steps - 1]) * panel.height())
            .toArray();
    double[] placed = Plot.apart(wanted, 15, y + 4, foot - 2);
    for (int i = 0; i < placed.length; i++) {
      String name = shortened(svg.size(), ends.get(i).name());
      svg.text("c" + ends.get(i).style(), right + 8, placed[i] + 4, START, name);
    }
  }

  private void heat(Heat panel) {
    int joined = Math.max(1, Math.ceilDiv(steps, MOST_COLUMNS));
    int columns = Math.ceilDiv(steps, joined);
    var outlines = new StringBuilder[2 * LEVELS + 1];
    double tall = panel.height() / panel.rows().length;
    for (int row = 0; row < panel.rows().length; row++) {
      int from = 0;
      for (int column = 1; column <= columns; column++) {
        int level = level(panel, row, from * joined, joined);
        if (column == columns || level(panel, row, column * joined, joined) != level) {
          double[] box = {
            x(from * joined), y + row * tall, x(Math.min(steps, column * joined)), tall
          };
          outline(outlines, level, box);
          from = column;
        }
      }
    }
    svg.rectangle("below", LEFT - 1, y - 1, right - LEFT + 2, panel.height() + 2, "");
    svg.rectangle("paper", LEFT, y, right - LEFT, panel.height(), "");
    for (int level = 0; level < outlines.length; level++) {
      if (outlines[level] != null) {
        int size = Math.abs(level - LEVELS);
        svg.area(
            level < LEVELS ? "cold crisp" : "heat crisp", outlines[level], size / (double) LEVELS);
      }
    }
    if (panel.rows().length > 1) {
      svg.text("tick", LEFT - 8, y + 10, END, "most");
      svg.text("tick", LEFT - 8, y + panel.height(), END, "least");
    }
  }

  /** From −LEVELS to LEVELS, by the mean of the steps joined. */
  private int level(Heat panel, int row, int from, int joined) {
    int to = Math.min(steps, from + joined);
    double sum = 0;
    for (int t = from; t < to; t++) {
      sum += panel.rows()[row][t];
    }
    double share = sum / ((to - from) * panel.most());
    return (int) Math.round(LEVELS * Math.clamp(share, -1, 1));
  }

  private static void outline(StringBuilder[] outlines, int level, double[] box) {
    if (level == 0) {
      return;
    }
    int at = level + LEVELS;
    if (outlines[at] == null) {
      outlines[at] = new StringBuilder();
    }
    String left = Svg.decimal(box[0]);
    outlines[at].append('M').append(left).append(' ').append(Svg.decimal(box[1]));
    outlines[at].append('H').append(Svg.decimal(box[2]));
    outlines[at].append('V').append(Svg.decimal(box[1] + box[3]));
    outlines[at].append('H').append(left).append('z');
  }

  private void axis(List<String> times) {
    svg.line("axis", LEFT, y, right, y);
    int most = Math.max(2, (int) (right - LEFT) / 70);
    for (Ticks.Tick tick : TimeTicks.of(times, most)) {
      double at = x(tick.at() + 0.5);
      double half = Svg.width(tick.text(), FONT) / 2;
      svg.line("mark", at, y, at, y + 4);
      svg.text(
          "tick", Math.clamp(at, half, svg.size().width() - half), y + 18, MIDDLE, tick.text());
    }
    String span = times.size() > 1 ? times.getFirst() + " to " + times.getLast() : times.getFirst();
    svg.text("title", right, y + 38, END, span);
    y += FOOT + 18;
  }

  private void legend() {
    double wide = Math.min(220, (right - LEFT) * 0.7);
    double one = wide / (2 * LEVELS + 1);
    for (int level = -LEVELS; level <= LEVELS; level++) {
      double[] box = {LEFT + (level + LEVELS) * one, y + 2, one, 10};
      svg.shade(
          level < 0 ? "cold crisp" : "heat crisp", box, Math.abs(level) / (double) LEVELS, "");
    }
    svg.text("tick", LEFT, y + 26, START, "−most");
    svg.text("tick", LEFT + wide / 2, y + 26, MIDDLE, "0");
    svg.text("tick", LEFT + wide, y + 26, END, "most");
  }
}
