package sluice.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import sluice.report.Plot.EndLabel;
import sluice.report.StateStudy.Point;
import sluice.report.Svg.Anchor;
import sluice.report.Svg.Size;

/** States as points, coloured by class or by time. */
final class StatePictures {
  /** Classes with a colour of their own. */
  static final int COLOURS = 7;

  private static final int BANDS = 5;
  private static final String OTHERS = "others";
  private static final String UNKNOWN = "not known";

  private StatePictures() {}

  /** By the class that is true; the most frequent ones have a colour of their own. */
  static Svg byClass(Size size, StateStudy study) {
    List<String> classes = study.classes();
    int own = Math.min(COLOURS, classes.size());
    List<String> names = new ArrayList<>(classes.subList(0, own));
    boolean others = classes.size() > own;
    boolean unknown = study.points().stream().anyMatch(point -> point.label().isEmpty());
    if (others || unknown) {
      names.add(others ? OTHERS : UNKNOWN);
    }
    int[] kinds = new int[study.points().size()];
    for (int i = 0; i < kinds.length; i++) {
      int at = names.indexOf(study.points().get(i).label());
      kinds[i] = at < 0 || at >= own ? own : at;
    }
    List<String> styles = new ArrayList<>();
    for (int kind = 0; kind < names.size(); kind++) {
      styles.add(kind == own ? "k7" : "k" + kind);
    }
    return points(size, study, kinds, names, styles);
  }

  /** By time: of whole sequences their order in the data, of steps their place in the sequence. */
  static Svg byTime(Size size, StateStudy study) {
    List<Point> points = study.points();
    int last = points.stream().mapToInt(Point::step).max().orElse(1);
    int bands = Math.max(1, Math.min(BANDS, study.every() ? last : points.size()));
    int[] order = study.every() ? new int[0] : inTime(points);
    int[] kinds = new int[points.size()];
    String[] from = new String[bands];
    for (int i = 0; i < kinds.length; i++) {
      if (study.every()) {
        kinds[i] = (int) ((points.get(i).step() - 1L) * bands / last);
      } else {
        int band = (int) ((long) i * bands / kinds.length);
        kinds[order[i]] = band;
        from[band] = from[band] == null ? points.get(order[i]).time() : from[band];
      }
    }
    List<String> names = new ArrayList<>();
    List<String> styles = new ArrayList<>();
    for (int band = 0; band < bands; band++) {
      names.add(study.every() ? steps(band, bands, last) : from[band] + " …");
      styles.add("f" + (bands == 1 ? 2 : band * (BANDS - 1) / (bands - 1)));
    }
    return points(size, study, kinds, names, styles);
  }

  /** The earliest first, by the calendar where there is one, else as they stand in the data. */
  private static int[] inTime(List<Point> points) {
    boolean dates = points.stream().allMatch(point -> point.time().matches("[0-9]{4}-[0-9]{2}.*"));
    return IntStream.range(0, points.size())
        .boxed()
        .sorted(
            dates
                ? Comparator.comparing((Integer i) -> points.get(i).time())
                : Comparator.naturalOrder())
        .mapToInt(i -> i)
        .toArray();
  }

  private static String steps(int band, int bands, int last) {
    int from = Math.ceilDiv(band * last, bands) + 1;
    int to = Math.ceilDiv((band + 1) * last, bands);
    return from == to ? "step " + from : "steps " + from + " to " + to;
  }

  private static Svg points(
      Size size, StateStudy study, int[] kinds, List<String> names, List<String> styles) {
    List<Point> points = study.points();
    double[] xs = points.stream().mapToDouble(Point::x).toArray();
    double[] ys = points.stream().mapToDouble(Point::y).toArray();
    boolean wide = size.width() > 500;
    Axis x =
        Axis.numbers("first component, " + share(study, 0), Axis.Range.NONE.with(xs), false, 7);
    Axis y =
        Axis.numbers("second component, " + share(study, 1), Axis.Range.NONE.with(ys), false, 6);
    List<EndLabel> room = new ArrayList<>();
    names.forEach(name -> room.add(new EndLabel("", Double.NaN, "●" + shown(wide, name))));
    Plot plot = new Plot(size.height(wide ? 480 : 340), x, y, room);
    List<String> tips = points.stream().map(Point::told).toList();
    // Rare kinds last, so that they are seen.
    int[] count = new int[names.size()];
    Arrays.stream(kinds).forEach(kind -> count[kind]++);
    List<Integer> order = new ArrayList<>();
    for (int kind = 0; kind < count.length; kind++) {
      order.add(kind);
    }
    order.sort((a, b) -> Integer.compare(count[b], count[a]));
    double radius = points.size() > 600 ? 2.4 : 3.2;
    for (int kind : order) {
      int[] of = indices(kinds, kind);
      plot.dots(
          "point " + styles.get(kind),
          Arrays.stream(of).mapToDouble(i -> xs[i]).toArray(),
          Arrays.stream(of).mapToDouble(i -> ys[i]).toArray(),
          radius,
          Arrays.stream(of).mapToObj(tips::get).toList());
    }
    if (study.every()) {
      path(plot, points, xs, ys);
    }
    Svg svg = plot.finished();
    double right = plot.px(x.hi());
    for (int kind = 0; kind < names.size(); kind++) {
      double at = 44 + 19.0 * kind;
      svg.circle(styles.get(kind), right + 14, at, 4.5, "");
      svg.text("name", right + 23, at + 4, Anchor.START, shown(wide, names.get(kind)));
    }
    return svg;
  }

  /** The way of the last sequence, with a ring at its end. */
  private static void path(Plot plot, List<Point> points, double[] xs, double[] ys) {
    int from = points.size() - 1;
    while (from > 0 && points.get(from - 1).sequence() == points.getLast().sequence()) {
      from--;
    }
    double[] at = Arrays.copyOfRange(xs, from, xs.length);
    double[] values = Arrays.copyOfRange(ys, from, ys.length);
    plot.line("line path", at, values);
    plot.dots(
        "ring",
        new double[] {at[at.length - 1]},
        new double[] {values[values.length - 1]},
        6,
        List.of("the end of the last sequence"));
  }

  private static String shown(boolean wide, String name) {
    return Markup.shortened(name, wide ? 22 : 12);
  }

  private static String share(StateStudy study, int component) {
    return component < study.shares().length
        ? Figures.percent(study.shares()[component]) + " of the variance"
        : "none";
  }

  private static int[] indices(int[] kinds, int kind) {
    int[] found = new int[kinds.length];
    int count = 0;
    for (int i = 0; i < kinds.length; i++) {
      if (kinds[i] == kind) {
        found[count++] = i;
      }
    }
    return Arrays.copyOf(found, count);
  }
}
