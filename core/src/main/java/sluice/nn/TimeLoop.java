package sluice.nn;

import sluice.kernel.Kernels;
import sluice.math.Steps;
import sluice.math.Workers;

/**
 * How a recurrent layer shares its time loop out: by sequences, so that nobody waits for anybody
 * until the end, or by hidden units, all meeting after every step.
 *
 * <p>By units a core reads only its part of the recurrent weights: the way for batches too small to
 * divide, and for weights that one core's cache does not hold.
 */
final class TimeLoop {
  private static final Kernels KERNELS = Kernels.get();

  /** Recurrent weights that are read faster than two threads meet. */
  private static final int SMALL_WEIGHTS = 1 << 16;

  /** Recurrent weights that no longer stay in a core's second cache. */
  private static final int LARGE_WEIGHTS = 1 << 19;

  /** Sequences a thread should have, so that reading the weights does not take longest. */
  private static final int FEW_SEQUENCES = 6;

  /** Weights of input and recurrence that stay in a core's second cache side by side. */
  private static final int CACHED_WEIGHTS = 1 << 18;

  /** Sequences whose rows make a product as fast as many rows do. */
  private static final int FULL_TILE = 8;

  /** One step of a part of the work. */
  interface Step {
    /** Does the units {@code [from, to)} of step t of a slice of the sequences. */
    void run(int slice, int t, int from, int to);
  }

  private final Workers workers;
  private final Slices slices;
  private final int hidden;
  private final int pieces; // of the units; 1 where sequences are divided
  private final int width;
  private final Step step;
  private final Workers.Piece forwardSlice = this::forward;
  private final Workers.Piece backwardSlice = this::backward;
  private final Workers.Piece units = this::units;
  private Steps steps = Steps.equal(1, 1);
  private int time;

  /**
   * For a layer.
   *
   * @param hidden H
   * @param weights floats of the recurrent weights
   */
  TimeLoop(PassSettings settings, Slices slices, int hidden, int weights, Step step) {
    this.workers = settings.workers();
    this.slices = slices;
    this.hidden = hidden;
    this.step = step;
    int threads = workers.threads();
    boolean few = settings.capacity().sequences() < FEW_SEQUENCES * threads;
    boolean divide = weights > LARGE_WEIGHTS || few && weights > SMALL_WEIGHTS;
    int panels = Math.ceilDiv(hidden, KERNELS.panel());
    width = divide ? Math.ceilDiv(panels, threads) * KERNELS.panel() : hidden;
    pieces = Math.ceilDiv(hidden, width);
  }

  /**
   * Whether a step should multiply its own rows of the input, instead of all steps at once: when
   * the weights of both stay in a core's second cache, and the rows of a step fill a tile.
   */
  static boolean stepwise(int inputWeights, int weights, int sequences) {
    return inputWeights + weights <= CACHED_WEIGHTS && sequences >= FULL_TILE;
  }

  /** Whether units are divided, so that products must be able to give a range of each gate. */
  boolean byUnits() {
    return pieces > 1;
  }

  /** Runs the steps from the first to the last. */
  void forward(Steps steps) {
    this.steps = steps;
    if (byUnits()) {
      slices.whole(steps);
      for (time = 0; time < steps.count(); time++) {
        workers.run(pieces, units);
      }
    } else {
      slices.run(steps, forwardSlice);
    }
  }

  /** Runs the steps from the last to the first, and then once more with t = −1. */
  void backward(Steps steps) {
    this.steps = steps;
    if (byUnits()) {
      slices.whole(steps);
      for (time = steps.count() - 1; time >= -1; time--) {
        workers.run(pieces, units);
      }
    } else {
      slices.run(steps, backwardSlice);
    }
  }

  private void units(int piece) {
    int from = piece * width;
    step.run(0, time, from, Math.min(from + width, hidden));
  }

  private void forward(int slice) {
    for (int t = 0; t < steps.count() && slices.count(slice, t) > 0; t++) {
      step.run(slice, t, 0, hidden);
    }
  }

  private void backward(int slice) {
    for (int t = steps.count() - 1; t >= -1; t--) {
      step.run(slice, t, 0, hidden);
    }
  }
}
