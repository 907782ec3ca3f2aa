package sluice.regress;

import java.util.Optional;
import sluice.data.NumberLabels;
import sluice.data.Questions;
import sluice.data.WindowExamples;
import sluice.data.WindowInputs;
import sluice.loss.Target;
import sluice.math.Matrix;

/**
 * Windows or whole sequences as examples: a scaled number is to come out at the last step, or at
 * each one.
 */
public final class RegressExamples implements WindowExamples {
  private final WindowInputs inputs;
  private final Questions questions;
  private final Optional<NumberLabels> labels; // looked at where they are asked for, not copied
  private float[] weights = new float[0]; // [questions]; none: all alike

  private RegressExamples(Questions questions, Optional<NumberLabels> labels) {
    this.questions = questions;
    this.labels = labels;
    inputs = new WindowInputs(questions.sequences(), false);
  }

  /** Makes questions count by these weights. Modified. */
  public void weigh(float[] own) {
    weights = own.clone();
  }

  /** Examples of what is asked. */
  public RegressExamples(Questions questions, NumberLabels labels) {
    this(questions, Optional.of(labels));
  }

  /** Examples to be predicted: their numbers, if there are any, are not looked at. */
  public static RegressExamples unlabelled(Questions questions) {
    return new RegressExamples(questions, Optional.empty());
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
    return labels.isPresent() ? labels.get().value(questions.windows(), question) : Double.NaN;
  }

  private float scaled(int question) {
    double value = value(question);
    return Double.isNaN(value) ? 0 : (float) labels.orElseThrow().scaler().scale(value);
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
    ((Target.Values) into).values().set(row, 0, scaled(questions.of(example, step)));
  }

  @Override
  public float weight(int example, int step) {
    int question = questions.of(example, step);
    boolean known = !Double.isNaN(value(question));
    return known ? weights.length == 0 ? 1 : weights[question] : 0;
  }
}
