package sluice.report;

import java.util.ArrayList;
import java.util.List;
import sluice.report.Picture.Layout;
import sluice.report.Plot.EndLabel;
import sluice.report.Svg.Size;
import sluice.train.RateFinder;

/** The picture of a rate finder, loss against rate, as a file and in a page of its own. */
public final class RatePicture {
  private static final double TALLEST = 3; // times the first loss: more would flatten the rest

  private RatePicture() {}

  /** Name of the page. */
  public static final String PAGE = SearchPage.PAGE;

  private static final String HOW =
      "From fresh weights one step is made at each rate, from small to large (Smith 2017). Too"
          + " small a rate leaves the loss where it is, too large a one throws it up; where it"
          + " falls steepest, learning is fast, and a tenth of the rate at its lowest is a rate"
          + " that also holds over a long training. A curve that only rises says that every rate"
          + " tried is too large, a flat one that all are too small, or that the columns tell"
          + " nothing.";

  /** The picture as a file of its own. */
  public static String svg(RateFinder.Found found) {
    return picture(found).file(Report.CHART_STYLES);
  }

  /**
   * A page that needs nothing from outside; its picture and the numbers behind it lie beside it,
   * {@code rates.svg} and {@code rates.csv}.
   *
   * @param name of the experiment
   * @param key of the experiment that the suggestion is for
   */
  public static String page(String name, String key, RateFinder.Found found) {
    String title = "Rates of " + name;
    boolean suggested = !Double.isNaN(found.suggested());
    Html html = new Html().opening(title, Report.CHART_STYLES + Report.PAGE_STYLES);
    html.raw("<header>\n<p class=\"verdict undecided\"><span>");
    html.raw(
        Markup.escape(
            suggested
                ? "Suggested: " + key + " = " + Figures.of(found.suggested()) + "."
                : "No rate is suggested: the loss never fell."));
    html.raw("</span></p>\n").element("h1", "", title);
    html.element("p", "class=\"subtitle\"", tried(found)).raw("</header>\n");
    html.section("rates", "Loss against rate").picture(picture(found), "");
    html.element("p", "class=\"note\"", HOW).closeSection();
    return html.ending();
  }

  private static String tried(RateFinder.Found found) {
    List<RateFinder.Point> points = found.points();
    return points.isEmpty()
        ? "No step was made."
        : Figures.count(points.size())
            + " steps, one a rate, from "
            + Figures.of(points.getFirst().rate())
            + " to "
            + Figures.of(points.getLast().rate());
  }

  private static Picture picture(RateFinder.Found found) {
    String caption =
        Double.isNaN(found.suggested())
            ? "The loss never fell: no rate is suggested."
            : "The loss of each step and a mean over its neighbours, while the rate rises; a tenth"
                + " of the rate at which the mean is least is suggested: "
                + Figures.of(found.suggested())
                + ".";
    return new Picture(
        "rates", "Loss against rate", caption, Layout.FULL, "rates.csv", size -> at(size, found));
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
