package sluice.data;

import java.util.List;

/**
 * One series as a net reads it: a row of scaled inputs a step, and its targets. Immutable.
 *
 * <p>The columns are those of {@link Preparation#inputs}. Rows may go on behind the last step with
 * a target, for a forecast; there only what is known ahead is filled in.
 */
public final class Prepared {
  private final Series series;
  private final Preparation preparation;
  private final int rows;
  private final int width;
  private final int knownAhead;
  private final float[] inputs; // [rows, width], filled with a view of the whole series
  private final List<Patched> patched;
  private final List<Target> targets;

  Prepared(
      Series series,
      Preparation preparation,
      int rows,
      float[] inputs,
      List<Patched> patched,
      List<Target> targets) {
    this.series = series;
    this.preparation = preparation;
    this.rows = rows;
    this.width = preparation.inputs().size();
    this.knownAhead = preparation.knownAhead();
    this.inputs = inputs;
    this.patched = List.copyOf(patched);
    this.targets = List.copyOf(targets);
  }

  /** A column of numbers: bent, filled, differenced, then brought to size. */
  record Numbers(Filled filled, Scaler scaler, int lag) {
    /** The scaled value as seen from before a limit; 0, the mean, where nothing is known. */
    float scaled(int step, int limit) {
      double value = filled.at(step, limit) - (lag == 0 ? 0 : filled.at(step - lag, limit));
      return Double.isNaN(value) ? 0 : (float) scaler.affine(value);
    }

    boolean known(int step) {
      return filled.known(step) && (lag == 0 || filled.known(step - lag));
    }
  }

  /** A column whose filled values hang on how far a window may look. */
  record Patched(Numbers numbers, int column, int back, boolean knownAhead) {
    boolean reaches(int step, int limit) {
      return step >= back && numbers.filled.reaches(step - back, limit);
    }

    float scaled(int step, int limit) {
      return numbers.scaled(step - back, limit);
    }
  }

  record Target(String name, Numbers numbers) {}

  /** Where it comes from. */
  public Series series() {
    return series;
  }

  /** How it was prepared. */
  public Preparation preparation() {
    return preparation;
  }

  /** Number of rows of inputs. */
  public int rows() {
    return rows;
  }

  /** Number of inputs a step. */
  public int width() {
    return width;
  }

  /** How many of the inputs are known ahead: the last ones. */
  public int knownAhead() {
    return knownAhead;
  }

  /** Number of targets. */
  public int targets() {
    return targets.size();
  }

  /** Steps up to the last one with any target. */
  public int observed() {
    return series.observed();
  }

  /** The first step that has scaled targets: differences need as many steps before it. */
  public int firstStep() {
    return targets.isEmpty() ? 0 : preparation.features().difference();
  }

  /**
   * A target's values in their own unit, NaN where missing: a copy.
   *
   * @param target from 0, in the order of the settings
   */
  public double[] values(int target) {
    return series.values(targets.get(target).name());
  }

  /** A target's value at a step, in its own unit; NaN where missing. */
  public double value(int target, int step) {
    return series.column(targets.get(target).name()).number(step);
  }

  /**
   * Copies rows of inputs as they are seen from before step {@code limit}: no value at or behind it
   * has any influence on them.
   *
   * @param from the first row
   * @param count how many rows
   * @param limit the first step that must not be seen, at least {@code from + count}
   * @param into modified at {@code at} and every {@code stride} further on, {@link #width} values
   *     each
   */
  void copyInputs(int from, int count, int limit, float[] into, int at, int stride) {
    for (int row = 0; row < count; row++) {
      System.arraycopy(inputs, (from + row) * width, into, at + row * stride, width);
    }
    for (Patched one : patched) {
      for (int step = from + count - 1; step >= from; step--) {
        if (!one.reaches(step, limit)) {
          break; // what reaches the limit is one gap, the last one
        }
        into[at + (step - from) * stride + one.column] = one.scaled(step, limit);
      }
    }
  }

  /** Copies only what is known ahead, into the last {@link #knownAhead} of each row's columns. */
  void copyKnown(int from, int count, int limit, float[] into, int at, int stride) {
    int first = width - knownAhead;
    for (int row = 0; row < count; row++) {
      System.arraycopy(
          inputs, (from + row) * width + first, into, at + row * stride + first, knownAhead);
    }
    for (Patched one : patched) {
      int seen =
          one.back > 0 ? from : limit; // a lagged target is no more than the past of the target
      for (int step = from + count - 1; one.knownAhead && step >= from; step--) {
        if (one.reaches(step, seen)) {
          into[at + (step - from) * stride + one.column] = one.scaled(step, seen);
        }
      }
    }
  }

  /** The scaled target of a step; 0 where it is missing. */
  float scaled(int target, int step) {
    Numbers numbers = targets.get(target).numbers;
    return numbers.known(step) ? numbers.scaled(step, Integer.MAX_VALUE) : 0;
  }

  /** Whether a step has every target, and every value that differences take from them. */
  boolean complete(int step) {
    for (Target target : targets) {
      if (!target.numbers.known(step)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Turns scaled predictions of consecutive steps back into a target's own unit.
   *
   * @param origin the first predicted step; only values before it are used
   * @param scaled one prediction a step
   */
  double[] unscale(int target, int origin, double[] scaled) {
    Numbers numbers = targets.get(target).numbers;
    Scaler scaler = numbers.scaler;
    var bent = new double[scaled.length];
    var out = new double[scaled.length];
    for (int k = 0; k < scaled.length; k++) {
      double base = 0;
      if (numbers.lag > 0) {
        base =
            k < numbers.lag
                ? numbers.filled.at(origin + k - numbers.lag, origin)
                : bent[k - numbers.lag];
      }
      bent[k] = scaler.unaffine(scaled[k]) + base;
      out[k] = scaler.unbend(bent[k]);
    }
    return out;
  }
}
