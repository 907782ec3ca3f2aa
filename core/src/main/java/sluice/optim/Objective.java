package sluice.optim;

/**
 * What an optimiser makes smaller: the loss on the current batch as a function of the weights.
 *
 * <p>The objective, and nobody else, clears gradients. First-order methods evaluate it once a step,
 * a line search as often as it asks.
 */
@FunctionalInterface
public interface Objective {
  /**
   * Clears the gradients, runs forward and backward with the weights as they are, and returns the
   * mean loss.
   */
  double evaluate();
}
