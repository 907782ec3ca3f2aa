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
 * <p>In this form neither end overflows. With smoothing ε (Szegedy et al. 2016) y is (1−ε)·y + ½ε;
 * with a weight w of labels that hold
 *
 * <pre>
 *   loss = Σ w·y·log(1 + e⁻ᶻ) + (1−y)·log(1 + eᶻ)                dz = (w·y + 1 − y)·p − w·y
 * </pre>
 *
 * @param smoothing ε, share of a label that is spread over yes and no, at least 0 and below 1
 * @param positive w, what a label that holds weighs beside one that does not, above 0
 */
public record SigmoidCrossEntropy(double smoothing, double positive) implements Loss {
  private static final Kernels KERNELS = Kernels.get();

  public SigmoidCrossEntropy {
    Checks.share("label smoothing", smoothing);
    Checks.positive("the weight of positive labels", positive);
  }

  /** Without label smoothing, all labels weighing the same. */
  public SigmoidCrossEntropy() {
    this(0, 1);
  }

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
    checkLabels(this, target, rows, columns);
  }

  /** Throws if a target has no label sets, or not one label for each output. */
  static void checkLabels(Loss loss, Target target, int rows, int columns) {
    if (!(target instanceof Target.LabelSets(Matrix labels))
        || labels.rows() != rows
        || labels.columns() != columns) {
      throw Loss.unfit(loss, target, rows, columns);
    }
  }

  @Override
  public double row(Matrix output, int row, Target target, int targetRow, Matrix dOutput) {
    Matrix labels = ((Target.LabelSets) target).values();
    return smoothing == 0 && positive == 1
        ? plain(output, row, labels, targetRow, dOutput)
        : weighted(output, row, labels, targetRow, dOutput);
  }

  private static double plain(
      Matrix output, int row, Matrix labels, int targetRow, Matrix dOutput) {
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

  private double weighted(Matrix output, int row, Matrix labels, int targetRow, Matrix dOutput) {
    double sum = 0;
    for (int j = 0; j < output.columns(); j++) {
      double z = output.get(row, j);
      double y = (1 - smoothing) * labels.get(targetRow, j) + smoothing / 2;
      double yes = positive * y;
      double small = StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
      sum += yes * (Math.max(-z, 0) + small) + (1 - y) * (Math.max(z, 0) + small);
      dOutput.set(row, j, (float) ((yes + 1 - y) / (1 + StrictMath.exp(-z)) - yes));
    }
    return sum;
  }

  /** Every element of z becomes σ(z). Modified. */
  static void sigmoid(Matrix z) {
    KERNELS.sigmoid(z.size(), z.data(), z.at(0), z.data(), z.at(0));
  }

  @Override
  public void predict(Matrix output) {
    sigmoid(output);
  }
}
