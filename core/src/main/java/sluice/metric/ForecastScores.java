package sluice.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * Gathers forecasts and their truths one after the other and measures them over all steps of the
 * horizon, and step by step. A regression is a horizon of 1.
 *
 * <p>All sums are in double, one chain per step of the horizon in the order in which the forecasts
 * are added, joined in rising order of the step: how they were cut into batches changes no bit.
 *
 * <p>Values are in the target's own unit. A truth of NaN is a missing one: it is left out and
 * counted ({@link Score#omitted}). A forecast that is not finite leaves every metric of its step,
 * and of the whole, undefined. Not for use by several threads at once.
 */
public final class ForecastScores {
  private final Sums[] steps; // [horizon]

  /**
   * Starts with no forecast.
   *
   * @param horizon steps of each forecast, at least 1
   */
  public ForecastScores(int horizon) {
    if (horizon < 1) {
      throw new IllegalArgumentException("horizon must be at least 1 step, was " + horizon);
    }
    steps = new Sums[horizon];
    for (int step = 0; step < horizon; step++) {
      steps[step] = new Sums();
    }
  }

  /**
   * Steps of each forecast.
   *
   * @return the horizon, at least 1
   */
  public int horizon() {
    return steps.length;
  }

  /**
   * Adds one forecast over the whole horizon.
   *
   * @param truth what came, [horizon]; NaN where it is not known
   * @param forecast what was said, [horizon]
   * @param scale the scale of its series, for MASE
   */
  public void add(double[] truth, double[] forecast, MaseScale scale) {
    if (truth.length != steps.length || forecast.length != steps.length) {
      throw new IllegalArgumentException(
          "lengths do not fit: truth "
              + truth.length
              + ", forecast "
              + forecast.length
              + ", horizon "
              + steps.length);
    }
    for (int step = 0; step < steps.length; step++) {
      add(step, truth[step], forecast[step], scale);
    }
  }

  /**
   * Adds one value of a forecast.
   *
   * @param step index of the step, 0 to horizon − 1
   * @param truth what came; NaN where it is not known
   * @param forecast what was said
   * @param scale the scale of its series, for MASE
   */
  public void add(int step, double truth, double forecast, MaseScale scale) {
    if (Double.isInfinite(truth)) {
      throw new IllegalArgumentException(
          "the truth at step " + (step + 1) + " of the horizon is infinite");
    }
    steps[step].add(truth, forecast, scale);
  }

  /**
   * Measures all steps of the horizon together.
   *
   * @param metric one of {@link Metric#OF_NUMBERS}
   * @return the figure, or the reason why there is none
   */
  public Score score(Metric metric) {
    var all = new Sums();
    for (Sums step : steps) {
      all.join(step);
    }
    return all.score(metric);
  }

  /**
   * Measures all steps of the horizon together, by every metric of numbers.
   *
   * @return the scores in the order of {@link Metric#OF_NUMBERS}
   */
  public List<Score> scores() {
    return Metric.OF_NUMBERS.stream().map(this::score).toList();
  }

  /**
   * Measures all steps together, by every metric of numbers that needs no scale: of numbers that
   * are no series there is none.
   *
   * @return the scores in the order of {@link Metric#OF_NUMBERS}
   */
  public List<Score> scoresWithoutScale() {
    return Metric.OF_NUMBERS.stream().filter(m -> !m.equals(Metric.MASE)).map(this::score).toList();
  }

  /**
   * Measures each step of the horizon alone.
   *
   * @param metric one of {@link Metric#OF_NUMBERS}
   * @return one score a step, the nearest first, [horizon]
   */
  public List<Score> byStep(Metric metric) {
    var scores = new ArrayList<Score>(steps.length);
    for (Sums step : steps) {
      scores.add(step.score(metric));
    }
    return List.copyOf(scores);
  }

  /** The sums of one step of the horizon, or of several joined. */
  private static final class Sums {
    private long count;
    private long missing;
    private long notFinite;
    private long zeroTruths;
    private double absolute;
    private double squared;
    private double percentage;
    private double symmetric;
    private double scaled;
    private String noScale = ""; // the first reason
    private double mean; // of the truths
    private double spread; // Σ(y − ȳ)², updated as Welford (1962) does

    void add(double truth, double forecast, MaseScale scale) {
      if (Double.isNaN(truth)) {
        missing++;
        return;
      }
      count++;
      if (!Double.isFinite(forecast)) {
        notFinite++;
        return;
      }
      double error = Math.abs(truth - forecast);
      absolute += error;
      squared += error * error;
      if (truth == 0) {
        zeroTruths++;
      } else {
        percentage += 100 * error / Math.abs(truth);
      }
      if (error != 0) {
        symmetric += 200 * error / (Math.abs(truth) + Math.abs(forecast));
      }
      if (scale.value().isPresent()) {
        scaled += error / scale.value().getAsDouble();
      } else if (noScale.isEmpty()) {
        noScale = scale.reason();
      }
      double fromMean = truth - mean;
      mean += fromMean / (count - notFinite);
      spread += fromMean * (truth - mean);
    }

    /** Adds the other's values; the variance by the pairwise formula of Chan et al. (1979). */
    void join(Sums other) {
      long mine = count - notFinite;
      long theirs = other.count - other.notFinite;
      if (theirs > 0) {
        double apart = other.mean - mean;
        double share = (double) theirs / (mine + theirs);
        spread += other.spread + apart * apart * mine * share;
        mean += apart * share;
      }
      count += other.count;
      missing += other.missing;
      notFinite += other.notFinite;
      zeroTruths += other.zeroTruths;
      absolute += other.absolute;
      squared += other.squared;
      percentage += other.percentage;
      symmetric += other.symmetric;
      scaled += other.scaled;
      if (noScale.isEmpty()) {
        noScale = other.noScale;
      }
    }

    Score score(Metric metric) {
      if (!Metric.OF_NUMBERS.contains(metric)) {
        throw new IllegalArgumentException(
            metric + " is no metric of numbers; take one of " + Metric.OF_NUMBERS);
      }
      String reason = whyUndefined(metric);
      return reason.isEmpty()
          ? Score.of(metric, value(metric), count, missing)
          : Score.undefined(metric, reason, count, missing);
    }

    private String whyUndefined(Metric metric) {
      if (count == 0) {
        return missing == 0 ? "nothing was measured" : "none of " + missing + " truths is known";
      }
      if (notFinite > 0) {
        return notFinite + " of " + count + " answers are not finite";
      }
      if (metric.equals(Metric.MAPE) && zeroTruths > 0) {
        return "the truth is 0 in " + zeroTruths + " of " + count + " values";
      }
      if (metric.equals(Metric.MASE)) {
        return noScale;
      }
      return metric.equals(Metric.R2) && spread == 0 ? "all truths are equal" : "";
    }

    private double value(Metric metric) {
      return switch (metric.key()) {
        case "mae" -> absolute / count;
        case "mse" -> squared / count;
        case "rmse" -> Math.sqrt(squared / count);
        case "mape" -> percentage / count;
        case "smape" -> symmetric / count;
        case "mase" -> scaled / count;
        default -> 1 - squared / spread; // R²
      };
    }
  }
}
