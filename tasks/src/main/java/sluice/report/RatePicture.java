package sluice.report;

import java.util.ArrayList;
import java.util.List;
import sluice.report.Picture.Layout;
import sluice.report.Plot.EndLabel;
import sluice.report.Svg.Size;
import sluice.train.RateFinder;

/** The picture of a rate finder: loss against rate. */
public final class RatePicture {
  private static final double TALLEST = 3; // times the first loss: more would flatten the rest

  private RatePicture() {}

  /** The picture as a file of its own. */
  public static String svg(RateFinder.Found found) {
    String caption =
        Double.isNaN(found.suggested())
            ? "The loss never fell: no rate is suggested."
            : "The loss of each step and a mean over its neighbours, while the rate rises; a tenth of the rate"
                + " at which the mean is least is suggested: "
                + Figures.of(found.suggested())
                + ".";
    return new Picture(
            "rates",
            "Loss against rate",
            caption,
            Layout.FULL,
            "rates.csv",
            size -> at(size, found))
        .file(Report.CHART_STYLES);
  }

  private static Svg at(Size size, RateFinder.Found found) {
    List<RateFinder.Point> points = found.points();
    double[] rates = points.stream().mapToDouble(RateFinder.Point::rate).toArray();
    double[] smoothed = points.stream().mapToDouble(RateFinder.Point::smoothed).toArray();
    double tallest = points.isEmpty() ? 1 : TALLEST * points.getFirst().smoothed();
    double[] losses = new double[rates.length];
    List<String> tips = new ArrayList<>();
    for (int i = 0; i < rates.length; i++) {
      double loss = points.get(i).loss();
      losses[i] = loss <= tallest ? loss : Double.NaN;
      smoothed[i] = smoothed[i] <= tallest ? smoothed[i] : Double.NaN;
      tips.add("rate " + Figures.of(rates[i]) + ": " + Figures.of(loss));
    }
    Axis x = Axis.magnitudes("rate", Axis.Range.NONE.with(rates), Plot.ticksAcross(size, 90));
    Axis y =
        Axis.numbers(
            "loss", Axis.Range.NONE.with(losses).with(smoothed), false, size.height() / 60);
    Plot plot = new Plot(size, x, y, List.<EndLabel>of());
    plot.dots("base-fill", rates, losses, 1.8, tips);
    plot.line("line model", rates, smoothed);
    if (!Double.isNaN(found.suggested()) && found.suggested() >= rates[0]) {
      plot.flag("best", found.suggested(), "suggested: " + Figures.of(found.suggested()));
    }
    return plot.finished();
  }
}
