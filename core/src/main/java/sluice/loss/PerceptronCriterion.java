package sluice.loss;

import sluice.kernel.Curve;
import sluice.kernel.Kernels;
import sluice.math.Matrix;

/**
 * The perceptron's own rule of learning (Rosenblatt 1958), as a loss of the sums z before the step:
 * any number of O labels a row, each on its own.
 *
 * <pre>
 *   ŷ = 1 where z ≥ 0, else 0      loss = Σ (ŷ − y)·z      dz = ŷ − y
 * </pre>
 *
 * <p>What is right costs nothing and changes nothing. Followed by plain descent at rate η, one row
 * at a time, a weight moves by η·(y − ŷ)·x: his rule. It comes to an end where a line separates the
 * labels (Novikoff 1962), and never where none does.
 */
public record PerceptronCriterion() implements Loss {
  private static final Kernels KERNELS = Kernels.get();

  @Override
  public String type() {
    return "perceptron";
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
      float z = output.get(row, j);
      float error = (z < 0 ? 0 : z >= 0 ? 1 : z) - labels.get(targetRow, j); // NaN stays
      sum += (double) error * z;
      dOutput.set(row, j, error);
    }
    return sum;
  }

  @Override
  public void predict(Matrix output) {
    float[] z = output.data();
    KERNELS.activate(Curve.STEP, 0, output.size(), z, output.at(0), z, output.at(0));
  }
}
