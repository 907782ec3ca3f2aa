package sluice.bench;

import java.util.Arrays;
import java.util.Optional;

/**
 * Times a task: warm-up until its times are steady, then every step for a while.
 *
 * <p>What others did with the processors meanwhile is read before the first and after the last
 * measured step.
 */
final class Timing {
  private static final double WARM_UP_SECONDS = 2;
  private static final double WARM_UP_MOST_SECONDS = 6;
  private static final double ROUND_SECONDS = 0.5; // of warm-up, after the first
  private static final int WARM_UP_STEPS = 30; // but for slow tasks: two rounds of at least a step
  private static final double STEADY = 0.97; // a round no faster than this against the one before
  private static final int LEAST_STEPS = 3; // measured
  private static final int ALLOCATING_STEPS = 30; // at most, after the measured ones
  private static final int ROOM = 500_000;

  private final float[] times = new float[ROOM]; // milliseconds
  private int count;

  /**
   * What a process measured.
   *
   * @param warmUpSteps steps done before
   * @param steps steps measured
   * @param median milliseconds a step
   * @param least milliseconds of the fastest step
   * @param allocated bytes that a step allocates on the Java heap, over all threads
   * @param disturbance what others did meanwhile, where the system tells
   */
  record Times(
      int warmUpSteps,
      int steps,
      double median,
      double least,
      double allocated,
      Optional<Machine.Disturbance> disturbance) {}

  /** Runs a task until its times are steady, and then for {@code seconds}. */
  Times of(Engine.Task task, double seconds) {
    int warmUpSteps = warmUp(task);
    Optional<Machine.Reading> start = Machine.read();
    run(task, seconds, LEAST_STEPS);
    Optional<Machine.Reading> end = Machine.read();
    double median = median(); // sorts
    return new Times(
        warmUpSteps,
        count,
        median,
        times[0],
        allocated(task),
        start.flatMap(before -> end.map(before::until)));
  }

  /**
   * Bytes of a step: the median of a few more, as a compiler that is still at work makes a step
   * allocate now and then what compiled code does not.
   */
  private static double allocated(Engine.Task task) {
    Allocation allocation = new Allocation();
    long[] bytes = new long[ALLOCATING_STEPS];
    int steps = 0;
    long start = System.nanoTime();
    while (steps < LEAST_STEPS || (steps < ALLOCATING_STEPS && seconds(start) < ROUND_SECONDS)) {
      long before = allocation.bytes();
      task.step();
      bytes[steps++] = allocation.bytes() - before;
    }
    Arrays.sort(bytes, 0, steps);
    return bytes[steps / 2];
  }

  /** Returns the number of steps it took. */
  private int warmUp(Engine.Task task) {
    long start = System.nanoTime();
    run(task, WARM_UP_SECONDS, 1);
    int steps = count;
    double median;
    double before;
    do {
      before = median();
      run(task, ROUND_SECONDS, 1);
      steps += count;
      median = median();
    } while (seconds(start) < WARM_UP_MOST_SECONDS
        && (steps < WARM_UP_STEPS || median < STEADY * before));
    return steps;
  }

  private double median() {
    Arrays.sort(times, 0, count);
    return times[count / 2];
  }

  private void run(Engine.Task task, double seconds, int least) {
    count = 0;
    long start = System.nanoTime();
    while (count < least || (count < ROOM && seconds(start) < seconds)) {
      long before = System.nanoTime();
      task.step();
      times[count++] = (System.nanoTime() - before) / 1e6f;
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
