package sluice.report;

import java.util.ArrayList;
import java.util.List;
import sluice.report.Plot.EndLabel;
import sluice.report.Svg.Anchor;
import sluice.report.Svg.Size;

/** Ways of optimisers over the contours of a surface, and their heights by step. */
final class SurfacePictures {
  private static final int GRID = 81;
  private static final double MARGIN = 0.12;
  private static final double LEAST = 1e-9; // heights below it are drawn there
  private static final int STYLES = 8;
  private static final int DASHES = 3; // for what comes after the styles

  private SurfacePictures() {}

  /** The ways; they keep to what lies around the start and the bottoms. */
  static Svg ways(Size size, SurfaceStudy study) {
    boolean wide = size.width() > 500;
    Axis.Range across = room(study, 0);
    Axis.Range up = room(study, 1);
    List<EndLabel> names = new ArrayList<>();
    study.ways().forEach(way -> names.add(new EndLabel("", Double.NaN, "————" + way.name())));
    Plot plot =
        new Plot(
            size.height(wide ? 470 : 330),
            Axis.exact("x", across.lo(), across.hi(), wide ? 9 : 5),
            Axis.exact("y", up.lo(), up.hi(), 6),
            names);
    double[] xs = grid(across);
    double[] ys = grid(up);
    double[][] heights = new double[GRID][GRID];
    for (int i = 0; i < GRID; i++) {
      for (int j = 0; j < GRID; j++) {
        heights[i][j] = study.surface().height(xs[j], ys[i]);
      }
    }
    LandscapePictures.contours(plot, xs, ys, heights, "ground");
    for (double[] bottom : study.surface().bottoms()) {
      LandscapePictures.cross(plot, bottom[0], bottom[1]);
    }
    for (int k = 0; k < study.ways().size(); k++) {
      way(plot, study.ways().get(k), k, across, up);
    }
    plot.svg.circle("stop", plot.px(study.from()[0]), plot.py(study.from()[1]), 4, "the start");
    legend(plot, study, across.hi());
    return plot.finished();
  }

  private static double[] grid(Axis.Range range) {
    double[] places = new double[GRID];
    for (int i = 0; i < GRID; i++) {
      places[i] = range.lo() + (range.hi() - range.lo()) * i / (GRID - 1);
    }
    return places;
  }

  /** Around start and bottoms, and of the ways what is not further than that again. */
  private static Axis.Range room(SurfaceStudy study, int axis) {
    Axis.Range fixed = Axis.Range.of(study.from()[axis]);
    for (double[] bottom : study.surface().bottoms()) {
      fixed = fixed.with(bottom[axis]);
    }
    double span = Math.max(fixed.hi() - fixed.lo(), 1);
    Axis.Range range = fixed;
    for (SurfaceStudy.Way way : study.ways()) {
      for (double[] place : way.places()) {
        boolean near =
            place[axis] > fixed.lo() - 0.6 * span && place[axis] < fixed.hi() + 0.6 * span;
        range = near ? range.with(place[axis]) : range;
      }
    }
    double margin = MARGIN * Math.max(range.hi() - range.lo(), 1);
    return new Axis.Range(range.lo() - margin, range.hi() + margin);
  }

  private static void way(
      Plot plot, SurfaceStudy.Way way, int number, Axis.Range across, Axis.Range up) {
    int count = way.places().length;
    double[] xs = new double[count];
    double[] ys = new double[count];
    for (int i = 0; i < count; i++) {
      double[] place = way.places()[i];
      xs[i] = place[0];
      ys[i] = across.holds(place[0]) && up.holds(place[1]) ? place[1] : Double.NaN;
    }
    plot.line("line " + style(number), xs, ys);
    if (Double.isFinite(ys[count - 1])) {
      plot.svg.circle(
          "c" + number % STYLES + "-end end",
          plot.px(xs[count - 1]),
          plot.py(ys[count - 1]),
          3.6,
          way.name());
    }
  }

  private static String style(int number) {
    return "c" + number % STYLES + (number < STYLES ? "" : " dash" + (number - STYLES) % DASHES);
  }

  private static void legend(Plot plot, SurfaceStudy study, double right) {
    double x = plot.px(right) + 12;
    for (int k = 0; k < study.ways().size(); k++) {
      double y = plot.top + 8 + 19.0 * k;
      plot.svg.line("line " + style(k), x, y, x + 16, y);
      plot.svg.text("name", x + 22, y + 4, Anchor.START, study.ways().get(k).name());
    }
  }

  /** Height above the deepest bottom. */
  static Svg heights(Size size, SurfaceStudy study) {
    boolean wide = size.width() > 500;
    List<double[]> all = new ArrayList<>();
    List<EndLabel> labels = new ArrayList<>();
    Axis.Range range = Axis.Range.NONE;
    double start = study.height(study.from()) - study.depth();
    for (int k = 0; k < study.ways().size(); k++) {
      SurfaceStudy.Way way = study.ways().get(k);
      double[] above = new double[way.places().length];
      double last = Double.NaN;
      for (int i = 0; i < above.length; i++) {
        double height = study.height(way.places()[i]) - study.depth();
        above[i] = height < 1e3 * start ? Math.max(LEAST, height) : Double.NaN;
        last = Double.isFinite(above[i]) ? above[i] : last;
      }
      all.add(above);
      range = range.with(above);
      labels.add(new EndLabel("c" + k % STYLES, last, way.name()));
    }
    labels.add(new EndLabel("", Double.NaN, "momentum00")); // its letters are wide
    Plot plot =
        new Plot(
            size.height(wide ? 340 : 300),
            Axis.counted("step", 0, study.steps(), false, wide ? 10 : 5),
            Axis.magnitudes("height", range, 6),
            labels);
    for (int k = 0; k < all.size(); k++) {
      plot.line("line " + style(k), 0, all.get(k));
    }
    return plot.finished();
  }
}
