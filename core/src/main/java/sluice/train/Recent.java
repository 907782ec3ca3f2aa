package sluice.train;

import java.util.ArrayList;
import java.util.List;

/** What the last steps came to, in a ring: some numbers a step, nothing allocated. */
final class Recent {
  private static final int SIZE = 64;

  private final long[] number = new long[SIZE];
  private final double[] loss = new double[SIZE];
  private final double[] norm = new double[SIZE];
  private final double[] rate = new double[SIZE];
  private long count; // of all that were added

  void add(long number, double loss, double norm, double rate) {
    int at = (int) (count++ & SIZE - 1);
    this.number[at] = number;
    this.loss[at] = loss;
    this.norm[at] = norm;
    this.rate[at] = rate;
  }

  /** The oldest first. */
  List<Scene.Step> steps() {
    List<Scene.Step> steps = new ArrayList<>();
    for (long i = Math.max(0, count - SIZE); i < count; i++) {
      int at = (int) (i & SIZE - 1);
      steps.add(new Scene.Step(number[at], loss[at], norm[at], rate[at]));
    }
    return steps;
  }
}
