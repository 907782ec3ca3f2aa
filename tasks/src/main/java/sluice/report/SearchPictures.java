package sluice.report;

import static sluice.report.Svg.Anchor.END;
import static sluice.report.Svg.Anchor.MIDDLE;
import static sluice.report.Svg.Anchor.START;

import java.util.ArrayList;
import java.util.List;
import sluice.metric.Direction;
import sluice.report.Picture.Layout;
import sluice.report.Plot.EndLabel;
import sluice.report.Svg.Size;
import sluice.report.Ticks.Tick;

/** Pictures of a search: all trials through all keys, and how halving thinned them. */
final class SearchPictures {
  private static final int SHADES = 5; // of ranks: a fifth of the trials each
  private static final int HEIGHT = 380;
  private static final int ROW = 62; // a lying axis on a narrow page
  private static final int TOP = 66;
  private static final int BOTTOM = 26;
  private static final int LEFT = 66;
  private static final int RIGHT = 96;

  private SearchPictures() {}

  /** All of them, in the order of the page; none without a trial that was measured. */
  static List<Picture> of(SearchData data) {
    if (data.measured().isEmpty()) {
      return List.of();
    }
    var pictures = new ArrayList<Picture>();
    pictures.add(
        new Picture(
            "parallel",
            "Every trial through every key",
            caption(data),
            Layout.FULL,
            "trials.csv",
            size -> size.width() >= Size.WIDE.width() ? upright(size, data) : lying(size, data)));
    if (data.trials().stream().anyMatch(trial -> trial.rungs().size() > 1)) {
      pictures.add(
          new Picture(
              "rungs",
              "How halving thinned the trials",
              "Validation "
                  + data.metric().label()
                  + " of each trial at the end of each rung; a line that ends was left behind, and"
                  + " what is far off lies at the edge. The better a trial's last figure, the"
                  + " stronger its colour; the best one is thick.",
              Layout.FULL,
              "trials.csv",
              size -> rungs(size, data)));
    }
    return pictures;
  }

  private static String caption(SearchData data) {
    int failed = data.trials().size() - data.measured().size();
    return "A line is a trial; it crosses each axis at its value, and the last one at its "
        + data.metric().label()
        + " on the validation part, the better side up. A fifth of the trials share a colour; the"
        + " best one is thick. Where strong lines bunch, that key matters; where they spread, it"
        + " does not."
        + (failed == 0 ? "" : " Dotted lines failed.");
  }

  /** Which of the shades a trial has: 4 for the best fifth, 0 for the worst. */
  private static int shade(SearchData data, int index) {
    int count = data.measured().size();
    return SHADES - 1 - Math.min(SHADES - 1, index * SHADES / count);
  }

  /** A line through places: the trials from the last to the first, so that the best lie on top. */
  private static void lines(Svg svg, SearchData data, double[][] xs, double[][] ys) {
    for (int i = data.trials().size() - 1; i >= 0; i--) {
      SearchData.Trial trial = data.trials().get(i);
      if (trial.failed()) {
        svg.polyline("line failed", xs[i], ys[i], tip(data, trial));
        continue;
      }
      if (i == 0) {
        svg.polyline("line under", xs[i], ys[i]);
      }
      String style = "line rank r" + shade(data, i) + (i == 0 ? " first" : "");
      svg.polyline(style, xs[i], ys[i], tip(data, trial));
    }
  }

  private static String tip(SearchData data, SearchData.Trial trial) {
    var text = new StringBuilder("trial " + trial.number() + ": ");
    text.append(
        trial.failed()
            ? "failed"
            : data.metric().label() + " " + Figures.of(data.metric(), trial.value()));
    for (int i = 0; i < data.keys().size(); i++) {
      text.append('\n').append(data.keys().get(i).path()).append(' ');
      text.append(trial.values().get(i));
    }
    return text.toString();
  }

  private static Svg upright(Size size, SearchData data) {
    var svg = new Svg(size.height(HEIGHT));
    List<Coordinates.Upright> axes = Coordinates.of(data);
    double span = HEIGHT - TOP - BOTTOM;
    double step = (double) (size.width() - LEFT - RIGHT) / Math.max(1, axes.size() - 1);
    int count = data.trials().size();
    double[][] xs = new double[count][axes.size()];
    double[][] ys = new double[count][axes.size()];
    for (int a = 0; a < axes.size(); a++) {
      for (int i = 0; i < count; i++) {
        xs[i][a] = LEFT + a * step;
        ys[i][a] = TOP + span * (1 - axes.get(a).places()[i]);
      }
    }
    lines(svg, data, xs, ys);
    legend(svg, size.width());
    for (int a = 0; a < axes.size(); a++) {
      double x = LEFT + a * step;
      boolean last = a == axes.size() - 1;
      svg.line("axis", x, TOP, x, TOP + span);
      int letters = (int) (Math.min(step, 150) / 7);
      svg.text(
          last ? "name model-text" : "name",
          x,
          TOP - 14,
          MIDDLE,
          Markup.shortened(axes.get(a).title(), Math.max(8, letters)));
      for (Tick tick : axes.get(a).ticks()) {
        double y = TOP + span * (1 - tick.at());
        svg.line("mark", x - 4, y, x, y);
        svg.text("tick halo", last ? x + 8 : x - 8, y + 4, last ? START : END, tick.text());
      }
    }
    return svg;
  }

  private static Svg lying(Size size, SearchData data) {
    List<Coordinates.Upright> axes = Coordinates.of(data);
    var svg = new Svg(size.height(ROW * axes.size() + TOP - 20));
    double left = 12;
    double span = size.width() - 2 * left;
    int count = data.trials().size();
    double[][] xs = new double[count][axes.size()];
    double[][] ys = new double[count][axes.size()];
    for (int a = 0; a < axes.size(); a++) {
      for (int i = 0; i < count; i++) {
        double place = axes.get(a).places()[i];
        xs[i][a] = left + span * (Double.isNaN(place) ? 0 : place);
        ys[i][a] = Double.isNaN(place) ? Double.NaN : TOP - 10 + a * ROW;
      }
    }
    lines(svg, data, xs, ys);
    legend(svg, size.width());
    for (int a = 0; a < axes.size(); a++) {
      double y = TOP - 10 + a * ROW;
      boolean last = a == axes.size() - 1;
      svg.line("axis", left, y, left + span, y);
      svg.text(last ? "name halo model-text" : "name halo", 2, y - 8, START, axes.get(a).title());
      double free = 0; // where the last label ended
      for (Tick tick :
          axes.get(a).ticks().stream().sorted((s, t) -> Double.compare(s.at(), t.at())).toList()) {
        double x = left + span * tick.at();
        svg.line("mark", x, y, x, y + 4);
        double half = Svg.width(tick.text(), 12) / 2;
        double centre = Math.clamp(x, half, size.width() - half);
        if (centre - half >= free) {
          svg.text("tick halo", centre, y + 17, MIDDLE, tick.text());
          free = centre + half + 6;
        }
      }
    }
    return svg;
  }

  private static void legend(Svg svg, double right) {
    double at = right - 46 - SHADES * 22;
    svg.text("tick", at - 6, 16, END, "worse");
    for (int shade = 0; shade < SHADES; shade++) {
      svg.rectangle("f" + shade, at + shade * 22, 8, 20, 8, "");
    }
    svg.text("tick", at + SHADES * 22 + 4, 16, START, "better");
  }

  private static Svg rungs(Size size, SearchData data) {
    List<Integer> epochs =
        data.trials().stream()
            .flatMap(trial -> trial.rungs().stream())
            .map(SearchData.Point::epochs)
            .distinct()
            .sorted()
            .toList();
    Axis.Range range = near(data);
    var ticks = new ArrayList<Tick>();
    epochs.forEach(count -> ticks.add(new Tick(ticks.size(), Figures.count(count))));
    Axis x = new Axis("epochs", -0.1, epochs.size() - 0.9, false, ticks);
    Axis y = Axis.magnitudes("validation " + data.metric().label(), range, size.height() / 60);
    Plot plot = new Plot(size, x, y, List.<EndLabel>of());
    List<SearchData.Trial> measured = data.measured();
    for (int i = measured.size() - 1; i >= 0; i--) {
      List<SearchData.Point> rungs = measured.get(i).rungs();
      double[] at = rungs.stream().mapToDouble(point -> epochs.indexOf(point.epochs())).toArray();
      double[] values =
          rungs.stream()
              .mapToDouble(point -> Math.clamp(point.value(), range.lo(), range.hi()))
              .toArray();
      int shade = shade(data, i);
      if (i == 0) {
        plot.line("line under", at, values);
      }
      plot.line("line rank r" + shade + (i == 0 ? " first" : ""), at, values);
      String tip = tip(data, measured.get(i));
      List<String> tips = rungs.stream().map(point -> tip).toList();
      plot.dots("f" + shade, at, values, i == 0 ? 4.5 : 3, tips);
    }
    return plot.finished();
  }

  /** What the trials that went on came to, and as much again: those far worse lie at its edge. */
  private static Axis.Range near(SearchData data) {
    Axis.Range going = Axis.Range.NONE;
    Axis.Range all = Axis.Range.NONE;
    for (SearchData.Trial trial : data.trials()) {
      for (SearchData.Point point : trial.rungs()) {
        all = all.with(point.value());
        going = trial.rungs().size() > 1 ? going.with(point.value()) : going;
      }
    }
    double more = going.hi() - going.lo();
    boolean lower = data.metric().direction() == Direction.LOWER_IS_BETTER;
    return lower
        ? new Axis.Range(all.lo(), Math.min(all.hi(), going.hi() + more))
        : new Axis.Range(Math.max(all.lo(), going.lo() - more), all.hi());
  }
}
