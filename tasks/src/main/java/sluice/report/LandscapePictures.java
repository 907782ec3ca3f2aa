package sluice.report;

import java.util.ArrayList;
import java.util.List;
import sluice.report.Plot.EndLabel;
import sluice.report.Svg.Anchor;
import sluice.report.Svg.Size;

/** Heights over a plane as contours, with a scale beside them, and cuts through them. */
final class LandscapePictures {
  private static final int LEVELS = 14;
  private static final double OPACITY = 0.085; // of each level, which lie on one another
  private static final int SQUARE = 358; // height at which the plane of half a page is square
  private static final double BAR = 12;

  private LandscapePictures() {}

  /** The loss over the plane, the stronger the higher. */
  static Svg plane(Size size, LandscapeStudy study) {
    double reach = study.places()[study.places().length - 1];
    double[] levels = Contours.levels(study.losses(), LEVELS);
    Plot plot =
        new Plot(
            size.height(SQUARE),
            Axis.exact("first direction", -reach, reach, 5),
            Axis.exact("second direction", -reach, reach, 5),
            room(levels));
    contours(plot, study.places(), study.places(), study.losses(), "height");
    scale(plot, levels, reach, "height");
    for (int i = 0; i < study.places().length; i++) {
      for (int j = 0; j < study.places().length; j++) {
        if (!Double.isFinite(study.losses()[i][j])) {
          cross(plot, study.places()[j], study.places()[i]);
        }
      }
    }
    marks(plot, study, reach);
    return plot.finished();
  }

  private static void marks(Plot plot, LandscapeStudy study, double reach) {
    List<LandscapeStudy.Mark> marks =
        study.marks().stream()
            .filter(mark -> Math.abs(mark.x()) <= reach && Math.abs(mark.y()) <= reach)
            .toList();
    if (marks.size() > 1) {
      double[] xs = new double[marks.size() + 1];
      double[] ys = new double[marks.size() + 1]; // the last place is the trained weights
      for (int i = 0; i < marks.size(); i++) {
        xs[i] = marks.get(i).x();
        ys[i] = marks.get(i).y();
      }
      plot.line("line path", xs, ys);
    }
    Svg svg = plot.svg;
    for (LandscapeStudy.Mark mark : marks) {
      svg.circle(
          "stop",
          plot.px(mark.x()),
          plot.py(mark.y()),
          3.4,
          mark.name() + ", loss " + Figures.of(mark.loss()));
    }
    if (!marks.isEmpty()) {
      label(plot, marks.getFirst().x(), marks.getFirst().y(), marks.getFirst().name(), reach);
    }
    svg.circle(
        "trained", plot.px(0), plot.py(0), 4.2, "trained, loss " + Figures.of(study.centre()));
    label(plot, 0, 0, "trained", reach);
  }

  private static void label(Plot plot, double x, double y, String name, double reach) {
    boolean right = x > reach / 2;
    plot.svg.text(
        "name halo",
        plot.px(x) + (right ? -8 : 8),
        plot.py(y) - 6,
        right ? Anchor.END : Anchor.START,
        name);
  }

  /** Room for a scale at the right. */
  static List<EndLabel> room(double[] levels) {
    List<EndLabel> room = new ArrayList<>();
    room.add(new EndLabel("", Double.NaN, "00"));
    for (double level : levels) {
      room.add(new EndLabel("", Double.NaN, "00" + Figures.plain(level)));
    }
    return room;
  }

  /** Layers that lie on one another: each is where the height is at least its level. */
  static void contours(Plot plot, double[] xs, double[] ys, double[][] heights, String style) {
    double[] across = new double[xs.length];
    double[] up = new double[ys.length];
    for (int j = 0; j < xs.length; j++) {
      across[j] = plot.px(xs[j]);
    }
    for (int i = 0; i < ys.length; i++) {
      up[i] = plot.py(ys[i]);
    }
    Contours contours = new Contours(heights, across, up);
    for (double level : Contours.levels(heights, LEVELS)) {
      plot.svg.area(style, contours.above(level), OPACITY);
      plot.svg.area(style + "-line", contours.lines(level), 0);
    }
  }

  /** The same layers as a bar with the levels beside it. */
  static void scale(Plot plot, double[] levels, double right, String style) {
    double x = plot.px(right) + 12;
    double bottom = plot.bottom;
    double top = plot.top;
    double step = (bottom - top) / (levels.length + 1);
    plot.svg.rectangle("frame", x, top, BAR, bottom - top, "");
    double before = Double.POSITIVE_INFINITY;
    for (int k = 0; k < levels.length; k++) {
      double at = bottom - (k + 1) * step;
      plot.svg.shade(style, new double[] {x, top, BAR, at - top}, OPACITY, "");
      if (before - at >= 14) {
        plot.svg.text("tick", x + BAR + 5, at + 4, Anchor.START, Figures.plain(levels[k]));
        before = at;
      }
    }
  }

  /** A mark at a place. */
  static void cross(Plot plot, double x, double y) {
    double at = plot.px(x);
    double up = plot.py(y);
    plot.svg.line("mark", at - 2.5, up - 2.5, at + 2.5, up + 2.5);
    plot.svg.line("mark", at - 2.5, up + 2.5, at + 2.5, up - 2.5);
  }

  /** The loss along both directions. */
  static Svg cuts(Size size, LandscapeStudy study) {
    double[] at = study.cutPlaces();
    double reach = at[at.length - 1];
    Axis.Range range = Axis.Range.of(study.cuts()[0]).with(study.cuts()[1]);
    Plot plot =
        new Plot(
            size.height(SQUARE),
            Axis.exact("place along the direction", -reach, reach, 5),
            Axis.magnitudes("loss, " + study.loss(), range, 6),
            List.of(
                new EndLabel("c1", last(study.cuts()[1]), "second"),
                new EndLabel("c0", last(study.cuts()[0]), "first")));
    plot.svg.line("best", plot.px(0), plot.top, plot.px(0), plot.bottom);
    plot.line("line c1", at, study.cuts()[1]);
    plot.line("line c0", at, study.cuts()[0]);
    plot.dots(
        "trained",
        new double[] {0},
        new double[] {study.centre()},
        4.2,
        List.of("trained, loss " + Figures.of(study.centre())));
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
