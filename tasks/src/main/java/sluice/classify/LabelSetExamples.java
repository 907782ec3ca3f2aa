package sluice.classify;

import sluice.data.LabelSets;
import sluice.data.Questions;
import sluice.data.WindowExamples;
import sluice.data.WindowInputs;
import sluice.data.Windows;
import sluice.loss.Target;
import sluice.math.Matrix;

/** Windows, sequences or rows as examples: any number of labels is to come out at each answer. */
public final class LabelSetExamples implements WindowExamples {
  private final WindowInputs inputs;
  private final Questions questions;
  private final boolean[][] labels; // [questions][labels]
  private final boolean[] known; // [questions]
  private final int width;
  private float[] weights; // [questions]

  private LabelSetExamples(Questions questions, boolean[][] labels, boolean[] known, int width) {
    this.questions = questions;
    this.labels = labels;
    this.known = known;
    this.width = width;
    inputs = new WindowInputs(questions.sequences(), false);
    weights = new float[known.length];
    for (int question = 0; question < known.length; question++) {
      weights[question] = known[question] ? 1 : 0;
    }
  }

  /** Examples of what is asked; a question whose labels are not known counts nothing. */
  public LabelSetExamples(Questions questions, LabelSets sets) {
    this(
        questions,
        labels(questions.windows(), sets),
        known(questions.windows(), sets),
        sets.labels().size());
  }

  /** Examples to be predicted: their labels, if there are any, are not looked at. */
  public static LabelSetExamples unlabelled(Questions questions, LabelSets sets) {
    int width = sets.labels().size();
    int count = questions.count();
    return new LabelSetExamples(questions, new boolean[count][width], new boolean[count], width);
  }

  private static boolean[][] labels(Windows windows, LabelSets sets) {
    boolean[][] labels = new boolean[windows.count()][];
    for (int window = 0; window < labels.length; window++) {
      labels[window] = sets.of(windows, window);
    }
    return labels;
  }

  private static boolean[] known(Windows windows, LabelSets sets) {
    boolean[] known = new boolean[windows.count()];
    for (int window = 0; window < known.length; window++) {
      known[window] = sets.has(windows, window);
    }
    return known;
  }

  /** Makes questions count by these weights. Modified. */
  public void weigh(float[] own) {
    for (int question = 0; question < weights.length; question++) {
      weights[question] *= own[question]; // 0 stays 0
    }
  }

  @Override
  public WindowInputs rows() {
    return inputs;
  }

  @Override
  public Questions questions() {
    return questions;
  }

  /** Whether the labels of a question are known. */
  boolean known(int question) {
    return known[question];
  }

  /** Whether each label holds for a question; not to be changed. */
  boolean[] labels(int question) {
    return labels[question];
  }

  /** Known questions. */
  public long known() {
    long all = 0;
    for (boolean one : known) {
      all += one ? 1 : 0;
    }
    return all;
  }

  /** How many questions each label holds for. */
  public long[] counts() {
    long[] counts = new long[width];
    for (boolean[] holds : labels) {
      for (int label = 0; label < width; label++) {
        counts[label] += holds[label] ? 1 : 0;
      }
    }
    return counts;
  }

  /** Share of the known questions that each label holds for; 0 without any. */
  public float[] frequencies() {
    long[] counts = counts();
    long all = known();
    float[] shares = new float[width];
    for (int label = 0; label < width && all > 0; label++) {
      shares[label] = (float) ((double) counts[label] / all);
    }
    return shares;
  }

  @Override
  public Target newTarget(int rows) {
    return new Target.LabelSets(Matrix.of(rows, width));
  }

  @Override
  public void targetRows(Target into, int rows) {
    ((Target.LabelSets) into).values().rows(rows);
  }

  @Override
  public void target(int example, int step, Target into, int row) {
    Matrix values = ((Target.LabelSets) into).values();
    for (int label = 0; label < width; label++) {
      values.set(row, label, labels[questions.of(example, step)][label] ? 1 : 0);
    }
  }

  @Override
  public float weight(int example, int step) {
    return weights[questions.of(example, step)];
  }
}
