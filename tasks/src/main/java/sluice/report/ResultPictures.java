package sluice.report;

import static sluice.report.Svg.Anchor.END;
import static sluice.report.Svg.Anchor.START;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sluice.metric.Direction;
import sluice.metric.Metric;
import sluice.metric.Score;
import sluice.report.Detail.HorizonLine;
import sluice.report.Picture.Layout;
import sluice.report.Plot.EndLabel;
import sluice.report.Svg.Size;

/** Pictures of how good the network is beside the baselines. */
final class ResultPictures {
  private static final int BAR = 34; // height of a row of bars
  private static final int STYLES = 4; // of baselines, in turn
  private static final double FAR_OFF = 2.5; // times the error of the best baseline

  private ResultPictures() {}

  /** Bars of the primary metric on the part that the verdict goes by; none without a comparison. */
  static List<Picture> bars(ReportData data) {
    if (data.results().list().isEmpty()) {
      return List.of();
    }
    Metric metric = data.results().primary();
    String part = Verdict.part(data.results());
    List<ReportData.Result> rows = new ArrayList<>(data.results().of(part));
    rows.sort((a, b) -> better(a, b, metric) ? -1 : better(b, a, metric) ? 1 : 0);
    if (rows.size() < 2) {
      return List.of();
    }
    String title = Captions.sentence(metric.label()) + " on the " + part + " part";
    return List.of(
        new Picture(
            "baselines",
            title,
            Captions.bars(rows, metric),
            Layout.FULL,
            "metrics.csv",
            size -> bars(size, rows, metric)));
  }

  private static boolean better(ReportData.Result a, ReportData.Result b, Metric metric) {
    Optional<Score> first = a.score(metric);
    Optional<Score> second = b.score(metric);
    boolean measured = first.isPresent() && first.get().value().isPresent();
    boolean other = second.isPresent() && second.get().value().isPresent();
    return measured && (!other || first.get().betterThan(second.get()));
  }

  private static Svg bars(Size size, List<ReportData.Result> rows, Metric metric) {
    var svg = new Svg(size.height(rows.size() * BAR + 8));
    double names = nameRoom(rows, size.width() * 0.42);
    double room = size.width() - names - 84;
    double lo = 0;
    double hi = 0;
    for (ReportData.Result row : rows) {
      double figure = figure(row, metric);
      lo = Double.isNaN(figure) ? lo : Math.min(lo, figure);
      hi = Double.isNaN(figure) ? hi : Math.max(hi, figure);
    }
    double unit = hi > lo ? room / (hi - lo) : 0;
    double zero = names - lo * unit;
    for (int i = 0; i < rows.size(); i++) {
      ReportData.Result row = rows.get(i);
      double figure = figure(row, metric);
      double y = i * BAR + 8;
      String style = row.baseline() ? "base" : "model";
      int letters = (int) (names / 7.4);
      svg.text(
          "name " + style + "-text",
          names - 10,
          y + 17,
          END,
          Markup.shortened(row.name(), letters));
      if (Double.isNaN(figure)) {
        svg.text("tick", zero + 4, y + 17, START, "undefined");
        continue;
      }
      double from = Math.min(zero, zero + figure * unit);
      svg.rectangle(
          "bar " + style + "-fill", from, y, Math.abs(figure) * unit, BAR - 10, row.name());
      svg.text(
          "value " + style + "-text",
          Math.max(zero, zero + figure * unit) + 8,
          y + 17,
          START,
          Figures.of(metric, figure));
    }
    svg.line("axis", zero, 2, zero, rows.size() * BAR + 4);
    return svg;
  }

  private static double nameRoom(List<ReportData.Result> rows, double most) {
    double widest = 0;
    for (ReportData.Result row : rows) {
      widest = Math.max(widest, 8 * row.name().codePointCount(0, row.name().length()));
    }
    return Math.min(most, Math.max(60, widest + 12));
  }

  private static double figure(ReportData.Result row, Metric metric) {
    return row.score(metric).map(ResultPictures::figure).orElse(Double.NaN);
  }

  private static double figure(Score score) {
    return score.value().orElse(Double.NaN);
  }

  /** The error at each step of the horizon; none of a horizon of one step. */
  static List<Picture> horizon(Detail.Forecasts forecasts) {
    Detail.Horizon horizon = forecasts.horizon();
    int steps = horizon.lines().stream().mapToInt(line -> line.scores().size()).max().orElse(0);
    if (steps < 2) {
      return List.of();
    }
    return List.of(
        new Picture(
            "horizon",
            horizon.metric().label() + " at each step of the horizon, " + horizon.part() + " part",
            Captions.horizon(horizon),
            Layout.FULL,
            "horizon.csv",
            size -> horizon(size, forecasts, steps)));
  }

  /**
   * The lines worth drawing: where less is better, baselines several times worse than the best
   * would press all others to the bottom.
   */
  static List<HorizonLine> drawn(Detail.Horizon horizon) {
    boolean anySize = horizon.metric().direction() == Direction.HIGHER_IS_BETTER;
    double best =
        horizon.lines().stream()
            .filter(HorizonLine::baseline)
            .mapToDouble(ResultPictures::mean)
            .filter(Double::isFinite)
            .min()
            .orElse(0);
    return horizon.lines().stream()
        .filter(line -> anySize || !line.baseline() || !(mean(line) > FAR_OFF * best))
        .toList();
  }

  /** NaN where no step has a figure. */
  private static double mean(HorizonLine line) {
    return Arrays.stream(values(line)).filter(Double::isFinite).average().orElse(Double.NaN);
  }

  private static Svg horizon(Size size, Detail.Forecasts forecasts, int steps) {
    Detail.Horizon horizon = forecasts.horizon();
    List<HorizonLine> drawn = drawn(horizon);
    var range = Axis.Range.NONE;
    var labels = new ArrayList<EndLabel>();
    int baseline = 0;
    for (HorizonLine line : drawn) {
      double[] values = values(line);
      range = range.with(values);
      String style = line.baseline() ? "base-text" : "model-text";
      labels.add(new EndLabel(style, lastOf(values), line.name()));
    }
    String unit = horizon.metric().unit() == Metric.Unit.TARGET ? forecasts.unit() : "";
    Axis y =
        Axis.numbers(
            Captions.withUnit(horizon.metric().label(), unit), range, true, size.height() / 60);
    Axis x = Axis.counted(Captions.ahead(horizon.step()), 1, steps, false, size.width() / 40);
    var plot = new Plot(size, x, y, labels);
    for (HorizonLine line : drawn) {
      if (line.baseline()) {
        plot.line("line base dash" + baseline++ % STYLES, 1, values(line));
      }
    }
    for (HorizonLine line : drawn) {
      if (!line.baseline()) {
        double[] values = values(line);
        plot.line("line model", 1, values);
        double[] at = new double[values.length];
        var tips = new ArrayList<String>();
        for (int i = 0; i < at.length; i++) {
          at[i] = i + 1;
          tips.add(horizon.step() + " " + (i + 1) + ": " + Figures.of(values[i]));
        }
        plot.dots("model-fill", at, values, 3, tips);
      }
    }
    return plot.finished();
  }

  static double[] values(HorizonLine line) {
    return line.scores().stream().mapToDouble(ResultPictures::figure).toArray();
  }

  private static double lastOf(double[] values) {
    for (int i = values.length - 1; i >= 0; i--) {
      if (!Double.isNaN(values[i])) {
        return values[i];
      }
    }
    return Double.NaN;
  }
}
