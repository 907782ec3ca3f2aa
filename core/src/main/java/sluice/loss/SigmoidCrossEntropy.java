package sluice.loss;

import sluice.kernel.Kernels;
import sluice.math.Matrix;

/**
 * Sigmoid with cross-entropy, from logits z: any number of O labels a row, each on its own.
 *
 * <pre>
 *   p = σ(z)    loss = Σ max(z, 0) − z·y + log(1 + exp(−|z|))    dz = p − y
 * </pre>
 *
 * <p>In this form neither end overflows.
 */
public record SigmoidCrossEntropy() implements Loss {
  private static final Kernels KERNELS = Kernels.get();

  @Override
  public String type() {
    return "sigmoid-cross-entropy";
  }

  @Override
  public int outputs(int columns) {
    return columns;
  }

  @Override
  public void rows(Matrix output, Target target, double[] losses, Matrix dOutput) {
    if (!(target instanceof Target.LabelSets(Matrix labels))
        || labels.rows() != output.rows()
        || labels.columns() != output.columns()) {
      throw Loss.unfit(this, target, output);
    }
    int columns = output.columns();
    for (int r = 0; r < output.rows(); r++) {
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        double z = output.get(r, j);
        sum +=
            Math.max(z, 0) - z * labels.get(r, j) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
      }
      losses[r] = sum;
      KERNELS.sigmoid(columns, output.data(), output.at(r), dOutput.data(), dOutput.at(r));
      KERNELS.axpy(columns, -1, labels.data(), labels.at(r), dOutput.data(), dOutput.at(r));
    }
  }

  @Override
  public void predict(Matrix output) {
    KERNELS.sigmoid(output.size(), output.data(), output.at(0), output.data(), output.at(0));
  }
}
