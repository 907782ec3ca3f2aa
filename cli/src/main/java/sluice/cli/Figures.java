package sluice.cli;

import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
final class Figures {
  private static final int DIGITS = 4;
  private static final double LARGE = 1e7;
  private static final double SMALL = 1e-3;

  private Figures() {}

  /** Four digits, such as {@code 322.0}, {@code 0.2127} or {@code 3.210e-05}; – for NaN. */
  static String of(double value) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    double size = Math.abs(value);
    if (size != 0 && (size < SMALL || size >= LARGE)) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    int whole = 1;
    for (double limit = 10; size >= limit; limit *= 10) {
      whole++;
    }
    return String.format(Locale.ROOT, "%,." + Math.max(0, DIGITS - whole) + "f", value);
  }

  /** A count, such as {@code 52,686}. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A count of something, such as {@code 1 step} or {@code 94 steps}. */
  static String count(long value, String thing) {
    return count(value) + " " + thing + (value == 1 ? "" : "s");
  }

  /** A share in percent, such as {@code 12 %}. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  /** A time, such as {@code 0.8 s}, {@code 84 s}, {@code 12 min 5 s}, {@code 3 h 20 min}. */
  static String seconds(double seconds) {
    if (!Double.isFinite(seconds)) {
      return "–";
    }
    if (seconds < 9.95) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < 120) {
      return whole + " s";
    }
    return whole < 7200
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }
}
