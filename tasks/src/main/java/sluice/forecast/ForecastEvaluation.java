package sluice.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sluice.data.Measured;
import sluice.data.Part;
import sluice.data.Parts;
import sluice.data.Predictions;
import sluice.data.Prepared;
import sluice.data.Windows;
import sluice.loss.Predictor;
import sluice.metric.ForecastScores;
import sluice.metric.MaseScale;
import sluice.metric.Metric;
import sluice.metric.QuantileScores;
import sluice.metric.Score;

/** A network's forecasts over windows, measured beside the baselines on the same windows. */
public final class ForecastEvaluation {
  private final Windows windows;
  private final int season;
  private final double[][][][] quantiles; // [quantile][window][target][horizon], in their own units
  private final double[][][] forecasts; // that of them which stands for the number
  private final List<Double> levels;
  private final double[][][]
      histories; // [series][target][steps], the last known value where one is missing
  private final MaseScale[][] scales; // [series][target]
  private final List<Line> lines = new ArrayList<>();

  /**
   * One row of the table.
   *
   * @param name of the network or the baseline
   * @param baseline whether it is a baseline
   * @param scores over all steps, and step by step
   */
  public record Line(String name, boolean baseline, ForecastScores scores) {}

  /**
   * Runs a network over windows and measures it.
   *
   * @param name of the network, for tables
   * @param scales what the errors of each series and target are divided by in MASE: {@link #scales}
   * @param season steps in a season, for the baselines
   */
  public ForecastEvaluation(
      String name, Predictor model, ForecastExamples examples, MaseScale[][] scales, int season) {
    this.windows = examples.windows();
    this.season = season;
    this.scales = scales;
    levels = examples.quantiles();
    quantiles = quantiles(model, examples);
    forecasts = quantiles[QuantileScores.middle(levels)];
    histories = histories(windows.prepared());
    lines.add(new Line(name, false, measure(forecasts)));
    for (Baseline baseline : Baseline.of(season)) {
      if (fits(baseline)) {
        lines.add(new Line(baseline.label(), true, measure(baselines(baseline))));
      }
    }
  }

  /** The network's forecasts, [window][target][horizon], in the targets' own units. */
  public static double[][][] forecasts(Predictor model, ForecastExamples examples) {
    return quantiles(model, examples)[QuantileScores.middle(examples.quantiles())];
  }

  /**
   * The network's quantiles, [quantile][window][target][horizon], in the targets' own units; where
   * it forecasts numbers, these alone. They are put in rising order, as a network may let them
   * cross (Chernozhukov et al. 2010: it only gets better).
   */
  public static double[][][][] quantiles(Predictor model, ForecastExamples examples) {
    Windows windows = examples.windows();
    int horizon = windows.shape().horizon();
    int targets = windows.count() == 0 ? 0 : windows.prepared().getFirst().targets();
    int each = Math.max(1, examples.quantiles().size());
    float[] scaled = new float[Math.multiplyExact(windows.count(), horizon * targets * each)];
    int outputs = examples.outputs();
    int steps = examples.targetSteps();
    Predictions.each(
        model,
        examples,
        (example, step, output, row) ->
            System.arraycopy(
                output.data(),
                output.at(row),
                scaled,
                (example * steps + step) * outputs,
                outputs));
    double[][][][] quantiles = new double[each][windows.count()][targets][];
    for (int window = 0; window < windows.count(); window++) {
      for (int target = 0; target < targets; target++) {
        for (int q = 0; q < each; q++) {
          double[] own = new double[horizon];
          for (int k = 0; k < horizon; k++) {
            own[k] = scaled[((window * horizon + k) * targets + target) * each + q];
          }
          quantiles[q][window][target] = windows.unscale(window, target, own);
        }
        sort(quantiles, window, target);
      }
    }
    return quantiles;
  }

  private static void sort(double[][][][] quantiles, int window, int target) {
    for (int k = 0; k < quantiles[0][window][target].length; k++) {
      double[] own = at(quantiles, window, target, k);
      Arrays.sort(own);
      for (int q = 0; q < own.length; q++) {
        quantiles[q][window][target][k] = own[q];
      }
    }
  }

  private static double[] at(double[][][][] quantiles, int window, int target, int k) {
    double[] own = new double[quantiles.length];
    for (int q = 0; q < own.length; q++) {
      own[q] = quantiles[q][window][target][k];
    }
    return own;
  }

  private List<Score> quantileScores() {
    QuantileScores scores = new QuantileScores(levels);
    for (int window = 0; window < windows.count(); window++) {
      for (int target = 0; target < quantiles[0][window].length; target++) {
        double[] truth = windows.truth(window, target);
        for (int k = 0; k < truth.length; k++) {
          scores.add(truth[k], at(quantiles, window, target, k));
        }
      }
    }
    return scores.scores();
  }

  /**
   * What the errors of each series and target are divided by: fitted on the training part alone.
   */
  public static MaseScale[][] scales(List<Prepared> prepared, List<Parts> parts, int season) {
    MaseScale[][] scales = new MaseScale[prepared.size()][];
    for (int series = 0; series < scales.length; series++) {
      Prepared one = prepared.get(series);
      scales[series] = new MaseScale[one.targets()];
      int training = parts.get(series).to(Part.TRAINING);
      for (int target = 0; target < one.targets(); target++) {
        scales[series][target] = MaseScale.of(Arrays.copyOf(one.values(target), training), season);
      }
    }
    return scales;
  }

  private static double[][][] histories(List<Prepared> prepared) {
    double[][][] histories = new double[prepared.size()][][];
    for (int series = 0; series < histories.length; series++) {
      histories[series] = new double[prepared.get(series).targets()][];
      for (int target = 0; target < histories[series].length; target++) {
        double[] values = prepared.get(series).values(target);
        for (int t = 1; t < values.length; t++) {
          values[t] = Double.isNaN(values[t]) ? values[t - 1] : values[t];
        }
        histories[series][target] = values;
      }
    }
    return histories;
  }

  /**
   * Whether every window has as much past as a baseline needs: all are measured on the same
   * windows.
   */
  private boolean fits(Baseline baseline) {
    for (int window = 0; window < windows.count(); window++) {
      if (windows.origin(window) < baseline.needs(season)) {
        return false;
      }
    }
    return true;
  }

  private double[][][] baselines(Baseline baseline) {
    double[][][] values = new double[windows.count()][][];
    for (int window = 0; window < values.length; window++) {
      values[window] = baseline(baseline, window);
    }
    return values;
  }

  private double[][] baseline(Baseline baseline, int window) {
    double[][] past = histories[windows.series(window)];
    double[][] values = new double[past.length][windows.shape().horizon()];
    for (int target = 0; target < past.length; target++) {
      for (int k = 0; k < values[target].length; k++) {
        values[target][k] = baseline.forecast(past[target], windows.origin(window), k, season);
      }
    }
    return values;
  }

  private ForecastScores measure(double[][][] values) {
    ForecastScores scores = new ForecastScores(windows.shape().horizon());
    for (int window = 0; window < values.length; window++) {
      for (int target = 0; target < values[window].length; target++) {
        scores.add(
            windows.truth(window, target),
            values[window][target],
            scales[windows.series(window)][target]);
      }
    }
    return scores;
  }

  /** The windows measured. */
  public Windows windows() {
    return windows;
  }

  /** The network first, then the baselines. */
  public List<Line> lines() {
    return List.copyOf(lines);
  }

  /** All scores. */
  public List<Measured> measured() {
    List<Measured> measured = new ArrayList<>();
    for (Line line : lines) {
      Measured own =
          new Measured(line.name(), line.baseline(), windows.count(), line.scores().scores());
      measured.add(line.baseline() ? own : own.with(quantileScores()));
    }
    return measured;
  }

  /** The network's forecast of one window and target. */
  public double[] forecast(int window, int target) {
    return forecasts[window][target].clone();
  }

  /** The forecast of one of the quantiles, by its place among them. */
  public double[] quantile(int quantile, int window, int target) {
    return quantiles[quantile][window][target].clone();
  }

  /** The baseline with the lowest mean absolute error; last value if none can be told. */
  public Baseline best() {
    Baseline best = Baseline.LAST_VALUE;
    double least = Double.POSITIVE_INFINITY;
    for (Baseline baseline : Baseline.of(season)) {
      for (Line line : lines) {
        Score score = line.scores().score(Metric.MAE);
        if (line.name().equals(baseline.label())
            && score.value().orElse(Double.POSITIVE_INFINITY) < least) {
          least = score.value().getAsDouble();
          best = baseline;
        }
      }
    }
    return best;
  }

  /** A baseline's forecast of one window and target. */
  public double[] baseline(Baseline baseline, int window, int target) {
    return baseline(baseline, window)[target];
  }
}
