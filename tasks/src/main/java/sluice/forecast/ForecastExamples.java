package sluice.forecast;

import java.util.List;
import sluice.data.Questions;
import sluice.data.WindowExamples;
import sluice.data.WindowInputs;
import sluice.data.Windows;
import sluice.loss.Target;
import sluice.math.Matrix;

/**
 * Windows of history and horizon as examples: the scaled targets of the horizon are to come out.
 */
public final class ForecastExamples implements WindowExamples {
  private final WindowInputs inputs;
  private final Questions questions;
  private final Windows windows;
  private final int targetSteps;
  private final int outputs;
  private final List<Double> quantiles;
  private final float[] targets; // [windows, horizon, targets], scaled
  private final float[] weights; // [windows, horizon]

  /** Examples of these windows, to be forecast as one number each. */
  public ForecastExamples(Windows windows, Decoder decoder) {
    this(windows, decoder, List.of());
  }

  /**
   * Examples of these windows.
   *
   * @param quantiles of each value that are forecast in place of one number, rising; may be none
   */
  public ForecastExamples(Windows windows, Decoder decoder, List<Double> quantiles) {
    this.quantiles = List.copyOf(quantiles);
    this.windows = windows;
    questions = Questions.oneEach(windows);
    inputs = new WindowInputs(windows, decoder == Decoder.SEQUENCE);
    int horizon = windows.shape().horizon();
    int columns = windows.prepared().getFirst().targets();
    targetSteps = decoder == Decoder.SEQUENCE ? horizon : 1;
    outputs = decoder == Decoder.SEQUENCE ? columns : horizon * columns;
    int values = Math.multiplyExact(windows.count(), horizon);
    targets = new float[Math.multiplyExact(values, columns)];
    weights = new float[values];
    for (int window = 0; window < windows.count(); window++) {
      windows.copyTargets(window, targets, window * horizon * columns, columns);
      windows.copyWeights(window, weights, window * horizon, 1);
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

  /** Columns that the head gives at each of its steps. */
  public int outputs() {
    return outputs * Math.max(1, quantiles.size());
  }

  /** The quantiles that are forecast in place of one number; may be none. */
  public List<Double> quantiles() {
    return quantiles;
  }

  @Override
  public int targetSteps() {
    return targetSteps;
  }

  @Override
  public Target newTarget(int rows) {
    return new Target.Values(Matrix.of(rows, outputs));
  }

  @Override
  public void targetRows(Target into, int rows) {
    ((Target.Values) into).values().rows(rows);
  }

  @Override
  public void target(int example, int step, Target into, int row) {
    Matrix values = ((Target.Values) into).values();
    int from = (example * targetSteps + step) * outputs;
    System.arraycopy(targets, from, values.data(), values.at(row), outputs);
  }

  /** Whether there is anything to learn from: an example with a target that is known. */
  public boolean known() {
    for (int example = 0; example < count(); example++) {
      for (int step = 0; step < targetSteps; step++) {
        if (weight(example, step) > 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** A direct forecast counts where every step of its horizon is known. */
  @Override
  public float weight(int example, int step) {
    int horizon = windows.shape().horizon();
    int from = example * horizon;
    if (targetSteps == horizon && targetSteps > 1) {
      return weights[from + step];
    }
    float least = 1;
    for (int k = 0; k < horizon; k++) {
      least = Math.min(least, weights[from + k]);
    }
    return least;
  }
}
