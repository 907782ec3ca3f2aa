package sluice.report;

import java.util.ArrayList;
import java.util.List;
import sluice.report.Detail.Example;
import sluice.report.Picture.Layout;
import sluice.report.Plot.EndLabel;
import sluice.report.Svg.Size;

/** Pictures of single forecasts beside what came. */
final class ForecastPictures {
  private static final int HISTORY = 3; // horizons of history shown, at least

  private ForecastPictures() {}

  /** One picture an example, the first across the page. */
  static List<Picture> of(Detail.Forecasts forecasts) {
    var pictures = new ArrayList<Picture>();
    for (Example example : forecasts.examples()) {
      int number = pictures.size() + 1;
      pictures.add(
          new Picture(
              "forecast-" + number,
              "Forecast " + example.name() + ", " + example.part() + " part",
              Captions.example(example, forecasts),
              number == 1 ? Layout.FULL : Layout.HALF,
              "forecasts.csv",
              size -> draw(size, example, forecasts)));
    }
    return pictures;
  }

  private static Svg draw(Size size, Example example, Detail.Forecasts forecasts) {
    int horizon = example.truth().times().size();
    int all = example.history().times().size();
    int shown = Math.min(all, Math.max(HISTORY * horizon, size.width() / 12));
    List<String> times = new ArrayList<>(example.history().times().subList(all - shown, all));
    times.addAll(example.truth().times());
    double[] past = doubles(example.history().values().subList(all - shown, all));
    double[] truth = doubles(example.truth().values());
    double[] forecast = doubles(example.forecast());
    double[] baseline = doubles(example.baselineForecast());

    Axis.Range range = Axis.Range.NONE.with(past).with(truth).with(forecast).with(baseline);
    double[] low = doubles(example.interval().low());
    double[] high = doubles(example.interval().high());
    range = range.with(low).with(high);
    Axis y =
        Axis.numbers(
            Captions.withUnit(forecasts.target(), forecasts.unit()),
            range,
            false,
            size.height() / 60);
    Axis x = Axis.times(times, Plot.ticksAcross(size, 75));
    var plot = new Plot(size, x, y, labels(example, truth, forecast, baseline));
    plot.band("ahead", shown - 0.5, x.hi());
    plot.between("quantiles", shown, low, high);
    plot.line("line base dash0", shown, baseline);
    plot.line("line truth", 0, joined(past, truth));
    plot.line("line model", shown, forecast);
    plot.dots("model-fill", at(shown, forecast.length), forecast, 2.6, tips(example));
    return plot.finished();
  }

  private static List<EndLabel> labels(
      Example example, double[] truth, double[] forecast, double[] baseline) {
    var labels = new ArrayList<EndLabel>();
    if (truth.length > 0) {
      int last = truth.length - 1;
      labels.add(new EndLabel("truth-text", truth[last], "truth"));
      labels.add(new EndLabel("model-text", forecast[last], "forecast"));
      if (baseline.length > 0) {
        labels.add(new EndLabel("base-text", baseline[last], example.baseline()));
      }
    }
    return labels;
  }

  private static List<String> tips(Example example) {
    var tips = new ArrayList<String>();
    for (int i = 0; i < example.forecast().size(); i++) {
      tips.add(
          example.truth().times().get(i)
              + ": forecast "
              + Figures.of(example.forecast().get(i))
              + ", truth "
              + Figures.of(example.truth().values().get(i)));
    }
    return tips;
  }

  private static double[] at(int first, int count) {
    double[] at = new double[count];
    for (int i = 0; i < count; i++) {
      at[i] = first + i;
    }
    return at;
  }

  private static double[] joined(double[] first, double[] second) {
    double[] both = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  static double[] doubles(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
