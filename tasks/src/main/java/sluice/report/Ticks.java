package sluice.report;

import java.util.ArrayList;
import java.util.List;

/** Round numbers along an axis. */
final class Ticks {
  private static final int[] ROUND = {1, 2, 5, 10};

  /**
   * One mark of an axis.
   *
   * @param at its value
   * @param text its label
   */
  record Tick(double at, String text) {}

  private Ticks() {}

  /**
   * The smallest of 1, 2 and 5 times a power of ten that divides the span in at most {@code most}.
   */
  static double step(double span, int most) {
    int exponent = Figures.exponent(span / most);
    for (int round : ROUND) {
      double step = scaled(round, exponent);
      if (span / step <= most + 1e-9) {
        return step;
      }
    }
    return scaled(1, exponent + 2);
  }

  /** {@code digits}·10ᵉ, correctly rounded. */
  private static double scaled(long digits, int exponent) {
    return Double.parseDouble(digits + "e" + exponent);
  }

  /** The multiples of a round step inside lo … hi. */
  static List<Tick> linear(double lo, double hi, double step) {
    int decimals = Math.max(0, -Figures.exponent(step));
    var ticks = new ArrayList<Tick>();
    double slack = 1e-9 * step;
    for (long i = (long) Math.ceil((lo - slack) / step); i * step <= hi + slack; i++) {
      double at = i * step;
      ticks.add(new Tick(at, label(at, step, decimals)));
    }
    return ticks;
  }

  private static String label(double at, double step, int decimals) {
    boolean extreme = Math.abs(at) >= 1e7 || decimals > 5;
    return extreme && Math.abs(at) > step / 2
        ? Figures.scientific(at)
        : Figures.fixed(at, extreme ? 0 : decimals);
  }

  /** Powers of ten inside lo … hi, with numbers between them where there is room. */
  static List<Tick> logarithmic(double lo, double hi, int most) {
    for (int[] digits : new int[][] {{1, 2, 5}, {1, 3}, {1}}) {
      List<Tick> ticks = powers(lo, hi, 1, digits);
      if (ticks.size() <= most) {
        return ticks;
      }
    }
    int decades = Figures.exponent(hi) - Figures.exponent(lo) + 1;
    return powers(lo, hi, Math.ceilDiv(decades, most), 1);
  }

  private static List<Tick> powers(double lo, double hi, int every, int... digits) {
    var ticks = new ArrayList<Tick>();
    for (int e = Figures.exponent(lo); e <= Figures.exponent(hi); e += every) {
      for (int digit : digits) {
        double at = scaled(digit, e);
        if (at >= lo * (1 - 1e-9) && at <= hi * (1 + 1e-9)) {
          ticks.add(new Tick(at, Figures.plain(at)));
        }
      }
    }
    return ticks;
  }
}
