package sluice.classify;

import java.util.Arrays;
import sluice.data.Labels;
import sluice.data.Questions;
import sluice.data.WindowExamples;
import sluice.data.WindowInputs;
import sluice.data.Windows;
import sluice.loss.Target;
import sluice.math.Matrix;

/**
 * Windows or whole sequences as examples: a class is to come out at the last step, or at each one.
 */
public final class ClassifyExamples implements WindowExamples {
  private final WindowInputs inputs;
  private final boolean oneLogit;
  private final Questions questions;
  private final int[] classes; // [questions]; −1: not known
  private float[] weights = new float[0]; // [questions]; none: all alike
  private float[] ofClasses = new float[0]; // likewise

  private ClassifyExamples(Questions questions, boolean oneLogit, int[] classes) {
    this.questions = questions;
    this.oneLogit = oneLogit;
    this.classes = classes;
    inputs = new WindowInputs(questions.sequences(), false);
  }

  /**
   * Makes questions count by their own weights times those of their class. Modified.
   *
   * @param own none where all count alike
   */
  public void weigh(float[] own, float[] ofClasses) {
    weights = own.clone();
    this.ofClasses = ofClasses.clone();
  }

  /**
   * Examples of what is asked.
   *
   * @param oneLogit whether the head gives one logit, that of the second of two classes, rather
   *     than one a class
   */
  public ClassifyExamples(Questions questions, Labels labels, boolean oneLogit) {
    this(questions, oneLogit, classes(questions.windows(), labels));
  }

  /** Examples to be predicted: their labels, if there are any, are not looked at. */
  public static ClassifyExamples unlabelled(Questions questions) {
    int[] none = new int[questions.count()];
    Arrays.fill(none, -1);
    return new ClassifyExamples(questions, false, none);
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

  @Override
  public Questions questions() {
    return questions;
  }

  /** The number of a question's class; −1 where it is not known. */
  public int label(int question) {
    return classes[question];
  }

  /** How many questions there are of each class. */
  public long[] counts(int of) {
    long[] counts = new long[of];
    Arrays.stream(classes).filter(c -> c >= 0).forEach(c -> counts[c]++);
    return counts;
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
    int label = Math.max(0, classes[questions.of(example, step)]); // weight 0 where it is not known
    switch (into) {
      case Target.LabelSets(Matrix values) -> values.set(row, 0, label);
      case Target.ClassIds ids -> ids.set(row, label);
      case Target.Values _ -> throw new IllegalArgumentException("a class is no number");
    }
  }

  @Override
  public float weight(int example, int step) {
    int question = questions.of(example, step);
    if (classes[question] < 0) {
      return 0;
    }
    float own = weights.length == 0 ? 1 : weights[question];
    return ofClasses.length == 0 ? own : own * ofClasses[classes[question]];
  }
}
