package sluice.nn;

import sluice.math.Matrix;

/**
 * Reads what passes through recurrent layers, and the gradients of a training step. It never
 * writes; with or without it every bit is the same.
 *
 * <p>Called on the thread that runs the pass, after the layer's time loop: forward in rising t,
 * backward in falling t. The matrices hold all rows of the batch; {@code first} is the first row of
 * step t and {@code count} the number of sequences alive there. They are valid during the call
 * only.
 */
public interface Probe {
  /** Reads nothing and costs nothing. */
  Probe NONE = new Probe() {};

  /**
   * Whether it wants to be told of the steps of the next pass; asked once before each forward and
   * each backward. What is told to nobody is not gathered.
   */
  default boolean reads() {
    return true;
  }

  /**
   * A training step is about to begin.
   *
   * @param step counted from 1 over all epochs
   * @param gradients whose weights are those before the step
   */
  default void stepBegins(long step, Gradients gradients) {}

  /**
   * The objective is about to be evaluated: by one pass, or several; a line search does so often.
   */
  default void evaluationBegins() {}

  /**
   * The gradients of an evaluation are complete, nothing of them is clipped yet.
   *
   * @param gradients of all weights, finished
   * @param scale by which what the passes showed is to be multiplied: they gather sums, the loss is
   *     a mean
   */
  default void evaluationEnds(Gradients gradients, double scale) {}

  /**
   * The step is made.
   *
   * @param gradients whose weights are those after the step
   */
  default void stepEnds(Gradients gradients) {}

  /**
   * One step forward.
   *
   * @param layer index of the layer in its network
   * @param t step
   * @param first first row of step t
   * @param count number of rows
   * @param gates gate activations after their non-linearity, [N, gates·H]; empty for a plain RNN
   * @param c cell states, [N, H]; the hidden states for a plain RNN
   * @param h hidden states, [N, H]
   */
  default void forwardStep(
      int layer, int t, int first, int count, Matrix gates, Matrix c, Matrix h) {}

  /**
   * One step backward.
   *
   * @param layer index of the layer in its network
   * @param t step
   * @param first first row of step t
   * @param count number of rows
   * @param dh gradient of the hidden state: from above and from step t+1, [N, H]
   * @param dcFromOutput part of the cell state's gradient that comes through this step's output,
   *     [N, H]
   * @param dcFromNext part that comes from step t+1 through its forget gate, [N, H]
   * @param da gradient of the pre-activations, [N, gates·H]
   */
  default void backwardStep(
      int layer,
      int t,
      int first,
      int count,
      Matrix dh,
      Matrix dcFromOutput,
      Matrix dcFromNext,
      Matrix da) {}
}
