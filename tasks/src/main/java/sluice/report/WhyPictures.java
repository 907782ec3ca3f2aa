package sluice.report;

import static sluice.report.Svg.Anchor.END;
import static sluice.report.Svg.Anchor.START;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sluice.report.Svg.Size;

/** Pictures of what a prediction went by. */
final class WhyPictures {
  private static final int ROW = 22;
  private static final int MOST = 20; // columns that are drawn
  private static final double FONT = 12;
  private static final int TICK_PIXELS = 90;

  private WhyPictures() {}

  /** The column to draw above: the one of numbers with the largest contributions. */
  static Optional<WhyStudy.Column> shown(WhyStudy study) {
    return study.columns().stream()
        .filter(column -> Arrays.stream(column.numbers()).filter(Double::isFinite).count() > 1)
        .findFirst();
  }

  /** The series, and under it a bar for each step. */
  static Svg steps(Size size, WhyStudy study) {
    int count = study.steps().size();
    double[] sums = new double[count];
    for (WhyStudy.Column column : study.columns()) {
      for (int t = 0; t < count; t++) {
        sums[t] += column.integrated()[t];
      }
    }
    Optional<WhyStudy.Column> shown = shown(study);
    int above = shown.isPresent() ? 190 : 0;
    Svg svg = new Svg(size.height(above + 220));
    double left = 64;
    double[] room = {left, size.width() - 14.0};
    if (shown.isPresent()) {
      line(svg, room, shown.get(), above - 20);
    }
    bars(svg, room, sums, new double[] {above + 22.0, above + 184.0}, study);
    double width = (room[1] - room[0]) / count;
    int every = Math.max(1, (int) Math.ceil(TICK_PIXELS / width));
    for (int t = count - 1; t >= 0; t -= every) {
      double at = left + (t + 0.5) * width;
      svg.line("mark", at, above + 186, at, above + 190);
      String time = study.steps().get(t);
      double half = Svg.width(time, FONT) / 2;
      svg.text(
          "tick", Math.clamp(at, half, size.width() - half), above + 206, Svg.Anchor.MIDDLE, time);
    }
    return svg;
  }

  private static void line(Svg svg, double[] room, WhyStudy.Column column, double bottom) {
    Axis axis = Axis.numbers(column.name(), Axis.Range.NONE.with(column.numbers()), false, 4);
    double top = 24;
    svg.text("title", 2, 14, START, axis.title());
    for (Ticks.Tick tick : axis.ticks()) {
      double at = bottom - axis.at(tick.at()) * (bottom - top);
      svg.line("grid", room[0], at, room[1], at);
      svg.text("tick", room[0] - 8, at + 4, END, tick.text());
    }
    int count = column.numbers().length;
    double[] xs = new double[count];
    double[] ys = new double[count];
    for (int t = 0; t < count; t++) {
      xs[t] = room[0] + (t + 0.5) * (room[1] - room[0]) / count;
      double value = column.numbers()[t];
      ys[t] = Double.isFinite(value) ? bottom - axis.at(value) * (bottom - top) : Double.NaN;
    }
    svg.polyline("line truth", xs, ys);
  }

  private static void bars(
      Svg svg, double[] room, double[] sums, double[] heights, WhyStudy study) {
    Axis axis = Axis.numbers("adds, " + study.unit(), Axis.Range.NONE.with(sums), true, 4);
    double top = heights[0];
    double bottom = heights[1];
    svg.text("title", 2, top - 10, START, axis.title());
    for (Ticks.Tick tick : axis.ticks()) {
      double at = bottom - axis.at(tick.at()) * (bottom - top);
      svg.line(tick.at() == 0 ? "zero" : "grid", room[0], at, room[1], at);
      svg.text("tick", room[0] - 8, at + 4, END, tick.text());
    }
    double width = (room[1] - room[0]) / sums.length;
    double zero = bottom - axis.at(0) * (bottom - top);
    for (int t = 0; t < sums.length; t++) {
      double head = bottom - axis.at(sums[t]) * (bottom - top);
      svg.rectangle(
          sums[t] > 0 ? "toward" : "against",
          room[0] + (t + 0.12) * width,
          Math.min(zero, head),
          0.76 * width,
          Math.abs(zero - head),
          study.steps().get(t) + ": " + Figures.of(sums[t]));
    }
  }

  /** A row a column, a field a step. */
  static Svg map(Size size, WhyStudy study) {
    List<WhyStudy.Column> columns = study.columns().stream().limit(MOST).toList();
    double left = names(size, columns);
    int count = study.steps().size();
    double width = (size.width() - left - 14) / count;
    Svg svg = new Svg(size.height(columns.size() * ROW + 70));
    double largest = 0;
    for (WhyStudy.Column column : columns) {
      largest =
          Math.max(largest, Arrays.stream(column.integrated()).map(Math::abs).max().orElse(0));
    }
    for (int i = 0; i < columns.size(); i++) {
      WhyStudy.Column column = columns.get(i);
      name(svg, left, i, column.name());
      for (int t = 0; t < count; t++) {
        double value = column.integrated()[t];
        double from = tenth(left + t * width);
        double[] box = {from, i * ROW + 2.0, tenth(left + (t + 1) * width) - from, ROW - 2.0};
        if (largest > 0) {
          svg.shade(
              (value > 0 ? "toward" : "against") + " crisp",
              box,
              Math.abs(value) / largest,
              study.steps().get(t) + ": " + Figures.of(value));
        }
      }
    }
    int y = columns.size() * ROW;
    svg.text("tick", left, y + 18, START, study.steps().getFirst());
    svg.text("tick", size.width() - 14.0, y + 18, END, study.steps().getLast());
    legend(svg, left, y + 34, largest);
    return svg;
  }

  private static void legend(Svg svg, double left, double y, double largest) {
    int shades = 24;
    for (int i = -shades; i < shades; i++) {
      double share = Math.abs(i + 0.5) / shades;
      double[] box = {left + (i + shades) * 4.0, y, 4, 10};
      svg.shade((i >= 0 ? "toward" : "against") + " crisp", box, share, "");
    }
    svg.text("tick", left, y + 26, START, Figures.of(-largest));
    svg.text("tick", left + 8.0 * shades, y + 26, END, Figures.of(largest));
  }

  private static double tenth(double value) {
    return Math.round(value * 10) / 10.0;
  }

  private static double names(Size size, List<WhyStudy.Column> columns) {
    double widest = columns.stream().mapToDouble(c -> Svg.width(c.name(), FONT)).max().orElse(0);
    return Math.min(size.width() * 0.4, widest + 14);
  }

  private static void name(Svg svg, double left, int row, String name) {
    String shown = Markup.shortened(name, (int) (left / (FONT * 0.6)));
    svg.text("name", left - 8, row * ROW + ROW / 2.0 + 5, END, shown);
  }

  /** A bar a column. */
  static Svg columns(Size size, WhyStudy study) {
    List<WhyStudy.Column> columns = study.columns().stream().limit(MOST).toList();
    double left = names(size, columns);
    double figures = 72;
    Svg svg = new Svg(size.height(columns.size() * ROW + 12));
    double lo = 0;
    double hi = 0;
    for (WhyStudy.Column column : columns) {
      lo = Math.min(lo, column.sum());
      hi = Math.max(hi, column.sum());
    }
    double before = lo < 0 ? figures : 0; // a figure stands at the outer end of its bar
    double room = size.width() - left - before - (hi > 0 ? figures : 14);
    double unit = hi > lo ? room / (hi - lo) : 0;
    double zero = left + before - lo * unit;
    for (int i = 0; i < columns.size(); i++) {
      double sum = columns.get(i).sum();
      double length = Math.abs(sum) * unit;
      boolean up = sum >= 0;
      name(svg, left, i, columns.get(i).name());
      svg.rectangle(
          up ? "toward" : "against",
          up ? zero : zero - length,
          i * ROW + 4.0,
          length,
          ROW - 6.0,
          "");
      double at = up ? zero + length + 6 : zero - length - 6;
      svg.text("value", at, i * ROW + ROW / 2.0 + 5, up ? START : END, Figures.of(sum));
    }
    svg.line("zero", zero, 0, zero, columns.size() * ROW + 4.0);
    return svg;
  }
}
