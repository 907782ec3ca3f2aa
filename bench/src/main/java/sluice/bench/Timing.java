package sluice.bench;

import java.util.Arrays;
import java.util.Locale;

/** Times steps in this process: warm-up first, then each step for a while, and the median. */
final class Timing {
  private static final double WARM_UP_SECONDS = 4;
  private static final double SECONDS = 6;
  private static final int MOST_STEPS = 100_000;

  private Timing() {}

  /** Prints the median milliseconds of a step, alone on a line, on standard output. */
  static void print(Runnable step) {
    run(step, WARM_UP_SECONDS);
    double[] times = run(step, SECONDS);
    Arrays.sort(times);
    System.out.printf(Locale.ROOT, "%.4f%n", times[times.length / 2]);
  }

  private static double[] run(Runnable step, double seconds) {
    double[] times = new double[MOST_STEPS];
    int count = 0;
    long start = System.nanoTime();
    while (count < MOST_STEPS && (System.nanoTime() - start) / 1e9 < seconds) {
      long before = System.nanoTime();
      step.run();
      times[count++] = (System.nanoTime() - before) / 1e6;
    }
    return Arrays.copyOf(times, count);
  }
}
