package sluice.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import sluice.report.Svg.Anchor;
import sluice.report.Svg.Size;

/** Two axes with a frame, and what is drawn between them in the axes' own numbers. */
final class Plot {
  private static final double FONT = 12;
  private static final double ABOVE = 30; // room for the title of the upright axis
  private static final double BELOW = 26; // for the labels of the level axis
  private static final double TITLE = 18; // for its title
  private static final double GAP = 8;
  private static final double EDGE = 14; // half a label past the last tick
  private static final double BOLD = 1.12; // a line's name is wider than plain text
  private static final double LABEL_SHARE = 0.3; // of the width, at most, for labels at line ends
  private static final double NARROW_SHARE = 0.4; // where names would else be cut alike
  private static final double LABEL_HEIGHT = 15;
  private static final int POINTS_A_PIXEL = 3; // more are thinned to the least and the greatest

  /**
   * A name at the end of a line.
   *
   * @param style of the text
   * @param y value at the line's end; NaN for none
   * @param text the name
   */
  record EndLabel(String style, double y, String text) {}

  final Svg svg;
  private final Axis x;
  private final Axis y;
  private final double left;
  private final double right;
  final double top;
  final double bottom;
  private final List<EndLabel> labels;

  /**
   * Lays out the room.
   *
   * @param size of the whole picture
   * @param x level axis
   * @param y upright axis
   * @param labels names at the right, in no order; may be empty
   */
  Plot(Size size, Axis x, Axis y, List<EndLabel> labels) {
    svg = new Svg(size);
    this.x = x;
    this.y = y;
    double widest = 0;
    for (Ticks.Tick tick : y.ticks()) {
      widest = Math.max(widest, Svg.width(tick.text(), FONT));
    }
    left = Math.ceil(widest) + GAP + 4;
    double most = size.width() * (size.width() < 500 ? NARROW_SHARE : LABEL_SHARE);
    double room = 0;
    var fitting = new ArrayList<EndLabel>();
    for (EndLabel label : labels) {
      String text = fitting(label.text(), most);
      fitting.add(new EndLabel(label.style(), label.y(), text));
      room = Math.max(room, BOLD * Svg.width(text, FONT) + GAP + 6);
    }
    this.labels = List.copyOf(fitting);
    right = size.width() - Math.max(EDGE, room);
    top = y.title().isEmpty() ? GAP : ABOVE;
    bottom = size.height() - BELOW - (x.title().isEmpty() ? 0 : TITLE);
    frame();
  }

  private static String fitting(String text, double width) {
    String shown = text;
    for (int letters = text.length(); Svg.width(shown, FONT) > width && letters > 4; letters--) {
      shown = Markup.shortened(text, letters);
    }
    return shown;
  }

  /** Pixels between the first and the last value of the level axis, for choosing its ticks. */
  static int ticksAcross(Size size, int pixelsEach) {
    return Math.max(3, (size.width() - 60) / pixelsEach);
  }

  private void frame() {
    for (Ticks.Tick tick : y.ticks()) {
      double at = py(tick.at());
      svg.line(tick.at() == 0 ? "zero" : "grid", left, at, right, at);
      svg.text("tick", left - GAP, at + 4, Anchor.END, tick.text());
    }
    for (Ticks.Tick tick : x.ticks()) {
      double at = px(tick.at());
      svg.line("mark", at, bottom, at, bottom + 4);
      double half = Svg.width(tick.text(), FONT) / 2;
      double centre = Math.clamp(at, half, svg.size().width() - half);
      svg.text("tick", centre, bottom + 18, Anchor.MIDDLE, tick.text());
    }
    svg.line("axis", left, bottom, right, bottom);
    if (!y.title().isEmpty()) {
      svg.text("title", 2, 14, Anchor.START, y.title());
    }
    if (!x.title().isEmpty()) {
      svg.text("title", right, svg.size().height() - 5.0, Anchor.END, x.title());
    }
  }

  double px(double value) {
    return left + x.at(value) * (right - left);
  }

  double py(double value) {
    return bottom - y.at(value) * (bottom - top);
  }

  /** A line through values at 0, 1, 2 … from {@code first} on. */
  Plot line(String style, double first, double[] values) {
    double[] at = new double[values.length];
    for (int i = 0; i < at.length; i++) {
      at[i] = first + i;
    }
    return line(style, at, values);
  }

  Plot line(String style, double[] at, double[] values) {
    int[] kept = kept(values);
    double[] xs = new double[kept.length];
    double[] ys = new double[kept.length];
    for (int i = 0; i < kept.length; i++) {
      xs[i] = px(at[kept[i]]);
      double value = values[kept[i]];
      ys[i] = Double.isFinite(value) ? py(value) : Double.NaN;
    }
    svg.polyline(style, xs, ys);
    return this;
  }

  /** A dot for each value; {@code tips} say what each is, or are empty. */
  Plot dots(String style, double[] at, double[] values, double radius, List<String> tips) {
    for (int i : kept(values)) {
      if (Double.isFinite(values[i])) {
        String tip = tips.isEmpty() ? "" : tips.get(i);
        svg.circle(style, px(at[i]), py(values[i]), radius, tip);
      }
    }
    return this;
  }

  /** A bar from 0, or from the bottom of the axis, to a value. */
  Plot column(String style, double from, double to, double value, String tip) {
    double foot = py(Math.clamp(0, y.lo(), y.hi()));
    double head = py(value);
    double gap = Math.min(1, (px(to) - px(from)) * 0.1);
    double width = px(to) - px(from) - 2 * gap;
    double height = Math.abs(foot - head);
    svg.rectangle(style, px(from) + gap, Math.min(head, foot), width, height, tip);
    return this;
  }

  /** The whole height between two values of the level axis. */
  Plot band(String style, double from, double to) {
    svg.rectangle(style, px(from), top, px(to) - px(from), bottom - top, "");
    return this;
  }

  /** The whole width between two values of the upright axis. */
  Plot belt(String style, double from, double to) {
    svg.rectangle(style, left, py(to), right - left, py(from) - py(to), "");
    return this;
  }

  /** What lies between two lines through values at {@code first}, {@code first} + 1 … */
  Plot between(String style, double first, double[] low, double[] high) {
    int n = low.length;
    double[] xs = new double[2 * n];
    double[] ys = new double[2 * n];
    for (int i = 0; i < n; i++) {
      xs[i] = px(first + i);
      ys[i] = py(low[i]);
      xs[2 * n - 1 - i] = px(first + i);
      ys[2 * n - 1 - i] = py(high[i]);
    }
    svg.polyline(style, xs, ys);
    return this;
  }

  /** A line up from the level axis, with a word at its head. */
  Plot flag(String style, double at, String text) {
    svg.line(style, px(at), top, px(at), bottom);
    boolean near = px(at) > (left + right) / 2;
    double gap = near ? -5 : 5;
    svg.text("flag", px(at) + gap, top + 10, near ? Anchor.END : Anchor.START, text);
    return this;
  }

  /** From corner to corner where both axes show the same numbers. */
  Plot diagonal(String style, double lo, double hi) {
    svg.line(style, px(lo), py(lo), px(hi), py(hi));
    return this;
  }

  /** Writes the names at the ends of the lines, apart from each other, and gives the picture. */
  Svg finished() {
    List<EndLabel> shown =
        labels.stream()
            .filter(label -> Double.isFinite(label.y()))
            .sorted(Comparator.comparingDouble(label -> py(label.y())))
            .toList();
    double[] wanted = shown.stream().mapToDouble(label -> py(label.y())).toArray();
    double[] placed = apart(wanted, LABEL_HEIGHT, top + 4, bottom - 2);
    for (int i = 0; i < placed.length; i++) {
      if (Math.abs(placed[i] - wanted[i]) > 4) {
        svg.line("leader", right + 2, wanted[i], right + GAP, placed[i]);
      }
      EndLabel label = shown.get(i);
      svg.text(label.style(), right + GAP + 3, placed[i] + 4, Anchor.START, label.text());
    }
    return svg;
  }

  /**
   * Moves rising positions at least {@code gap} apart and, where they fit, between {@code lo} and
   * {@code hi}: groups of neighbours that touch are set around the mean of what they wanted.
   */
  static double[] apart(double[] wanted, double gap, double lo, double hi) {
    int n = wanted.length;
    double[] sum = new double[n]; // of a group: Σ (wanted − offset in the group)
    int[] size = new int[n];
    int groups = 0;
    for (double position : wanted) {
      sum[groups] = position;
      size[groups] = 1;
      groups++;
      while (groups > 1 && overlap(sum, size, groups - 2, new double[] {gap, lo, hi})) {
        int last = groups - 1;
        sum[last - 1] += sum[last] - size[last] * size[last - 1] * gap;
        size[last - 1] += size[last];
        groups--;
      }
    }
    double[] placed = new double[n];
    int at = 0;
    for (int group = 0; group < groups; group++) {
      double start = start(sum[group], size[group], new double[] {gap, lo, hi});
      for (int i = 0; i < size[group]; i++) {
        placed[at++] = start + i * gap;
      }
    }
    return placed;
  }

  private static boolean overlap(double[] sum, int[] size, int group, double[] room) {
    double end = start(sum[group], size[group], room) + size[group] * room[0];
    return end > start(sum[group + 1], size[group + 1], room) + 1e-9;
  }

  private static double start(double sum, int size, double[] room) {
    double last = room[2] - (size - 1) * room[0];
    return Math.max(room[1], Math.min(last, sum / size));
  }

  /** All indices, or of too many the least and the greatest of each run, rising. */
  private int[] kept(double[] values) {
    int most = POINTS_A_PIXEL * (int) (right - left);
    if (values.length <= most) {
      return indices(values.length);
    }
    int runs = most / 2;
    int[] kept = new int[2 * runs];
    int count = 0;
    for (int run = 0; run < runs; run++) {
      int from = (int) ((long) values.length * run / runs);
      int to = (int) ((long) values.length * (run + 1) / runs);
      int least = from;
      int greatest = from;
      for (int i = from; i < to; i++) {
        if (values[i] < values[least] || Double.isNaN(values[least])) {
          least = i;
        }
        if (values[i] > values[greatest] || Double.isNaN(values[greatest])) {
          greatest = i;
        }
      }
      kept[count++] = Math.min(least, greatest);
      if (least != greatest) {
        kept[count++] = Math.max(least, greatest);
      }
    }
    return java.util.Arrays.copyOf(kept, count);
  }

  private static int[] indices(int count) {
    int[] all = new int[count];
    for (int i = 0; i < count; i++) {
      all[i] = i;
    }
    return all;
  }
}
