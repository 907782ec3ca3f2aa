package sluice.report;

import java.util.ArrayList;
import java.util.List;
import sluice.report.Detail.Residuals;
import sluice.report.Picture.Layout;
import sluice.report.Svg.Size;

/** Pictures of what the network left unexplained. */
final class ResidualPictures {
  private static final int NARROW_HEIGHT = 250;

  private ResidualPictures() {}

  /** As a histogram and, where there is time, against it and themselves; none without values. */
  static List<Picture> of(Detail detail, Residuals residuals) {
    double[] values = residuals.values();
    if (Axis.Range.NONE.with(values).lo() > Axis.Range.NONE.with(values).hi()) {
      return List.of();
    }
    String where = what(residuals) + residuals.part() + " part";
    String axis = Captions.withUnit("truth − answer", detail.unit());
    Histogram histogram = Histogram.of(values);
    Autocorrelation related = Autocorrelation.of(values);
    var pictures = new ArrayList<Picture>();
    if (residuals.inTime()) {
      pictures.add(
          new Picture(
              "residuals",
              "Residuals against time, " + where,
              Captions.residuals(residuals, detail.unit()),
              Layout.FULL,
              "residuals.csv",
              size -> againstTime(size, residuals, axis)));
    }
    pictures.add(
        new Picture(
            "residuals-histogram",
            "How large the residuals are",
            Captions.histogram(histogram, detail.unit()),
            Layout.HALF,
            "residuals-histogram.csv",
            size -> histogram(size, histogram, axis)));
    if (residuals.inTime() && related.r().length > 0) {
      pictures.add(
          new Picture(
              "residuals-autocorrelation",
              "What one residual says of the next",
              Captions.autocorrelation(related),
              Layout.HALF,
              "residuals-autocorrelation.csv",
              size -> autocorrelation(size, related)));
    }
    return pictures;
  }

  static String what(Residuals residuals) {
    return residuals.what().isEmpty() ? "" : residuals.what() + ", ";
  }

  private static Svg againstTime(Size size, Residuals residuals, String title) {
    double[] values = residuals.values();
    Axis y = Axis.numbers(title, Axis.Range.NONE.with(values), true, size.height() / 60);
    Axis x = Axis.times(residuals.truth().times(), Plot.ticksAcross(size, 75));
    double[] at = new double[values.length];
    for (int i = 0; i < at.length; i++) {
      at[i] = i;
    }
    return new Plot(size, x, y, List.of()).dots("dot", at, values, 2, List.of()).finished();
  }

  private static Svg histogram(Size size, Histogram histogram, String title) {
    int last = histogram.counts().length;
    Axis x = Axis.exact(title, histogram.lo(), histogram.from(last), Plot.ticksAcross(size, 65));
    Axis y = Axis.numbers("values", Axis.Range.of(histogram.highest()), true, 4);
    var plot = new Plot(size.height(NARROW_HEIGHT), x, y, List.of());
    for (int i = 0; i < last; i++) {
      String tip =
          Figures.plain(histogram.from(i))
              + " to "
              + Figures.plain(histogram.from(i + 1))
              + ": "
              + Figures.count(histogram.counts()[i]);
      plot.column(
          "bar model-fill", histogram.from(i), histogram.from(i + 1), histogram.counts()[i], tip);
    }
    if (histogram.lo() < 0 && histogram.from(last) > 0) {
      plot.flag("zero", 0, "");
    }
    return plot.finished();
  }

  private static Svg autocorrelation(Size size, Autocorrelation related) {
    Axis.Range range =
        Axis.Range.NONE.with(related.r()).with(related.bound()).with(-related.bound());
    Axis y = Axis.numbers("correlation", range, true, 5);
    Axis x = Axis.counted("steps apart", 1, related.r().length, true, Plot.ticksAcross(size, 40));
    var plot = new Plot(size.height(NARROW_HEIGHT), x, y, List.of());
    plot.belt("belt", -related.bound(), related.bound());
    for (int lag = 1; lag <= related.r().length; lag++) {
      double r = related.r()[lag - 1];
      String style = Math.abs(r) > related.bound() ? "bar model-fill" : "bar base-fill";
      plot.column(style, lag - 0.35, lag + 0.35, r, lag + " apart: " + Figures.fixed(r, 2));
    }
    return plot.finished();
  }

  /** Truth against answer, for a task without order in time. */
  static List<Picture> scatter(Detail.Regression detail) {
    Residuals residuals = detail.residuals();
    if (residuals.answers().isEmpty()) {
      return List.of();
    }
    return List.of(
        new Picture(
            "answers",
            "Answers against truths, " + residuals.part() + " part",
            "Each dot is one example; on the line the answer is right.",
            Layout.HALF,
            "residuals.csv",
            size -> scatter(size, detail)));
  }

  private static Svg scatter(Size size, Detail.Regression detail) {
    double[] truths = ForecastPictures.doubles(detail.residuals().truth().values());
    double[] answers = ForecastPictures.doubles(detail.residuals().answers());
    Axis.Range range = Axis.Range.NONE.with(truths).with(answers);
    Axis y = Axis.numbers(Captions.withUnit("answer", detail.unit()), range, false, 8);
    Axis x = new Axis(Captions.withUnit("truth", detail.unit()), y.lo(), y.hi(), false, y.ticks());
    double[] drawn = truths.clone();
    for (int i = 0; i < drawn.length; i++) {
      if (!Double.isFinite(truths[i])) {
        answers[i] = Double.NaN;
      }
    }
    return new Plot(size.height(360), x, y, List.of())
        .diagonal("zero", y.lo(), y.hi())
        .dots("dot", drawn, answers, 2.2, List.of())
        .finished();
  }
}
