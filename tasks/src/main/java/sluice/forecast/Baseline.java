package sluice.forecast;

import java.util.List;

/**
 * Forecasts that need no training: what a network has to beat.
 *
 * <p>Each sees the series up to the origin of a forecast and nothing after it.
 */
public enum Baseline {
  /** The last value, again and again. */
  LAST_VALUE("last value"),
  /** The value one season before, the last season repeated (for a horizon beyond one season). */
  SEASONAL_NAIVE("seasonal naive"),
  /** The straight line from the first value through the last one, drawn on. */
  DRIFT("drift"),
  /** The mean of the last seasons (at most {@value #SEASONS}) at the same place in the season. */
  SEASONAL_MEAN("mean of the last seasons");

  /** How many seasons a mean is taken of. */
  public static final int SEASONS = 4;

  private final String label;

  Baseline(String label) {
    this.label = label;
  }

  /** Its name in tables. */
  public String label() {
    return label;
  }

  /**
   * Those that make sense: without a season longer than one step, the seasonal ones say nothing of
   * their own.
   */
  public static List<Baseline> of(int season) {
    return season > 1 ? List.of(values()) : List.of(LAST_VALUE, DRIFT);
  }

  /** How many values before the origin it needs. */
  public int needs(int season) {
    return switch (this) {
      case LAST_VALUE -> 1;
      case DRIFT -> 2;
      case SEASONAL_NAIVE, SEASONAL_MEAN -> season;
    };
  }

  /**
   * One step of a forecast.
   *
   * @param series the values; only those before {@code origin} are read
   * @param origin index of the first value to forecast, at least {@link #needs}
   * @param step steps ahead, counted from 0
   * @param season steps in a season, at least 1
   */
  public double forecast(double[] series, int origin, int step, int season) {
    double last = series[origin - 1];
    return switch (this) {
      case LAST_VALUE -> last;
      case DRIFT -> last + (step + 1) * (last - series[0]) / (origin - 1);
      case SEASONAL_NAIVE -> series[origin - season + step % season];
      case SEASONAL_MEAN -> {
        int place = origin - season + step % season;
        double sum = 0;
        int count = 0;
        for (; count < SEASONS && place - count * season >= 0; count++) {
          sum += series[place - count * season];
        }
        yield sum / count;
      }
    };
  }
}
