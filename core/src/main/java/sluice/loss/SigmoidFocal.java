package sluice.loss;

import sluice.math.Matrix;

/**
 * Focal loss (Lin et al. 2017), from logits z: any number of O labels a row, each on its own.
 *
 * <pre>
 *   p = σ(z)     loss = Σ −α·y·(1−p)^γ·log p − (1−α)·(1−y)·p^γ·log(1−p)
 *   dz = −α·y·(1−p)·f(p) + (1−α)·(1−y)·p·f(1−p)        f(p) = (1−p)^γ − γ·p·(1−p)^(γ−1)·log p
 * </pre>
 *
 * <p>γ = 0 with α = ½ is half the sigmoid cross-entropy.
 *
 * @param gamma γ, at least 0; the paper's best is 2
 * @param alpha α, weight of labels that hold, above 0 and below 1; the paper's best beside γ = 2 is
 *     0.25
 */
public record SigmoidFocal(double gamma, double alpha) implements Loss {

  public SigmoidFocal {
    Checks.notNegative("gamma of the focal loss", gamma);
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException(
          "alpha of the focal loss must be above 0 and below 1, was " + alpha);
    }
  }

  @Override
  public String type() {
    return "sigmoid-focal";
  }

  @Override
  public int outputs(int columns) {
    return columns;
  }

  @Override
  public void check(Target target, int rows, int columns) {
    SigmoidCrossEntropy.checkLabels(this, target, rows, columns);
  }

  @Override
  public double row(Matrix output, int row, Target target, int targetRow, Matrix dOutput) {
    Matrix labels = ((Target.LabelSets) target).values();
    double sum = 0;
    for (int j = 0; j < output.columns(); j++) {
      double z = output.get(row, j);
      double y = labels.get(targetRow, j);
      double p = 1 / (1 + StrictMath.exp(-z));
      double q = 1 / (1 + StrictMath.exp(z)); // 1 − p, exactly where p is near 1
      double small = StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
      double logP = -(Math.max(-z, 0) + small);
      double logQ = -(Math.max(z, 0) + small);
      double yes = alpha * y;
      double no = (1 - alpha) * (1 - y);
      sum -= yes * StrictMath.pow(q, gamma) * logP + no * StrictMath.pow(p, gamma) * logQ;
      double up = no * p * SoftmaxFocal.factor(gamma, q, p, logQ);
      double down = yes * q * SoftmaxFocal.factor(gamma, p, q, logP);
      dOutput.set(row, j, (float) (up - down));
    }
    return sum;
  }

  @Override
  public void predict(Matrix output) {
    SigmoidCrossEntropy.sigmoid(output);
  }
}
