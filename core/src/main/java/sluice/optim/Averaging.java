package sluice.optim;

import java.util.Locale;

/**
 * Averages of the weights over steps, taken instead of the weights for validation and for the model
 * that is left.
 *
 * <pre>
 *   ā = ā + share · (w − ā)   after each step
 * </pre>
 */
public sealed interface Averaging {

  /**
   * The share of the weights after a step.
   *
   * @param step steps made, counted from 1
   * @param epoch the epoch of that step, counted from 1
   * @param averaged steps that are in the average already
   */
  double share(long step, int epoch, long averaged);

  /** Whether the steps of an epoch are in the average. */
  default boolean counts(int epoch) {
    return true;
  }

  /** None: the weights themselves. */
  record None() implements Averaging {
    @Override
    public double share(long step, int epoch, long averaged) {
      return 1;
    }
  }

  /**
   * Exponential moving average: ā = d·ā + (1−d)·w, with d = min(decay, (1 + s) ∕ (10 + s)) at step
   * s, so that the first steps are soon forgotten.
   *
   * @param decay at least 0 and below 1; 0.999 is usual
   */
  record Exponential(double decay) implements Averaging {
    public Exponential {
      Rates.fraction("decay of an average", decay);
    }

    @Override
    public double share(long step, int epoch, long averaged) {
      return 1 - Math.min(decay, (1.0 + step) / (10.0 + step));
    }
  }

  /**
   * The plain mean over all steps from an epoch on (Polyak &amp; Juditsky 1992): averaged descent.
   *
   * @param from first epoch that counts, at least 1
   */
  record Mean(int from) implements Averaging {
    public Mean {
      if (from < 1) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "an average starts with epoch 1 or later, was %d", from));
      }
    }

    @Override
    public double share(long step, int epoch, long averaged) {
      return counts(epoch) ? 1.0 / (averaged + 1) : 1;
    }

    @Override
    public boolean counts(int epoch) {
      return epoch >= from;
    }
  }

  /**
   * The plain mean from the first epoch on that is judged worse than the best of all but the last
   * {@code patience} epochs before it: averaging begins where descent no longer gets on (NT-ASGD,
   * Merity, Keskar &amp; Socher 2018). Until then it is none.
   *
   * @param patience n, epochs that may pass without a new best, at least 1; 5 is usual
   */
  record NonMonotone(int patience) implements Averaging {
    public NonMonotone {
      if (patience < 1) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "an average waits 1 epoch or more for a best, was %d", patience));
      }
    }

    @Override
    public double share(long step, int epoch, long averaged) {
      return 1;
    }

    @Override
    public boolean counts(int epoch) {
      return false;
    }

    /**
     * Whether it is time to begin.
     *
     * @param judged what each epoch so far was judged, the last one last; less is better
     */
    public boolean begins(double[] judged) {
      double best = Double.POSITIVE_INFINITY;
      int last = judged.length - 1;
      for (int i = 0; i < last - patience; i++) {
        best = Math.min(best, judged[i]);
      }
      return last >= 0 && judged[last] > best;
    }
  }
}
