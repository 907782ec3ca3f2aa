package sluice.experiment;

import sluice.data.Examples;
import sluice.loss.Target;
import sluice.math.Matrix;

/**
 * What is to come out at the last step of an example, as one number: a class, or the first of its
 * values.
 */
final class Truths {
  private final Examples examples;
  private final Target target;

  Truths(Examples examples) {
    this.examples = examples;
    target = examples.newTarget(1);
    examples.targetRows(target, 1);
  }

  /** Whether answers are classes, of which no mean is taken. */
  boolean isClass() {
    return !(target instanceof Target.Values);
  }

  /** Whether the answer of an example is known. */
  boolean known(int example) {
    return examples.weight(example, step(example)) > 0;
  }

  /** The last step of an example that has a target. */
  int step(int example) {
    return Math.min(examples.targetSteps(), examples.steps(example)) - 1;
  }

  double of(int example) {
    examples.target(example, step(example), target, 0);
    return switch (target) {
      case Target.Values(Matrix values) -> values.get(0, 0);
      case Target.LabelSets(Matrix values) -> values.get(0, 0);
      case Target.ClassIds ids -> ids.get(0);
    };
  }

  /** The answer that a row of predictions gives. */
  double predicted(Matrix output, int row) {
    if (!(target instanceof Target.ClassIds)) {
      float first = output.get(row, 0);
      return isClass() ? first > 0.5f ? 1 : 0 : first;
    }
    int best = 0;
    for (int j = 1; j < output.columns(); j++) {
      best = output.get(row, j) > output.get(row, best) ? j : best;
    }
    return best;
  }
}
