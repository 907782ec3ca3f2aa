package sluice.data;

import java.util.Arrays;
import java.util.Optional;

/**
 * Brings the numbers of one column to one size: {@code z = (f(x) − shift) / scale}, where f is
 * log(1 + x) for {@link Kind#LOG} and x itself for all others.
 *
 * @param kind how shift and scale were found
 * @param column the column it was fitted on
 * @param shift what is subtracted
 * @param scale what is divided by, above 0
 */
public record Scaler(Kind kind, String column, double shift, double scale) {
  /** Ways of scaling. */
  public enum Kind {
    /** Mean 0, standard deviation 1. */
    STANDARD,
    /** From 0 to 1. */
    MIN_MAX,
    /** Median 0, distance of the quartiles 1. */
    ROBUST,
    /** log(1 + x), then as {@link #STANDARD}; for values above −1. */
    LOG,
    /** As it is. */
    NONE
  }

  /** Checks the numbers. */
  public Scaler {
    if (!(scale > 0)
        || Double.isInfinite(scale)
        || Double.isNaN(shift)
        || Double.isInfinite(shift)) {
      throw new IllegalArgumentException(
          "a scaler needs a finite shift and a scale above 0, had " + shift + " and " + scale);
    }
  }

  /**
   * Fits a scaler on values without missing ones.
   *
   * @return the scaler; empty where all values are the same, or none is there
   * @throws IllegalArgumentException for {@link Kind#LOG} and a value of −1 or less
   */
  public static Optional<Scaler> fit(Kind kind, String column, double... values) {
    double[] bent = kind == Kind.LOG ? new double[values.length] : values;
    for (int i = 0; i < values.length; i++) {
      bent[i] = bend(kind, values[i]);
      if (Double.isNaN(bent[i]) || Double.isInfinite(bent[i])) {
        throw new IllegalArgumentException(
            "the logarithm needs values above -1, column " + column + " has " + values[i]);
      }
    }
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double value : bent) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    if (bent.length == 0 || least == most) {
      return Optional.empty();
    }
    return Optional.of(
        switch (kind) {
          case STANDARD, LOG -> standard(kind, column, bent);
          case MIN_MAX -> new Scaler(kind, column, least, most - least);
          case ROBUST -> robust(column, bent.clone());
          case NONE -> new Scaler(kind, column, 0, 1);
        });
  }

  /** The scaled value. */
  public double scale(double value) {
    return affine(bend(value));
  }

  /** The value that {@link #scale} made this of. */
  public double unscale(double scaled) {
    return unbend(unaffine(scaled));
  }

  /** f(x): only {@link Kind#LOG} bends. */
  double bend(double value) {
    return bend(kind, value);
  }

  double unbend(double bent) {
    return kind == Kind.LOG ? StrictMath.expm1(bent) : bent;
  }

  double affine(double bent) {
    return (bent - shift) / scale;
  }

  double unaffine(double scaled) {
    return scaled * scale + shift;
  }

  static double bend(Kind kind, double value) {
    return kind == Kind.LOG ? StrictMath.log1p(value) : value;
  }

  private static Scaler standard(Kind kind, String column, double[] values) {
    double mean = 0;
    for (int i = 0; i < values.length; i++) {
      mean += (values[i] - mean) / (i + 1); // does not overflow, and stays near the values
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return new Scaler(kind, column, mean, Math.sqrt(squares / values.length));
  }

  /** Quartiles by linear interpolation between ranks; the range where they fall together. */
  private static Scaler robust(String column, double[] sorted) {
    Arrays.sort(sorted);
    double distance = quantile(sorted, 0.75) - quantile(sorted, 0.25);
    double scale = distance > 0 ? distance : sorted[sorted.length - 1] - sorted[0];
    return new Scaler(Kind.ROBUST, column, quantile(sorted, 0.5), scale);
  }

  private static double quantile(double[] sorted, double share) {
    double rank = share * (sorted.length - 1);
    int below = (int) rank;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
  }
}
