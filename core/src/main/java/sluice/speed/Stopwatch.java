package sluice.speed;

import java.util.Arrays;

/** Times of one call of a task, after a warm-up as long as what is measured. */
final class Stopwatch {
  private static final int ROOM = 100_000;
  private static final int LEAST_CALLS = 3;

  private final double[] seconds; // sorted

  private Stopwatch(double[] seconds) {
    this.seconds = seconds;
  }

  /** Runs a task for about so long, the warm-up included. */
  static Stopwatch of(Runnable task, double seconds) {
    double[] times = new double[ROOM];
    run(task, seconds / 2, 1, times);
    int count = run(task, seconds / 2, LEAST_CALLS, times);
    double[] measured = Arrays.copyOf(times, count);
    Arrays.sort(measured);
    return new Stopwatch(measured);
  }

  private static int run(Runnable task, double seconds, int least, double[] times) {
    int count = 0;
    long start = System.nanoTime();
    while (count < least || (count < ROOM && (System.nanoTime() - start) / 1e9 < seconds)) {
      long before = System.nanoTime();
      task.run();
      times[count++] = (System.nanoTime() - before) / 1e9;
    }
    return count;
  }

  /** Seconds of the fastest call. */
  double least() {
    return seconds[0];
  }

  /** Seconds that half of the calls took less than. */
  double median() {
    return quantile(0.5);
  }

  /** Seconds that such a share of the calls took less than. */
  double quantile(double share) {
    return seconds[(int) (share * (seconds.length - 1))];
  }
}
