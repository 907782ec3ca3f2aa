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
 *
 * <p>A layer counts as everywhere: leaves in the order in which they stand, so a bidirectional LSTM
 * is two, of which the second reads from the end: its t is the t-th step it reads, and the row of a
 * sequence at t is that of its t-th step from the end. A layer of which nothing is learned, nor
 * below it, is not gone back through, and shows no backward step.
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
   * @param gates gate activations after their non-linearity, [N, gates·H]: i f g o of an LSTM, f g
   *     o where i = 1 − f, r z n of a GRU; empty for a plain RNN and an IndRNN
   * @param c cell states, [N, H]; the hidden states for a layer without cells
   * @param h hidden states, [N, H], or [N, P] where they are projected
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
   * @param dh gradient of the hidden state: from above and from step t+1, [N, H] or [N, P]
   * @param dcFromOutput part of the cell state's gradient that comes through this step's output,
   *     its peephole included, [N, H]; empty for a layer without cells
   * @param dcFromNext part that comes from step t+1 through its forget gate and its peepholes, [N,
   *     H]; with zoneout, what reaches the value before it; empty for a layer without cells
   * @param da gradient of the sums before the gates' functions, in their order, [N, gates·H]
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
