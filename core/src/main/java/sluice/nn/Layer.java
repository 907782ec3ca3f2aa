package sluice.nn;

import java.util.List;
import java.util.Optional;
import sluice.math.Matrix;
import sluice.math.Steps;

/**
 * Sizes and weights of one layer. What one run needs besides stands in a {@link Pass}, so that any
 * number of passes can share a layer while it serves.
 */
public interface Layer {

  /** What this layer is. */
  LayerSpec spec();

  /** I: columns it reads. */
  int inputSize();

  /** O: columns it gives. */
  int outputSize();

  /** Its weights, in a fixed order. */
  List<Weight> weights();

  /** Floats of state that a sequence carries from step to step; 0 for a layer without memory. */
  default int stateLength() {
    return 0;
  }

  /** Steps that it gives for a sequence of so many; what cannot be is rounded down. */
  default long lengthAfter(long steps) {
    return steps;
  }

  /** The largest batch that it gives for batches of up to a capacity. */
  default Capacity capacityAfter(Capacity capacity) {
    return capacity;
  }

  /**
   * Why it must read sequences as a whole, never step by step or in pieces: the middle of a
   * sentence. Empty if it need not.
   */
  default Optional<String> needsWholeSequences() {
    return Optional.empty();
  }

  /**
   * Adds the recurrent layers in it, in the order of their indexes.
   *
   * @param state where its state begins in that of the network
   * @param backwards whether it is given sequences from their end
   * @param into takes them. Modified
   */
  default void addCells(int state, boolean backwards, List<Cell> into) {}

  /** Floats that a pass of this capacity holds, for the estimate of memory. */
  long passFloats(Capacity capacity, boolean training);

  /** Buffers for passes of up to the given capacity. */
  Pass pass(PassSettings settings);

  /**
   * The buffers of one forward and one backward. Reuse it; one thread at a time.
   *
   * <p>State matrices are [B, stateLength], one row a sequence, in the order of the batch's
   * positions.
   */
  interface Pass {

    /**
     * Runs the layer over a batch.
     *
     * @param x [N, I]
     * @param steps how the N rows lie
     * @return [N′, O], laid out as {@link #steps()} says; valid until the next forward
     */
    Matrix forward(Input x, Steps steps);

    /**
     * Takes the gradient back through the last forward, adding to the gradients of the weights.
     *
     * @param dy gradient of the output, [N′, O]. Not modified
     * @param end gradient of the final state, [B, stateLength]. Not modified
     * @return gradient of the input, [N, I]; valid until the next backward. Its content is
     *     undefined if the pass was made without input gradient
     */
    Matrix backward(Matrix dy, Matrix end);

    /**
     * What the last forward of a training pass asks of outputs beside the loss: see {@link
     * LayerSpec.Penalised}. Backward adds its gradient, times {@link Gradients#lossWeight()}.
     */
    default double penalty() {
      return 0;
    }

    /** How the rows of the output lie. */
    Steps steps();

    /**
     * The initial state, [B, stateLength], to be filled by the caller; zero at first, kept between
     * calls.
     */
    Matrix start();

    /** The final state after forward, [B, stateLength]. */
    Matrix end();

    /** The gradient of the initial state after backward, [B, stateLength]. */
    Matrix startGradient();
  }
}
