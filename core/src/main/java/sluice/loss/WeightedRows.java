package sluice.loss;

import sluice.kernel.Kernels;
import sluice.math.Matrix;

/** A loss over weighted rows: Σ weight · loss, and the gradient of that sum. */
final class WeightedRows {
  private static final Kernels KERNELS = Kernels.get();

  private final Loss loss;
  private final double[] losses; // [N]

  WeightedRows(Loss loss, int rows) {
    this.loss = loss;
    this.losses = new double[rows];
  }

  double lossAndGradient(Matrix output, Target target, float[] weights, Matrix dOutput) {
    int rows = output.rows();
    loss.rows(output, target, losses, dOutput);
    for (int r = 0; r < rows; r++) {
      if (weights[r] != 1) {
        losses[r] *= weights[r];
        KERNELS.scale(dOutput.columns(), weights[r], dOutput.data(), dOutput.at(r));
      }
    }
    return KERNELS.sum(rows, losses, 0);
  }
}
