package sluice.loss;

import java.util.Locale;
import sluice.kernel.Kernels;
import sluice.math.Matrix;

/**
 * Softmax with cross-entropy, from logits z: one of O classes a row.
 *
 * <pre>
 *   p = softmax(z)    loss = log Σ exp(z) − z[class] = −log p[class]    dz = p − onehot(class)
 * </pre>
 *
 * <p>The largest logit is subtracted first, so that nothing overflows.
 */
public record SoftmaxCrossEntropy() implements Loss {
  private static final Kernels KERNELS = Kernels.get();

  @Override
  public String type() {
    return "softmax-cross-entropy";
  }

  @Override
  public int outputs(int columns) {
    return 1;
  }

  @Override
  public void check(Target target, int rows, int columns) {
    if (!(target instanceof Target.ClassIds) || target.rows() != rows) {
      throw Loss.unfit(this, target, rows, columns);
    }
  }

  @Override
  public double row(Matrix output, int row, Target target, int targetRow, Matrix dOutput) {
    int id = ((Target.ClassIds) target).get(targetRow);
    if (id < 0 || id >= output.columns()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "class %d in row %d is not in 0…%d",
              id,
              targetRow,
              output.columns() - 1));
    }
    float own = output.get(row, id);
    float largest = KERNELS.max(output.columns(), output.data(), output.at(row));
    double sum = softmax(output, row, largest, dOutput);
    dOutput.set(row, id, dOutput.get(row, id) - 1);
    return StrictMath.log(sum) + largest - own;
  }

  /** One row of p; returns Σ exp(z − largest). */
  private static double softmax(Matrix z, int row, float largest, Matrix p) {
    int columns = z.columns();
    KERNELS.exp(columns, z.data(), z.at(row), largest, p.data(), p.at(row));
    double sum = KERNELS.sum(columns, p.data(), p.at(row));
    KERNELS.scale(columns, (float) (1 / sum), p.data(), p.at(row));
    return sum;
  }

  @Override
  public void predict(Matrix output) {
    for (int r = 0; r < output.rows(); r++) {
      softmax(output, r, KERNELS.max(output.columns(), output.data(), output.at(r)), output);
    }
  }
}
