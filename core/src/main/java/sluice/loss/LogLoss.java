package sluice.loss;

import java.util.Locale;
import sluice.math.Matrix;

/**
 * Log loss of probabilities p, for a network that gives probabilities itself: any number of O
 * labels a row, each on its own.
 *
 * <pre>
 *   loss = −Σ y·log p + (1−y)·log(1−p)      dp = (1−y)∕(1−p) − y∕p      p held in [1e−7, 1 − 1e−7]
 * </pre>
 *
 * <p>{@link SigmoidCrossEntropy} computes the same from logits, and does not lose its gradient
 * where p has become 0 or 1: prefer it.
 */
public record LogLoss() implements Loss {
  private static final double NEAREST = 1e-7; // to 0 and 1

  @Override
  public String type() {
    return "log-loss";
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
      double given = output.get(row, j);
      if (given < 0 || given > 1) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "log-loss reads probabilities, row %d, column %d is %s; end the network with a"
                    + " sigmoid, or use sigmoid-cross-entropy, which reads logits",
                targetRow,
                j,
                given));
      }
      double p = Math.clamp(given, NEAREST, 1 - NEAREST);
      double y = labels.get(targetRow, j);
      sum -= y * StrictMath.log(p) + (1 - y) * StrictMath.log(1 - p);
      dOutput.set(row, j, (float) ((1 - y) / (1 - p) - y / p));
    }
    return sum;
  }
}
