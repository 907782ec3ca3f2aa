package sluice.loss;

import sluice.math.Matrix;

/**
 * Multi-class hinge loss (Weston &amp; Watkins 1999) on scores z: one of O classes a row, which is
 * to lead every other by 1.
 *
 * <pre>
 *   loss = Σ_{j ≠ class} max(0, 1 + z[j] − z[class])
 *   dz[j] = 1 where its term is above 0, else 0        dz[class] = −(how many are)
 * </pre>
 *
 * <p>Predictions are softmax(z), so that scores become shares that rank classes; they are no
 * calibrated probabilities.
 */
public record Hinge() implements Loss {

  @Override
  public String type() {
    return "hinge";
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
    double own = output.get(row, id);
    double sum = 0;
    int wrong = 0;
    for (int j = 0; j < output.columns(); j++) {
      double term = 1 + output.get(row, j) - own;
      boolean counts = j != id && !(term <= 0); // what is not a number is not lost
      sum += counts ? term : 0;
      wrong += counts ? 1 : 0;
      dOutput.set(row, j, counts ? 1 : 0);
    }
    dOutput.set(row, id, -wrong);
    return sum;
  }

  @Override
  public void predict(Matrix output) {
    SoftmaxCrossEntropy.softmax(output);
  }
}
