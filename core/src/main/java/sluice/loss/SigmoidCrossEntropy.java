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
  public void check(Target target, int rows, int columns) {
    if (!(target instanceof Target.LabelSets(Matrix labels))
        || labels.rows() != rows
        || labels.columns() != columns) {
      throw Loss.unfit(this, target, rows, columns);
    }
  }

  @Override
  public double row(Matrix output, int row, Target target, int targetRow, Matrix dOutput) {
    Matrix labels = ((Target.LabelSets) target).values();
    int columns = output.columns();
    double sum = 0;
    for (int j = 0; j < columns; j++) {
      double z = output.get(row, j);
      double y = labels.get(targetRow, j);
      sum += Math.max(z, 0) - z * y + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
    }
    KERNELS.sigmoid(columns, output.data(), output.at(row), dOutput.data(), dOutput.at(row));
    KERNELS.axpy(columns, -1, labels.data(), labels.at(targetRow), dOutput.data(), dOutput.at(row));
    return sum;
  }

  @Override
  public void predict(Matrix output) {
    KERNELS.sigmoid(output.size(), output.data(), output.at(0), output.data(), output.at(0));
  }
}
