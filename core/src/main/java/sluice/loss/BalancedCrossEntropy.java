package sluice.loss;

import java.util.List;
import sluice.math.Matrix;

/**
 * Sigmoid with cross-entropy, each label weighing its own when it holds and when it does not: rare
 * labels then count as much as frequent ones (King &amp; Zeng 2001).
 *
 * <pre>
 *   loss = Σ yesⱼ·yⱼ·log(1 + e⁻ᶻ) + noⱼ·(1 − yⱼ)·log(1 + eᶻ)
 *   dzⱼ  = yesⱼ·yⱼ·(p − 1) + noⱼ·(1 − yⱼ)·p        p = σ(zⱼ)
 * </pre>
 *
 * @param yes what each label weighs where it holds, above 0
 * @param no what it weighs where it does not, above 0
 */
public record BalancedCrossEntropy(List<Double> yes, List<Double> no) implements Loss {
  public BalancedCrossEntropy {
    yes = List.copyOf(yes);
    no = List.copyOf(no);
    if (yes.isEmpty() || yes.size() != no.size()) {
      throw new IllegalArgumentException(
          "every label needs two weights, found " + yes.size() + " and " + no.size());
    }
    yes.forEach(weight -> Checks.positive("the weight of a label that holds", weight));
    no.forEach(weight -> Checks.positive("the weight of a label that does not hold", weight));
  }

  /**
   * The weights by which each label that holds counts as much, together, as where it does not.
   *
   * @param holds rows that each label holds for
   * @param rows all of them
   */
  public static BalancedCrossEntropy of(long[] holds, long rows) {
    Double[] yes = new Double[holds.length];
    Double[] no = new Double[holds.length];
    for (int label = 0; label < holds.length; label++) {
      boolean both = holds[label] > 0 && holds[label] < rows;
      yes[label] = both ? rows / (2.0 * holds[label]) : 1;
      no[label] = both ? rows / (2.0 * (rows - holds[label])) : 1;
    }
    return new BalancedCrossEntropy(List.of(yes), List.of(no));
  }

  @Override
  public String type() {
    return "balanced-cross-entropy";
  }

  @Override
  public int outputs(int columns) {
    return columns;
  }

  @Override
  public void check(Target target, int rows, int columns) {
    SigmoidCrossEntropy.checkLabels(this, target, rows, columns);
    if (columns != yes.size()) {
      throw Loss.unfit(this, target, rows, columns);
    }
  }

  @Override
  public double row(Matrix output, int row, Target target, int targetRow, Matrix dOutput) {
    Matrix labels = ((Target.LabelSets) target).values();
    double sum = 0;
    for (int j = 0; j < output.columns(); j++) {
      double z = output.get(row, j);
      double up = yes.get(j) * labels.get(targetRow, j);
      double down = no.get(j) * (1 - labels.get(targetRow, j));
      double small = StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
      sum += up * (Math.max(-z, 0) + small) + down * (Math.max(z, 0) + small);
      dOutput.set(row, j, (float) ((up + down) / (1 + StrictMath.exp(-z)) - up));
    }
    return sum;
  }

  @Override
  public void predict(Matrix output) {
    SigmoidCrossEntropy.sigmoid(output);
  }
}
