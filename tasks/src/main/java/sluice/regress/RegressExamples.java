package sluice.regress;

import java.util.Arrays;
import sluice.data.NumberLabels;
import sluice.data.RowWeights;
import sluice.data.WindowExamples;
import sluice.data.WindowInputs;
import sluice.data.Windows;
import sluice.loss.Target;
import sluice.math.Matrix;

/** Windows or whole sequences as examples: a scaled number is to come out at the last step. */
public final class RegressExamples implements WindowExamples {
  private final WindowInputs inputs;
  private final double[] values; // [windows], in the target's own unit; NaN: not known
  private final float[] scaled; // [windows]
  private float[] weights; // [windows]

  private RegressExamples(Windows windows, double[] values, float[] scaled) {
    this.values = values;
    this.scaled = scaled;
    inputs = new WindowInputs(windows, false);
    weights = RowWeights.even(windows.count());
  }

  /** Makes examples count by these weights. Modified. */
  public void weigh(float[] own) {
    weights = own.clone();
  }

  /** Examples of these windows. */
  public RegressExamples(Windows windows, NumberLabels labels) {
    this(windows, new double[windows.count()], new float[windows.count()]);
    for (int window = 0; window < values.length; window++) {
      values[window] = labels.value(windows, window);
      scaled[window] =
          Double.isNaN(values[window]) ? 0 : (float) labels.scaler().scale(values[window]);
    }
  }

  /** Examples to be predicted: their numbers, if there are any, are not looked at. */
  public static RegressExamples unlabelled(Windows windows) {
    double[] none = new double[windows.count()];
    Arrays.fill(none, Double.NaN);
    return new RegressExamples(windows, none, new float[windows.count()]);
  }

  @Override
  public WindowInputs rows() {
    return inputs;
  }

  /** The true number of an example in its own unit; NaN where it is not known. */
  public double value(int example) {
    return values[example];
  }

  @Override
  public int targetSteps() {
    return 1;
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
    ((Target.Values) into).values().set(row, 0, scaled[example]);
  }

  @Override
  public float weight(int example, int step) {
    return Double.isNaN(values[example]) ? 0 : weights[example];
  }
}
