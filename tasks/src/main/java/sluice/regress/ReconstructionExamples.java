package sluice.regress;

import sluice.data.Questions;
import sluice.data.WindowExamples;
import sluice.data.WindowInputs;
import sluice.data.Windows;
import sluice.loss.Target;
import sluice.math.Matrix;

/** Rows, windows or sequences whose own scaled inputs are to come out again, at each step. */
public final class ReconstructionExamples implements WindowExamples {
  private final WindowInputs inputs;
  private final Questions questions;
  private final float[] row; // [inputs]

  /** Examples of these windows. */
  public ReconstructionExamples(Windows windows) {
    inputs = new WindowInputs(windows, false);
    questions = Questions.oneEach(windows);
    row = new float[inputs.width()];
  }

  @Override
  public WindowInputs rows() {
    return inputs;
  }

  @Override
  public Questions questions() {
    return questions;
  }

  @Override
  public int targetSteps() {
    return maxSteps();
  }

  @Override
  public Target newTarget(int rows) {
    return new Target.Values(Matrix.of(rows, inputs()));
  }

  @Override
  public void targetRows(Target into, int rows) {
    ((Target.Values) into).values().rows(rows);
  }

  @Override
  public void target(int example, int step, Target into, int at) {
    Matrix values = ((Target.Values) into).values();
    inputs.copyStep(example, step, row);
    System.arraycopy(row, 0, values.data(), values.at(at), row.length);
  }

  @Override
  public float weight(int example, int step) {
    return 1;
  }
}
