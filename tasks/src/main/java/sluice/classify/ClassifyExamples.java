package sluice.classify;

import java.util.Arrays;
import sluice.data.Labels;
import sluice.data.RowWeights;
import sluice.data.WindowExamples;
import sluice.data.WindowInputs;
import sluice.data.Windows;
import sluice.loss.Target;
import sluice.math.Matrix;

/** Windows or whole sequences as examples: the class is to come out at the last step. */
public final class ClassifyExamples implements WindowExamples {
  private final WindowInputs inputs;
  private final boolean oneLogit;
  private final int[] classes; // [windows]; −1: not known
  private float[] weights; // [windows]

  private ClassifyExamples(Windows windows, boolean oneLogit, int[] classes) {
    this.oneLogit = oneLogit;
    this.classes = classes;
    inputs = new WindowInputs(windows, false);
    weights = RowWeights.even(windows.count());
  }

  /** Makes examples count by their own weights times those of their class. Modified. */
  public void weigh(float[] own, float[] ofClasses) {
    weights = own.clone();
    for (int example = 0; example < weights.length; example++) {
      weights[example] *= classes[example] < 0 ? 0 : ofClasses[classes[example]];
    }
  }

  /**
   * Examples of these windows.
   *
   * @param oneLogit whether the head gives one logit, that of the second of two classes, rather
   *     than one a class
   */
  public ClassifyExamples(Windows windows, Labels labels, boolean oneLogit) {
    this(windows, oneLogit, classes(windows, labels));
  }

  /** Examples to be predicted: their labels, if there are any, are not looked at. */
  public static ClassifyExamples unlabelled(Windows windows) {
    int[] none = new int[windows.count()];
    Arrays.fill(none, -1);
    return new ClassifyExamples(windows, false, none);
  }

  private static int[] classes(Windows windows, Labels labels) {
    int[] classes = new int[windows.count()];
    for (int window = 0; window < classes.length; window++) {
      classes[window] = labels.has(windows, window) ? labels.index(windows, window) : -1;
    }
    return classes;
  }

  @Override
  public WindowInputs rows() {
    return inputs;
  }

  /** The number of an example's class; −1 where it is not known. */
  public int label(int example) {
    return classes[example];
  }

  /** How many examples there are of each class. */
  public long[] counts(int of) {
    long[] counts = new long[of];
    Arrays.stream(classes).filter(c -> c >= 0).forEach(c -> counts[c]++);
    return counts;
  }

  @Override
  public int targetSteps() {
    return 1;
  }

  @Override
  public Target newTarget(int rows) {
    return oneLogit ? new Target.LabelSets(Matrix.of(rows, 1)) : new Target.ClassIds(rows);
  }

  @Override
  public void targetRows(Target into, int rows) {
    switch (into) {
      case Target.LabelSets(Matrix values) -> values.rows(rows);
      case Target.ClassIds ids -> ids.rows(rows);
      case Target.Values _ -> throw new IllegalArgumentException("a class is no number");
    }
  }

  @Override
  public void target(int example, int step, Target into, int row) {
    int label = Math.max(0, classes[example]); // weight 0 where it is not known
    switch (into) {
      case Target.LabelSets(Matrix values) -> values.set(row, 0, label);
      case Target.ClassIds ids -> ids.set(row, label);
      case Target.Values _ -> throw new IllegalArgumentException("a class is no number");
    }
  }

  @Override
  public float weight(int example, int step) {
    return classes[example] < 0 ? 0 : weights[example];
  }
}
