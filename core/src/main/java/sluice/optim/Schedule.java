package sluice.optim;

import java.util.List;
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

  /**
   * Piecewise constant: a value holds up to and at its boundary.
   *
   * @param boundaries optimiser steps, rising, at least 0
   * @param values learning rates, above 0, one more than boundaries; the base rate does not count
   */
  record Piecewise(List<Long> boundaries, List<Double> values) implements Schedule {
    public Piecewise {
      boundaries = List.copyOf(boundaries);
      values = List.copyOf(values);
      boolean rising = true;
      for (int i = 0; i < boundaries.size(); i++) {
        rising &= boundaries.get(i) > (i == 0 ? -1 : boundaries.get(i - 1));
      }
      if (!rising
          || values.size() != boundaries.size() + 1
          || !values.stream().allMatch(value -> value > 0 && value < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "a piecewise schedule needs rising boundaries and one more rate above 0, had "
                + boundaries
                + " and "
                + values);
      }
    }

    @Override
    public Running start(double baseRate) {
      return step -> {
        int piece = 0;
        while (piece < boundaries.size() && step > boundaries.get(piece)) {
          piece++;
        }
        return values.get(piece);
      };
    }
  }

  /**
   * Polynomial decay: (α − end)·(1 − s ∕ S)^p + end, with s no larger than S, or with {@code cycle}
   * S·⌈s ∕ S⌉ for S.
   *
   * @param end the rate it comes to, at least 0
   * @param steps S, at least 1
   * @param power p, above 0
   * @param cycle whether it begins anew, each time over more steps, when it has come to its end
   */
  record Polynomial(double end, long steps, double power, boolean cycle) implements Schedule {
    public Polynomial {
      if (!(end >= 0) || steps < 1 || !(power > 0)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "polynomial decay needs an end of at least 0, at least 1 step and a power above 0, had %s, %d, %s",
                end,
                steps,
                power));
      }
    }

    @Override
    public Running start(double baseRate) {
      return step -> {
        long whole = cycle ? steps * Math.max(1, Math.ceilDiv(step, steps)) : steps;
        double done = Math.min(step, whole) / (double) whole;
        return (baseRate - end) * StrictMath.pow(1 - done, power) + end;
      };
    }
  }

  /**
   * Half a cosine: end + ½·(α − end)·(1 + cos(π·s ∕ S)); with restarts it begins anew at the full
   * rate (Loshchilov &amp; Hutter 2017), each time over so many times the steps.
   *
   * @param end the rate it comes to, at least 0
   * @param steps S, at least 1
   * @param restarts whether it begins anew; else it stays at its end
   * @param longer what the steps are multiplied by at a restart, at least 1
   */
  record Cosine(double end, long steps, boolean restarts, int longer) implements Schedule {
    public Cosine {
      if (!(end >= 0) || steps < 1 || longer < 1) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "a cosine schedule needs an end of at least 0, at least 1 step, and restarts at least 1 times as long, had %s, %d, %d",
                end,
                steps,
                longer));
      }
    }

    @Override
    public Running start(double baseRate) {
      return step -> {
        long from = 0;
        long whole = steps;
        while (restarts && step - from >= whole) {
          from += whole;
          whole *= longer;
        }
        double done = Math.min(step - from, whole) / (double) whole;
        return end + (baseRate - end) / 2 * (1 + StrictMath.cos(StrictMath.PI * done));
      };
    }
  }

  /**
   * One cycle (Smith &amp; Topin 2018), both ways along a cosine as PyTorch has it: from α ∕ 25 up
   * to α, then down to α ∕ 250,000.
   *
   * @param steps of the whole cycle, at least 2
   * @param rise share of them on the way up, above 0 and below 1; 0.3 is usual
   */
  record OneCycle(long steps, double rise) implements Schedule {
    private static final double FIRST = 25;
    private static final double LAST = 1e4;

    public OneCycle {
      if (steps < 2 || !(rise > 0 && rise < 1)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "one cycle needs at least 2 steps and a rise above 0 and below 1, had %d and %s",
                steps,
                rise));
      }
    }

    @Override
    public Running start(double baseRate) {
      double top = rise * steps - 1;
      return step -> {
        double low = baseRate / FIRST;
        if (step <= top) {
          return along(low, baseRate, step / top);
        }
        double done = (Math.min(step, steps - 1) - top) / (steps - 1 - top);
        return along(baseRate, low / LAST, done);
      };
    }

    private static double along(double from, double to, double done) {
      return to + (from - to) / 2 * (1 + StrictMath.cos(StrictMath.PI * done));
    }
  }

  /**
   * Raises the rate while the loss falls, cuts it when it rises (Vogl et al. 1988, "bold driver").
   *
   * @param raise factor after an epoch with a lower loss, at least 1; 1.05 is usual
   * @param cut factor after one with a higher loss, above 0 and below 1; 0.5 is usual
   */
  record BoldDriver(double raise, double cut) implements Schedule {
    public BoldDriver {
      if (!(raise >= 1) || Double.isInfinite(raise) || !(cut > 0 && cut < 1)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "a bold driver needs a raise of at least 1 and a cut above 0 and below 1, had %s and %s",
                raise,
                cut));
      }
    }

    @Override
    public Running start(double baseRate) {
      return new Driving(this, baseRate);
    }
  }

  /**
   * A linear rise in front of another schedule: α·(s + 1) ∕ W over W steps, then the other one from
   * its start.
   *
   * @param steps W, at least 1
   * @param then what follows
   */
  record WarmUp(long steps, Schedule then) implements Schedule {
    public WarmUp {
      if (steps < 1) {
        throw new IllegalArgumentException("a warm-up needs at least 1 step, had " + steps);
      }
    }

    @Override
    public Running start(double baseRate) {
      Running later = then.start(baseRate);
      return new Running() {
        @Override
        public double rate(long step) {
          return step < steps ? later.rate(0) * (step + 1) / steps : later.rate(step - steps);
        }

        @Override
        public void observe(double loss) {
          later.observe(loss);
        }

        @Override
        public double[] state() {
          return later.state();
        }

        @Override
        public void restore(double[] state) {
          later.restore(state);
        }
      };
    }
  }

  /** {@link BoldDriver} on its way: state is the rate and the loss before. */
  final class Driving implements Running {
    private final BoldDriver settings;
    private double rate;
    private double before = Double.POSITIVE_INFINITY;

    private Driving(BoldDriver settings, double baseRate) {
      this.settings = settings;
      this.rate = baseRate;
    }

    @Override
    public double rate(long step) {
      return rate;
    }

    @Override
    public void observe(double loss) {
      if (loss < before && before < Double.POSITIVE_INFINITY) {
        rate *= settings.raise();
      } else if (loss > before) {
        rate *= settings.cut();
      }
      before = loss;
    }

    @Override
    public double[] state() {
      return new double[] {rate, before};
    }

    @Override
    public void restore(double[] state) {
      rate = state[0];
      before = state[1];
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
