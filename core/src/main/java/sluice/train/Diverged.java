package sluice.train;

import java.util.Locale;

/**
 * The loss or a gradient is no longer a finite number. Nothing was changed by the step that found
 * it.
 */
public final class Diverged extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int epoch;
  private final long step;
  private final double lastFiniteLoss;

  Diverged(String what, int epoch, long step, double lastFiniteLoss, String advice) {
    super(
        String.format(
            Locale.ROOT,
            "%s in epoch %d, step %d; the last finite loss was %s. %s",
            what,
            epoch,
            step,
            lastFiniteLoss,
            advice));
    this.epoch = epoch;
    this.step = step;
    this.lastFiniteLoss = lastFiniteLoss;
  }

  /** The epoch, counted from 1. */
  public int epoch() {
    return epoch;
  }

  /** The optimiser step, counted from 1. */
  public long step() {
    return step;
  }

  /** The loss of the step before; NaN if there was none. */
  public double lastFiniteLoss() {
    return lastFiniteLoss;
  }
}
