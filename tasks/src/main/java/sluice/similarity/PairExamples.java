package sluice.similarity;

import java.util.Arrays;
import java.util.List;
import sluice.data.Examples;
import sluice.data.NumberLabels;
import sluice.data.RowWeights;
import sluice.data.WindowInputs;
import sluice.data.Windows;
import sluice.loss.Target;
import sluice.math.Matrix;

/** Pairs of windows, sequences or rows: whether they belong together, or how alike they are. */
public final class PairExamples implements Examples {
  private final WindowInputs left;
  private final WindowInputs right;
  private final boolean labels;
  private final double[] values; // [pairs], in the target's own unit; NaN: not known
  private final float[] scaled; // [pairs]
  private float[] weights; // [pairs]

  private PairExamples(Windows left, Windows right, boolean labels) {
    if (left.count() != right.count()) {
      throw new IllegalArgumentException(
          "both sides need as many windows, had " + left.count() + " and " + right.count());
    }
    this.left = new WindowInputs(left, false);
    this.right = new WindowInputs(right, false);
    this.labels = labels;
    values = new double[left.count()];
    scaled = new float[left.count()];
    weights = RowWeights.even(left.count());
  }

  /**
   * Pairs whose target is known.
   *
   * @param left the left sides, which the target belongs to
   * @param right their right sides, in the same order
   * @param labels whether targets are 1 for pairs that belong together, else 0; without, scores
   * @throws sluice.data.BadData if a label is neither, or a target is missing and that is refused
   */
  public static PairExamples known(
      Windows left, Windows right, NumberLabels target, boolean labels) {
    Windows known = target.known(left);
    Windows others = right.keep(window -> target.has(left, window));
    PairExamples examples = new PairExamples(known, others, labels);
    for (int pair = 0; pair < examples.values.length; pair++) {
      double value = labels ? target.yesOrNo(known, pair) : target.value(known, pair);
      examples.values[pair] = value;
      examples.scaled[pair] = (float) (labels ? value : target.scaler().scale(value));
    }
    return examples;
  }

  /** Pairs to be compared: their targets, if there are any, are not looked at. */
  public static PairExamples unlabelled(Windows left, Windows right, boolean labels) {
    PairExamples examples = new PairExamples(left, right, labels);
    Arrays.fill(examples.values, Double.NaN);
    return examples;
  }

  /** Makes pairs count by these weights. Modified. */
  public void weigh(float[] own) {
    weights = own.clone();
  }

  /** The left sides. */
  public Windows windows() {
    return left.windows();
  }

  /** The right sides. */
  public Windows others() {
    return right.windows();
  }

  /** Which inputs of a step are numbers of names. */
  List<Integer> embedded() {
    return windows().prepared().stream()
        .findFirst()
        .map(one -> one.preparation().embedded())
        .orElse(List.of());
  }

  /** Whether targets are 0 and 1. */
  public boolean labels() {
    return labels;
  }

  /** The target of a pair in its own unit; NaN where it is not known. */
  public double value(int pair) {
    return values[pair];
  }

  @Override
  public int count() {
    return values.length;
  }

  @Override
  public int inputs() {
    return left.width();
  }

  @Override
  public int sides() {
    return 2;
  }

  @Override
  public int steps(int pair) {
    return left.steps(pair);
  }

  @Override
  public int steps(int pair, int side) {
    return (side == 0 ? left : right).steps(pair);
  }

  @Override
  public int maxSteps() {
    return Math.max(left.maxSteps(), right.maxSteps());
  }

  @Override
  public void input(int pair, float[] into) {
    left.copy(pair, into);
  }

  @Override
  public void input(int pair, int side, float[] into) {
    (side == 0 ? left : right).copy(pair, into);
  }

  @Override
  public int targetSteps() {
    return 1;
  }

  @Override
  public Target newTarget(int rows) {
    Matrix room = Matrix.of(rows, 1);
    return labels ? new Target.LabelSets(room) : new Target.Values(room);
  }

  @Override
  public void targetRows(Target into, int rows) {
    matrix(into).rows(rows);
  }

  private static Matrix matrix(Target target) {
    return switch (target) {
      case Target.LabelSets(Matrix values) -> values;
      case Target.Values(Matrix values) -> values;
      case Target.ClassIds _ -> throw new IllegalArgumentException("a similarity is no class");
    };
  }

  @Override
  public void target(int pair, int step, Target into, int row) {
    matrix(into).set(row, 0, scaled[pair]);
  }

  @Override
  public float weight(int pair, int step) {
    return Double.isNaN(values[pair]) ? 0 : weights[pair];
  }
}
