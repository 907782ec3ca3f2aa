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
  public void rows(Matrix output, Target target, double[] losses, Matrix dOutput) {
    if (!(target instanceof Target.ClassIds classes) || classes.rows() != output.rows()) {
      throw Loss.unfit(this, target, output);
    }
    int columns = output.columns();
    for (int r = 0; r < output.rows(); r++) {
      int id = classes.get(r);
      if (id < 0 || id >= columns) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "class %d in row %d is not in 0…%d", id, r, columns - 1));
      }
      float own = output.get(r, id);
      float largest = KERNELS.max(columns, output.data(), output.at(r));
      double sum = softmax(output, r, largest, dOutput);
      losses[r] = StrictMath.log(sum) + largest - own;
      dOutput.set(r, id, dOutput.get(r, id) - 1);
    }
  }

  /** One row of p; returns Σ exp(z − largest). */
  private static double softmax(Matrix z, int r, float largest, Matrix p) {
    int columns = z.columns();
    for (int j = 0; j < columns; j++) {
      p.set(r, j, z.get(r, j) - largest);
    }
    KERNELS.exp(columns, p.data(), p.at(r), p.data(), p.at(r));
    double sum = KERNELS.sum(columns, p.data(), p.at(r));
    KERNELS.scale(columns, (float) (1 / sum), p.data(), p.at(r));
    return sum;
  }

  @Override
  public void predict(Matrix output) {
    for (int r = 0; r < output.rows(); r++) {
      softmax(output, r, KERNELS.max(output.columns(), output.data(), output.at(r)), output);
    }
  }
}
