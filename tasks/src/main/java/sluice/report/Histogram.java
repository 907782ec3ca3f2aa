package sluice.report;

import java.util.Arrays;

/**
 * How often values fall into equal, round intervals.
 *
 * @param lo start of the first interval
 * @param width of each; above 0
 * @param counts one an interval
 */
record Histogram(double lo, double width, long[] counts) {
  private static final int FEWEST = 8;
  private static final int MOST = 60;

  /**
   * Counts the finite values. The width is about that of Freedman &amp; Diaconis (1981), 2·IQR ÷
   * ∛n, made round.
   */
  static Histogram of(double[] values) {
    double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    Axis.Range range = Axis.Range.of(sorted).wide();
    double span = range.hi() - range.lo();
    int n = sorted.length;
    double wanted = n == 0 ? span : 2 * (sorted[n * 3 / 4] - sorted[n / 4]) / StrictMath.cbrt(n);
    int intervals = wanted > 0 ? (int) Math.clamp(Math.ceil(span / wanted), FEWEST, MOST) : FEWEST;
    double width = Ticks.step(span, intervals);
    double lo = Math.floor(range.lo() / width + 1e-9) * width;
    long[] counts = new long[(int) Math.floor((range.hi() - lo) / width + 1e-9) + 1];
    for (double value : sorted) {
      int interval = (int) Math.floor((value - lo) / width + 1e-9);
      counts[Math.clamp(interval, 0, counts.length - 1)]++;
    }
    return new Histogram(lo, width, counts);
  }

  double from(int interval) {
    return lo + interval * width;
  }

  long highest() {
    return Arrays.stream(counts).max().orElse(0);
  }
}
