package sluice.regress;

import java.util.Arrays;
import sluice.data.NumberLabels;
import sluice.data.Questions;
import sluice.data.RowWeights;
import sluice.data.WindowExamples;
import sluice.data.WindowInputs;
import sluice.data.Windows;
import sluice.loss.Target;
import sluice.math.Matrix;

/**
 * Windows or whole sequences as examples: a scaled number is to come out at the last step, or at
 * each one.
 */
public final class RegressExamples implements WindowExamples {
  private final WindowInputs inputs;
  private final Questions questions;
  private final double[] values; // [questions], in the target's own unit; NaN: not known
  private final float[] scaled; // [questions]
  private float[] weights; // [questions]

  private RegressExamples(Questions questions, double[] values, float[] scaled) {
    this.questions = questions;
    this.values = values;
    this.scaled = scaled;
    inputs = new WindowInputs(questions.sequences(), false);
    weights = RowWeights.even(questions.count());
  }

  /** Makes questions count by these weights. Modified. */
  public void weigh(float[] own) {
    weights = own.clone();
  }

  /** Examples of what is asked. */
  public RegressExamples(Questions questions, NumberLabels labels) {
    this(questions, new double[questions.count()], new float[questions.count()]);
    Windows windows = questions.windows();
    for (int window = 0; window < values.length; window++) {
      values[window] = labels.value(windows, window);
      scaled[window] =
          Double.isNaN(values[window]) ? 0 : (float) labels.scaler().scale(values[window]);
    }
  }

  /** Examples to be predicted: their numbers, if there are any, are not looked at. */
  public static RegressExamples unlabelled(Questions questions) {
    double[] none = new double[questions.count()];
    Arrays.fill(none, Double.NaN);
    return new RegressExamples(questions, none, new float[questions.count()]);
  }

  @Override
  public WindowInputs rows() {
    return inputs;
  }

  @Override
  public Questions questions() {
    return questions;
  }

  /** The true number of a question in its own unit; NaN where it is not known. */
  public double value(int question) {
    return values[question];
  }

  @Override
  public Target newTarget(int rows) {
    return new Target.Values(Matrix.of(rows, 1));
  }

  @Override
  public void targetRows(Target into, int rows) {
    ((Target.Values) into).values().rows(rows);
  }

  @Override
  public void target(int example, int step, Target into, int row) {
    ((Target.Values) into).values().set(row, 0, scaled[questions.of(example, step)]);
  }

  @Override
  public float weight(int example, int step) {
    int question = questions.of(example, step);
    return Double.isNaN(values[question]) ? 0 : weights[question];
  }
}
