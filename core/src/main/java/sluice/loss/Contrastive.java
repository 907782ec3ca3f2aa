package sluice.loss;

import sluice.math.Matrix;

/**
 * Contrastive loss of two vectors' distance d (Hadsell, Chopra &amp; LeCun 2006): those that belong
 * together are drawn together, others are pushed apart up to a margin m.
 *
 * <pre>
 *   y·½d² + (1 − y)·½·max(0, m − d)²        by d: y·d − (1 − y)·max(0, m − d)
 * </pre>
 *
 * <p>It reads minus the distance, as {@link Likeness#DISTANCE} gives it without a learned scale.
 * What it predicts is 1 ∕ (1 + (2d∕m)²): 1 where both are the same, one half at half the margin.
 *
 * @param margin m, above 0
 */
public record Contrastive(double margin) implements Loss {
  public Contrastive {
    Checks.positive("margin of the contrastive loss", margin);
  }

  @Override
  public String type() {
    return "contrastive";
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
      double d = -output.get(row, j);
      double y = labels.get(targetRow, j);
      double missing = Math.max(0, margin - d);
      sum += 0.5 * (y * d * d + (1 - y) * missing * missing);
      dOutput.set(row, j, (float) ((1 - y) * missing - y * d));
    }
    return sum;
  }

  @Override
  public void predict(Matrix output) {
    for (int row = 0; row < output.rows(); row++) {
      for (int j = 0; j < output.columns(); j++) {
        double share = 2.0 * output.get(row, j) / margin;
        output.set(row, j, (float) (1 / (1 + share * share)));
      }
    }
  }
}
