package sluice.optim;

import java.util.List;
import java.util.Optional;
import sluice.math.Matrix;

/**
 * Changes weights so that an objective falls.
 *
 * <p>Its state is named tensors and counters, so that a checkpoint can hold it.
 */
public interface Optimizer {

  /**
   * One step: evaluates the objective and changes the weights. Returns the loss before the change.
   */
  double step(Objective objective);

  /** Sets the learning rate of the next steps, at least 0. Modified. */
  void rate(double value);

  /** The learning rate in use. */
  double rate();

  /**
   * Whether the gradient is wanted where the momentum is about to lead (Nesterov) rather than at
   * the weights.
   */
  default boolean lookahead() {
    return false;
  }

  /**
   * The i-th trained weight as it stood before the evaluation in progress; empty for a method that
   * does not look ahead, where it stands there still.
   */
  default Optional<Matrix> standing(int i) {
    return Optional.empty();
  }

  /** Whether a step needs the whole training set as one batch (L-BFGS). */
  default boolean fullBatch() {
    return false;
  }

  /** Its tensors, in a fixed order, shared: writing to them restores a checkpoint. */
  List<Named> tensors();

  /** Number of steps made; part of what a checkpoint holds. */
  long steps();

  /** Sets the number of steps made, after the tensors were restored. Modified. */
  void steps(long value);

  /** A tensor of an optimiser's state. */
  record Named(String name, Matrix values) {}
}
