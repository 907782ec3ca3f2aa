package sluice.optim;

import java.util.Locale;

/**
 * How the learning rate changes while training goes on. Settings only; {@link #start} gives what
 * moves.
 */
public sealed interface Schedule {

  /** A schedule at its start, for a base rate. */
  Running start(double baseRate);

  /** A schedule on its way. Its state is numbers, so that a checkpoint can hold it. */
  interface Running {
    /** The rate of an optimiser step, counted from 0. */
    double rate(long step);

    /**
     * Hears the validation loss at the end of an epoch (the training loss where there is no
     * validation part).
     */
    default void observe(double loss) {}

    /** What it needs to go on; empty for a schedule that depends on the step alone. */
    default double[] state() {
      return new double[0];
    }

    /** Goes on from {@link #state()}. Modified. */
    default void restore(double[] state) {}
  }

  /** The same rate always. */
  record Constant() implements Schedule {
    @Override
    public Running start(double baseRate) {
      return step -> baseRate;
    }
  }

  /**
   * Exponential decay: α·d^(s ∕ S).
   *
   * @param decay d, above 0 and at most 1
   * @param steps S, optimiser steps in which the rate falls by d, at least 1
   * @param staircase whether s ∕ S is rounded down
   */
  record Exponential(double decay, long steps, boolean staircase) implements Schedule {
    public Exponential {
      if (!(decay > 0 && decay <= 1) || steps < 1) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "exponential decay must be above 0 and at most 1 over at least 1 step, was %s over %d",
                decay,
                steps));
      }
    }

    @Override
    public Running start(double baseRate) {
      return step ->
          baseRate * StrictMath.pow(decay, staircase ? step / steps : step / (double) steps);
    }
  }

  /**
   * Multiplies the rate by a factor when the loss has had no new best for a number of epochs.
   *
   * @param factor above 0 and below 1
   * @param patience epochs without a new best before the rate falls, at least 1
   * @param minRate the rate never falls below this
   */
  record Plateau(double factor, int patience, double minRate) implements Schedule {
    public Plateau {
      if (!(factor > 0 && factor < 1) || patience < 1 || !(minRate >= 0)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "a plateau schedule needs 0 < factor < 1, patience of at least 1 and a least rate of at least 0, had %s, %d, %s",
                factor,
                patience,
                minRate));
      }
    }

    @Override
    public Running start(double baseRate) {
      return new OnPlateau(this, baseRate);
    }
  }

  /** {@link Plateau} on its way: state is the rate, the best loss and the epochs since. */
  final class OnPlateau implements Running {
    private final Plateau settings;
    private double rate;
    private double best = Double.POSITIVE_INFINITY;
    private int since;

    private OnPlateau(Plateau settings, double baseRate) {
      this.settings = settings;
      this.rate = baseRate;
    }

    @Override
    public double rate(long step) {
      return rate;
    }

    @Override
    public void observe(double loss) {
      if (loss < best) {
        best = loss;
        since = 0;
      } else if (++since >= settings.patience()) {
        rate = Math.max(Math.min(rate, settings.minRate()), rate * settings.factor());
        since = 0;
      }
    }

    @Override
    public double[] state() {
      return new double[] {rate, best, since};
    }

    @Override
    public void restore(double[] state) {
      rate = state[0];
      best = state[1];
      since = (int) state[2];
    }
  }
}
