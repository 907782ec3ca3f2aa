package sluice.metric;

import java.util.OptionalDouble;

/**
 * What the errors of a series are divided by in {@link Metric#MASE}: the mean absolute error of the
 * seasonal naive forecast, one season ahead, inside the series' training part.
 *
 * @param season steps in a season, at least 1; 1 is the naive forecast
 * @param value the scale in the target's unit, above 0; empty where there is none
 * @param reason why there is no scale; empty if there is one
 */
public record MaseScale(int season, OptionalDouble value, String reason) {

  /** The scale of values that have none, as in a regression without order in time. */
  public static final MaseScale NONE =
      new MaseScale(1, OptionalDouble.empty(), "no scale of a training part was given");

  /**
   * Measures the scale of one series.
   *
   * @param training the values of the training part in order of time, and nothing later; NaN is a
   *     missing value, and the pairs it belongs to are left out
   * @param season steps in a season, at least 1
   * @return mean |yₜ − yₜ₋ₘ| with m = {@code season}; without a value, and with the reason, if no
   *     such pair exists or all differences are 0
   * @throws IllegalArgumentException if {@code season} is below 1
   */
  public static MaseScale of(double[] training, int season) {
    if (season < 1) {
      throw new IllegalArgumentException("season must be at least 1 step, was " + season);
    }
    double sum = 0;
    long pairs = 0;
    for (int t = season; t < training.length; t++) {
      double difference = Math.abs(training[t] - training[t - season]);
      if (!Double.isNaN(difference)) {
        sum += difference;
        pairs++;
      }
    }
    if (pairs == 0) {
      return without(
          season,
          "the training part of "
              + training.length
              + " values has no two that are a season of "
              + season
              + " apart");
    }
    if (sum == 0) {
      return without(season, "the training part repeats itself exactly each season of " + season);
    }
    if (!Double.isFinite(sum)) {
      return without(season, "a value of the training part is infinite or too large");
    }
    return new MaseScale(season, OptionalDouble.of(sum / pairs), "");
  }

  private static MaseScale without(int season, String reason) {
    return new MaseScale(season, OptionalDouble.empty(), reason);
  }
}
