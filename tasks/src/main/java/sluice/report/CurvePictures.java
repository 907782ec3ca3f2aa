package sluice.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import sluice.metric.Calibration;
import sluice.metric.CoverageCurve;
import sluice.metric.RankingCurve;
import sluice.report.Detail.ClassCurves;
import sluice.report.Picture.Layout;
import sluice.report.Svg.Size;

/** Pictures of what the probabilities of classes are worth. */
final class CurvePictures {
  /** Points of a curve in a file or a picture. */
  static final int POINTS = 500;

  private static final int HEIGHT = 320;
  private static final int MOST_LINES = 6; // more cannot be told apart

  private CurvePictures() {}

  /** ROC, precision against recall, calibration, coverage; none without probabilities. */
  static List<Picture> of(ClassCurves curves, String part) {
    if (curves.rankings().isEmpty()) {
      return List.of();
    }
    List<Picture> pictures = new ArrayList<>();
    pictures.add(
        new Picture(
            "roc",
            "Found against false alarms, " + part + " part",
            "Each class against the rest, over all thresholds (ROC). On the diagonal the ranking is"
                + " chance. "
                + areas(curves, RankingCurve::rocArea)
                + dropped(curves),
            Layout.HALF,
            "roc.csv",
            size -> roc(size, curves)));
    pictures.add(
        new Picture(
            "precision-recall",
            "Precision against recall, " + part + " part",
            "How many of the answers are right, at each share that is found. "
                + areas(curves, RankingCurve::prArea)
                + dropped(curves),
            Layout.HALF,
            "precision-recall.csv",
            size -> precision(size, curves)));
    pictures.add(
        new Picture(
            "calibration",
            "What a probability means, " + part + " part",
            "Of the answers given with so much probability, so many are right; on the diagonal a"
                + " probability means what it says. Expected calibration error "
                + Figures.of(curves.calibration().error())
                + ".",
            Layout.HALF,
            "calibration.csv",
            size -> calibration(size, curves.calibration())));
    if (curves.coverage().size() > 0) {
      pictures.add(
          new Picture(
              "coverage",
              "Answering only what is sure, " + part + " part",
              coverageCaption(curves.coverage()),
              Layout.HALF,
              "coverage.csv",
              size -> coverage(size, curves.coverage())));
    }
    return pictures;
  }

  /** The classes drawn: the most frequent ones, in the order of their ids. */
  private static int[] drawn(ClassCurves curves) {
    return IntStream.range(0, curves.rankings().size())
        .boxed()
        .sorted(Comparator.comparingLong(i -> -curves.rankings().get(i).positives()))
        .limit(MOST_LINES)
        .sorted()
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static String dropped(ClassCurves curves) {
    int all = curves.rankings().size();
    return all > MOST_LINES
        ? " The " + MOST_LINES + " most frequent of " + all + " classes are drawn."
        : "";
  }

  private static String areas(
      ClassCurves curves, java.util.function.Function<RankingCurve, OptionalDouble> area) {
    List<String> texts = new ArrayList<>();
    for (int i : drawn(curves)) {
      OptionalDouble one = area.apply(curves.rankings().get(i));
      texts.add(
          curves.labels().get(i)
              + " "
              + (one.isPresent() ? Figures.fixed(one.getAsDouble(), 3) : "–"));
    }
    return "Areas: " + String.join(", ", texts) + ".";
  }

  private static Svg roc(Size size, ClassCurves curves) {
    Plot plot = unit(size, "false alarms", "found", labels(curves, size, c -> 1));
    plot.diagonal("zero", 0, 1);
    int line = 0;
    for (int i : drawn(curves)) {
      RankingCurve curve = curves.rankings().get(i);
      if (curve.positives() > 0 && curve.negatives() > 0) {
        draw(plot, line, curve, curve::falseAlarms, curve::recall, true);
      }
      line++;
    }
    return plot.finished();
  }

  private static Svg precision(Size size, ClassCurves curves) {
    Plot plot =
        unit(
            size,
            "found (recall)",
            "right (precision)",
            labels(curves, size, c -> c.precision(c.size() - 1)));
    int line = 0;
    for (int i : drawn(curves)) {
      RankingCurve curve = curves.rankings().get(i);
      if (curve.positives() > 0) {
        draw(plot, line, curve, curve::recall, curve::precision, false);
      }
      line++;
    }
    return plot.finished();
  }

  private static void draw(
      Plot plot,
      int line,
      RankingCurve curve,
      java.util.function.IntToDoubleFunction x,
      java.util.function.IntToDoubleFunction y,
      boolean fromOrigin) {
    int[] points = curve.points(POINTS);
    int first = fromOrigin ? 1 : 0;
    double[] xs = new double[points.length + first];
    double[] ys = new double[points.length + first];
    for (int i = 0; i < points.length; i++) {
      xs[i + first] = x.applyAsDouble(points[i]);
      ys[i + first] = y.applyAsDouble(points[i]);
    }
    plot.line(style(line), xs, ys);
  }

  private static String style(int line) {
    return line == 0 ? "line model" : "line base dash" + (line - 1) % 4;
  }

  private static List<Plot.EndLabel> labels(
      ClassCurves curves, Size size, ToDoubleFunction<RankingCurve> end) {
    List<Plot.EndLabel> labels = new ArrayList<>();
    int line = 0;
    for (int i : drawn(curves)) {
      RankingCurve curve = curves.rankings().get(i);
      String text = Markup.shortened(curves.labels().get(i), size.width() / 30);
      double at = curve.size() == 0 ? Double.NaN : end.applyAsDouble(curve);
      labels.add(new Plot.EndLabel(line == 0 ? "name model-text" : "name base-text", at, text));
      line++;
    }
    return labels;
  }

  private static Plot unit(Size size, String x, String y, List<Plot.EndLabel> labels) {
    Axis across = Axis.exact(x, 0, 1, 5);
    Axis up = Axis.exact(y, 0, 1, 5);
    return new Plot(size.height(HEIGHT), across, up, labels);
  }

  private static Svg calibration(Size size, Calibration calibration) {
    Plot plot = unit(size, "probability given", "share right", List.of());
    for (Calibration.Bin bin : calibration.bins()) {
      if (bin.count() > 0) {
        String tip =
            "said "
                + Figures.percent(bin.mean())
                + ", right "
                + Figures.percent(bin.share())
                + " of "
                + Figures.count(bin.count());
        plot.column("bar model-fill", bin.from(), bin.to(), bin.share(), tip);
      }
    }
    return plot.diagonal("zero", 0, 1).finished();
  }

  private static String coverageCaption(CoverageCurve curve) {
    int last = curve.size() - 1;
    return "The surest answers first: of the share answered, so many are right. All are answered at "
        + Figures.percent(curve.accuracy(last))
        + ", the surest half at "
        + Figures.percent(curve.accuracy(half(curve)))
        + ".";
  }

  private static int half(CoverageCurve curve) {
    int point = 0;
    while (point < curve.size() - 1 && curve.coverage(point) < 0.5) {
      point++;
    }
    return point;
  }

  private static Svg coverage(Size size, CoverageCurve curve) {
    int[] points = curve.points(POINTS);
    double[] xs = new double[points.length];
    double[] ys = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      xs[i] = curve.coverage(points[i]);
      ys[i] = curve.accuracy(points[i]);
    }
    Axis across = Axis.exact("share answered", 0, 1, 5);
    Axis up = Axis.numbers("accuracy", Axis.Range.NONE.with(ys), false, 5);
    return new Plot(size.height(HEIGHT), across, up, List.of())
        .line("line model", xs, ys)
        .finished();
  }
}
