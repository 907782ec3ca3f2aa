package sluice.classify;

import sluice.data.LabelSets;
import sluice.data.RowWeights;
import sluice.data.WindowExamples;
import sluice.data.WindowInputs;
import sluice.data.Windows;
import sluice.loss.Target;
import sluice.math.Matrix;

/** Windows, sequences or rows as examples: any number of labels is to come out at the last step. */
public final class LabelSetExamples implements WindowExamples {
  private final WindowInputs inputs;
  private final boolean[][] labels; // [windows][labels]
  private final int width;
  private float[] weights; // [windows]

  private LabelSetExamples(Windows windows, boolean[][] labels, int width) {
    this.labels = labels;
    this.width = width;
    inputs = new WindowInputs(windows, false);
    weights = RowWeights.even(windows.count());
  }

  /** Examples of these windows, whose labels are known. */
  public LabelSetExamples(Windows windows, LabelSets sets) {
    this(windows, labels(windows, sets), sets.labels().size());
  }

  /** Examples to be predicted: their labels, if there are any, are not looked at. */
  public static LabelSetExamples unlabelled(Windows windows, LabelSets sets) {
    int width = sets.labels().size();
    return new LabelSetExamples(windows, new boolean[windows.count()][width], width);
  }

  private static boolean[][] labels(Windows windows, LabelSets sets) {
    boolean[][] labels = new boolean[windows.count()][];
    for (int window = 0; window < labels.length; window++) {
      labels[window] = sets.of(windows, window);
    }
    return labels;
  }

  /** Makes examples count by these weights. Modified. */
  public void weigh(float[] own) {
    weights = own.clone();
  }

  @Override
  public WindowInputs rows() {
    return inputs;
  }

  /** Whether each label holds for an example; not to be changed. */
  boolean[] labels(int example) {
    return labels[example];
  }

  /** Share of the examples that each label holds for; 0 without examples. */
  public float[] frequencies() {
    long[] counts = new long[width];
    for (boolean[] own : labels) {
      for (int label = 0; label < width; label++) {
        counts[label] += own[label] ? 1 : 0;
      }
    }
    float[] shares = new float[width];
    for (int label = 0; label < width && labels.length > 0; label++) {
      shares[label] = (float) ((double) counts[label] / labels.length);
    }
    return shares;
  }

  @Override
  public int targetSteps() {
    return 1;
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
      values.set(row, label, labels[example][label] ? 1 : 0);
    }
  }

  @Override
  public float weight(int example, int step) {
    return weights[example];
  }
}
