package sluice.inspect;

import java.util.List;
import sluice.loss.Head;
import sluice.loss.Loss;
import sluice.loss.SoftmaxCrossEntropy;
import sluice.loss.SoftmaxFocal;
import sluice.loss.Target;
import sluice.math.Matrix;
import sluice.nn.Weight;

/**
 * One output of a head as if it were its loss, so that its gradient comes down like any other.
 *
 * <p>Of classes by softmax it is the log-odds of one against all others, ln p ∕ (1 − p); of all
 * else the output as the last layer gives it, which by a sigmoid is the log-odds of yes.
 *
 * @param column which output
 * @param odds whether it is a class of several
 */
record Score(int column, boolean odds) implements Loss {

  /** A head with the same weights that gives this score for its loss. */
  static Head of(Head head, int column) {
    if (column < 0 || column >= head.outputSize()) {
      throw new IllegalArgumentException(
          "there is no output " + column + ", the model gives 0 to " + (head.outputSize() - 1));
    }
    boolean softmax =
        head.loss() instanceof SoftmaxCrossEntropy || head.loss() instanceof SoftmaxFocal;
    Score score = new Score(column, softmax && head.outputSize() > 1);
    Head copy =
        switch (head.type()) {
          case "dense" -> Head.dense(head.inputSize(), head.outputSize(), score, 0);
          case "plain" -> Head.plain(head.outputSize(), score);
          default ->
              throw new IllegalArgumentException(
                  "a head of type " + head.type() + " gives no output of one sequence alone");
        };
    List<Weight> weights = copy.weights();
    Still.copy(head.weights(), weights);
    return copy;
  }

  @Override
  public String type() {
    return "score";
  }

  @Override
  public void check(Target target, int rows, int columns) {
    // It asks for no truth.
  }

  @Override
  public int outputs(int columns) {
    return 1;
  }

  @Override
  public double row(Matrix output, int row, Target target, int targetRow, Matrix dOutput) {
    double own = output.get(row, column);
    double others = odds ? others(output, row) : 0; // ln Σ e^z of all others
    for (int j = 0; j < output.columns(); j++) {
      double z = output.get(row, j);
      double share = odds ? -StrictMath.exp(z - others) : 0;
      dOutput.set(row, j, j == column ? 1 : (float) share);
    }
    return own - others;
  }

  private double others(Matrix output, int row) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < output.columns(); j++) {
      largest = j == column ? largest : Math.max(largest, output.get(row, j));
    }
    double sum = 0;
    for (int j = 0; j < output.columns(); j++) {
      sum += j == column ? 0 : StrictMath.exp(output.get(row, j) - largest);
    }
    return largest + StrictMath.log(sum);
  }
}
