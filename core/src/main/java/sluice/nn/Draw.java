package sluice.nn;

import sluice.math.Rng;

/**
 * Where in a training run a pass stands: the counters from which everything random in it follows.
 *
 * <p>One is shared by all layers of a pass. Set before each forward pass; backward draws the same
 * numbers again.
 */
public final class Draw {
  private static final int LAYER_SHIFT = 8; // layers get streams of their own above the named ones

  private final long seed;
  private int epoch;
  private int step;

  /** At epoch 0, step 0 of the run with this seed. */
  public Draw(long seed) {
    this.seed = seed;
  }

  /** Moves to a step of an epoch. Modified. */
  public void at(int epoch, int step) {
    this.epoch = epoch;
    this.step = step;
  }

  /** The key of a row: of one layer, one sequence, one time step. */
  public long key(int layer, long sequence, int t) {
    return Rng.key(seed, Rng.DROPOUT + (layer << LAYER_SHIFT), epoch, step, sequence, t);
  }
}
