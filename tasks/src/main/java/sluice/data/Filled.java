package sluice.data;

import java.util.Arrays;

/**
 * The numbers of one column of a series, with what stands in for the missing ones.
 *
 * <p>What stands in depends on how far one may look: {@link #at} never uses a value at or behind
 * its limit. A gap that reaches over the limit is carried from the left.
 */
final class Filled {
  private final double[] values; // filled with a view of the whole series
  private final double[] carried; // the last value before; NaN where there is none
  private final int[] next; // the next step with a value; none where every step has one

  /** Takes the array over where no value is missing. */
  Filled(double[] raw, MissingPolicy policy) {
    int length = raw.length;
    if (Arrays.stream(raw).noneMatch(Double::isNaN)) {
      values = raw;
      carried = raw;
      next = new int[0];
      return;
    }
    values = raw.clone();
    carried = new double[length];
    next = new int[length];
    double last = Double.NaN;
    for (int i = 0; i < length; i++) {
      last = Double.isNaN(raw[i]) ? last : raw[i];
      carried[i] = last;
    }
    int after = Integer.MAX_VALUE;
    for (int i = length - 1; i >= 0; i--) {
      after = Double.isNaN(raw[i]) ? after : i;
      next[i] = after;
    }
    for (int i = 0; i < length; i++) {
      if (next[i] != i) {
        values[i] = fill(i, policy);
      }
    }
  }

  private double fill(int step, MissingPolicy policy) {
    double before = carried[step];
    if (next[step] == Integer.MAX_VALUE) {
      return before;
    }
    double after = values[next[step]];
    if (Double.isNaN(before)) {
      return after;
    }
    if (policy != MissingPolicy.INTERPOLATE) {
      return before;
    }
    int from = step - 1; // the step before is filled already, and on the line
    return values[from] + (after - values[from]) / (next[step] - from);
  }

  /** Whether the step has a value of its own; none behind the end has. */
  boolean known(int step) {
    return step < values.length && own(step);
  }

  /** Whether the step's value hangs on one at or behind the limit. */
  boolean reaches(int step, int limit) {
    return !own(step) && next[step] >= limit && next[step] != Integer.MAX_VALUE;
  }

  /** The value of a step, seen from before the limit; NaN where nothing is known before it. */
  double at(int step, int limit) {
    return reaches(step, limit) ? carried[step] : values[step];
  }

  boolean complete() {
    for (int i = 0; i < next.length; i++) {
      if (next[i] != i) {
        return false;
      }
    }
    return true;
  }

  /** Whether a step has a value of its own. */
  private boolean own(int step) {
    return next.length == 0 || next[step] == step;
  }
}
