package sluice.loss;

import java.util.List;
import sluice.math.Matrix;

/**
 * Several quantiles of each target at once: the sum of their pinball losses (Koenker &amp; Bassett
 * 1978). With k quantiles the head has k outputs a target; those of target j are the columns j·k …
 * j·k + k − 1, in the order of the quantiles.
 *
 * @param quantiles at least one, each above 0 and below 1, rising
 */
public record Quantiles(List<Double> quantiles) implements Loss {

  public Quantiles {
    quantiles = List.copyOf(quantiles);
    double before = 0;
    for (double q : quantiles) {
      if (!(q > before && q < 1)) {
        throw new IllegalArgumentException(
            "quantiles must be above 0, below 1 and rise, were " + quantiles);
      }
      before = q;
    }
    if (quantiles.isEmpty()) {
      throw new IllegalArgumentException("quantiles must be at least one, were none");
    }
  }

  @Override
  public String type() {
    return "quantiles";
  }

  @Override
  public int outputs(int columns) {
    return columns;
  }

  @Override
  public void check(Target target, int rows, int columns) {
    if (!(target instanceof Target.Values(Matrix truth))
        || truth.rows() != rows
        || truth.columns() * quantiles.size() != columns) {
      throw Loss.unfit(this, target, rows, columns);
    }
  }

  @Override
  public double row(Matrix output, int row, Target target, int targetRow, Matrix dOutput) {
    Matrix truth = ((Target.Values) target).values();
    int each = quantiles.size();
    double sum = 0;
    for (int j = 0; j < output.columns(); j++) {
      double q = quantiles.get(j % each);
      double r = truth.get(targetRow, j / each) - output.get(row, j);
      sum += r >= 0 ? q * r : (q - 1) * r;
      dOutput.set(row, j, r == 0 ? 0 : (float) (r > 0 ? -q : 1 - q));
    }
    return sum;
  }
}
