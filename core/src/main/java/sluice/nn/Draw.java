package sluice.nn;

import sluice.math.Rng;

/**
 * Where in a training run a pass stands: the counters from which everything random in it follows.
 *
 * <p>One is shared by all layers of a pass. Set before each forward pass; backward draws the same
 * numbers again.
 */
public final class Draw {
  private static final int KIND_SHIFT = 4; // kinds of a layer stand between the named streams

  private static final int LAYER_SHIFT = 8; // layers get streams of their own above the named ones

  /** The t of what is drawn once for all steps of a sequence. */
  public static final int ALL_STEPS = -1;

  /** What is drawn in a recurrence: each has numbers of its own. */
  public enum Kind {
    /** Whether a candidate is written. */
    CANDIDATE,
    /** Whether the next step sees h, drawn once for all steps. */
    STATE,
    /** Whether the cell keeps its old value. */
    CELL,
    /** Whether h keeps its old value. */
    HIDDEN,
    /** Whether a weight is used, drawn once a batch: by row, with its number for the step. */
    WEIGHT
  }

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

  /** The key of a row of one kind of the draws of a layer. */
  public long key(Kind kind, int layer, long sequence, int t) {
    int stream = Rng.DROPOUT + (kind.ordinal() + 1 << KIND_SHIFT) + (layer << LAYER_SHIFT);
    return Rng.key(seed, stream, epoch, step, sequence, t);
  }

  /** The key of a row: of one layer, one sequence, one time step. */
  public long key(int layer, long sequence, int t) {
    return Rng.key(seed, Rng.DROPOUT + (layer << LAYER_SHIFT), epoch, step, sequence, t);
  }
}
