package sluice.loss;

import sluice.math.Steps;

/** How the loss of a batch becomes one number. */
public enum Reduction {
  /** Mean over all steps that exist and all outputs: Σ weight·loss ∕ (Σ weight · outputs). */
  MEAN,
  /**
   * Summed over steps, mean over sequences and outputs: what the recipes for Penn Treebank mean.
   */
  SUM_STEPS;

  /**
   * What the summed loss of a batch, or of a part of it, adds to the divisor.
   *
   * @param rows how the head's rows lie
   * @param weights weight of each row
   * @param outputs outputs that a row's loss is the sum of
   */
  public double divisor(Steps rows, float[] weights, int outputs) {
    if (this == SUM_STEPS) {
      return (double) rows.sequences() * outputs;
    }
    double sum = 0;
    for (int r = 0; r < rows.rows(); r++) {
      sum += weights[r];
    }
    return sum * outputs;
  }
}
