package sluice.loss;

import sluice.kernel.Kernels;
import sluice.math.Matrix;

/**
 * Focal loss (Lin et al. 2017) over softmax, from logits z: one of O classes a row. Rows that are
 * right already count less, so that rare and hard ones are heard.
 *
 * <pre>
 *   p = softmax(z)[class]    loss = −(1−p)^γ · log p
 *   dz = f · (softmax(z) − onehot(class))    f = (1−p)^γ − γ·p·(1−p)^(γ−1)·log p
 * </pre>
 *
 * <p>γ = 0 is softmax cross-entropy. What the paper calls α is a weight of each class: row weights.
 *
 * @param gamma γ, at least 0; the paper's best is 2
 */
public record SoftmaxFocal(double gamma) implements Loss {
  private static final Kernels KERNELS = Kernels.get();

  public SoftmaxFocal {
    Checks.notNegative("gamma of the focal loss", gamma);
  }

  @Override
  public String type() {
    return "softmax-focal";
  }

  @Override
  public int outputs(int columns) {
    return 1;
  }

  @Override
  public void check(Target target, int rows, int columns) {
    SoftmaxCrossEntropy.checkIds(this, target, rows, columns);
  }

  @Override
  public double row(Matrix output, int row, Target target, int targetRow, Matrix dOutput) {
    int id = SoftmaxCrossEntropy.id(output, target, targetRow);
    int columns = output.columns();
    float own = output.get(row, id);
    float largest = KERNELS.max(columns, output.data(), output.at(row));
    double sum = SoftmaxCrossEntropy.softmax(output, row, largest, dOutput);
    double logP = own - largest - StrictMath.log(sum);
    double p = dOutput.get(row, id);
    double rest = rest(dOutput, row, id, p);
    dOutput.set(row, id, (float) -rest); // p − 1, without what 1 − p would lose near 1
    KERNELS.scale(columns, (float) factor(gamma, p, rest, logP), dOutput.data(), dOutput.at(row));
    return -StrictMath.pow(rest, gamma) * logP;
  }

  /** 1 − p: the sum of all others where they are few, else the difference. */
  private static double rest(Matrix probabilities, int row, int id, double p) {
    if (p < 0.5) {
      return 1 - p;
    }
    double rest = 0;
    for (int j = 0; j < probabilities.columns(); j++) {
      rest += j == id ? 0 : probabilities.get(row, j);
    }
    return Math.min(rest, 1);
  }

  /** f: what a focal loss multiplies the gradient of a cross-entropy by. */
  static double factor(double gamma, double p, double rest, double logP) {
    if (rest <= 0) { // the limit: p is 1
      return gamma == 0 ? 1 : 0;
    }
    return StrictMath.pow(rest, gamma) - gamma * p * StrictMath.pow(rest, gamma - 1) * logP;
  }

  @Override
  public void predict(Matrix output) {
    SoftmaxCrossEntropy.softmax(output);
  }
}
