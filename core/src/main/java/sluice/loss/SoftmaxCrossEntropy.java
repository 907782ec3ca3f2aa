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
 * <p>With label smoothing (Szegedy et al. 2016) the target is q = (1−ε)·onehot(class) + ε∕O:
 *
 * <pre>
 *   loss = log Σ exp(z) − (1−ε)·z[class] − ε·mean(z)                    dz = p − q
 * </pre>
 *
 * <p>The largest logit is subtracted first, so that nothing overflows.
 *
 * @param smoothing ε, share of a label that is spread over all classes, at least 0 and below 1
 */
public record SoftmaxCrossEntropy(double smoothing) implements Loss {
  private static final Kernels KERNELS = Kernels.get();

  public SoftmaxCrossEntropy {
    Checks.share("label smoothing", smoothing);
  }

  /** Without label smoothing. */
  public SoftmaxCrossEntropy() {
    this(0);
  }

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
    checkIds(this, target, rows, columns);
  }

  @Override
  public double row(Matrix output, int row, Target target, int targetRow, Matrix dOutput) {
    int id = id(output, target, targetRow);
    int columns = output.columns();
    double own = output.get(row, id);
    if (smoothing > 0) {
      double mean = KERNELS.sum(columns, output.data(), output.at(row)) / columns;
      own = (1 - smoothing) * own + smoothing * mean;
    }
    float largest = KERNELS.max(columns, output.data(), output.at(row));
    double sum = softmax(output, row, largest, dOutput);
    dOutput.set(row, id, dOutput.get(row, id) - (float) (1 - smoothing));
    if (smoothing > 0) {
      float share = (float) (smoothing / columns);
      for (int j = dOutput.at(row), end = j + columns; j < end; j++) {
        dOutput.data()[j] -= share;
      }
    }
    return StrictMath.log(sum) + largest - own;
  }

  /** Throws if a target has no classes, or not one a row. */
  static void checkIds(Loss loss, Target target, int rows, int columns) {
    if (!(target instanceof Target.ClassIds) || target.rows() != rows) {
      throw Loss.unfit(loss, target, rows, columns);
    }
  }

  /** The class of a row; one that the outputs do not have is refused. */
  static int id(Matrix output, Target target, int targetRow) {
    int id = ((Target.ClassIds) target).get(targetRow);
    if (id < 0 || id >= output.columns()) {
      throw unknown(id, targetRow, output.columns());
    }
    return id;
  }

  /** The error for a class that the outputs do not have. */
  static IllegalArgumentException unknown(int id, int row, int classes) {
    return new IllegalArgumentException(
        String.format(Locale.ROOT, "class %d in row %d is not in 0…%d", id, row, classes - 1));
  }

  /** One row of p; returns Σ exp(z − largest). */
  static double softmax(Matrix z, int row, float largest, Matrix p) {
    int columns = z.columns();
    KERNELS.exp(columns, z.data(), z.at(row), largest, p.data(), p.at(row));
    double sum = KERNELS.sum(columns, p.data(), p.at(row));
    KERNELS.scale(columns, (float) (1 / sum), p.data(), p.at(row));
    return sum;
  }

  /** Every row of z becomes its softmax. Modified. */
  static void softmax(Matrix z) {
    for (int r = 0; r < z.rows(); r++) {
      softmax(z, r, KERNELS.max(z.columns(), z.data(), z.at(r)), z);
    }
  }

  @Override
  public void predict(Matrix output) {
    softmax(output);
  }
}
