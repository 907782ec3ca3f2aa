package sluice.regress;

import java.util.Arrays;
import java.util.List;
import sluice.data.Measured;
import sluice.data.Predictions;
import sluice.loss.Predictor;
import sluice.metric.Metric;
import sluice.metric.Score;

/**
 * How well inputs come back, measured in scaled units beside the mean of each column in training.
 *
 * <p>All values of all steps count alike; R² compares with the means of the part that is measured.
 */
public final class ReconstructionEvaluation {
  /** The baseline that answers each column's mean of the training part. */
  public static final String MEAN = "training mean";

  private final int width;
  private final double[] means; // [inputs], of the part
  private final double[] spread; // [inputs], Σ (x − mean)²
  private final double[] squares; // [inputs], Σ (x − x̂)² of the network
  private final List<Measured> measured;
  private long rows;

  /**
   * Runs a network over examples and measures it.
   *
   * @param name of the network, for tables
   * @param training mean of each input in the training part
   */
  public ReconstructionEvaluation(
      String name, Predictor model, ReconstructionExamples examples, double[] training) {
    width = examples.inputs();
    means = means(examples);
    spread = new double[width];
    squares = new double[width];
    double[] absolute = new double[width];
    double[] meanSquares = new double[width];
    double[] meanAbsolute = new double[width];
    float[] truth = new float[width];
    Predictions.each(
        model,
        examples,
        (example, step, output, row) -> {
          examples.rows().copyStep(example, step, truth);
          rows++;
          for (int j = 0; j < width; j++) {
            double miss = truth[j] - output.get(row, j);
            squares[j] += miss * miss;
            absolute[j] += Math.abs(miss);
            double plain = truth[j] - training[j];
            meanSquares[j] += plain * plain;
            meanAbsolute[j] += Math.abs(plain);
            spread[j] += (truth[j] - means[j]) * (truth[j] - means[j]);
          }
        });
    measured =
        List.of(
            new Measured(name, false, examples.count(), scores(squares, absolute)),
            new Measured(MEAN, true, examples.count(), scores(meanSquares, meanAbsolute)));
  }

  /** Mean of each input over all steps of all examples. */
  public static double[] means(ReconstructionExamples examples) {
    double[] means = new double[examples.inputs()];
    float[] row = new float[means.length];
    long rows = 0;
    for (int example = 0; example < examples.count(); example++) {
      for (int step = 0; step < examples.steps(example); step++) {
        examples.rows().copyStep(example, step, row);
        rows++;
        for (int j = 0; j < means.length; j++) {
          means[j] += (row[j] - means[j]) / rows;
        }
      }
    }
    return means;
  }

  private List<Score> scores(double[] squares, double[] absolute) {
    long values = rows * width;
    double all = Arrays.stream(spread).sum();
    double missed = Arrays.stream(squares).sum();
    Score r2 =
        all > 0
            ? Score.of(Metric.R2, 1 - missed / all, values, 0)
            : Score.undefined(Metric.R2, "all values of a column are equal", values, 0);
    if (values == 0) {
      String none = "there is no value";
      return List.of(
          Score.undefined(Metric.MSE, none, 0, 0), Score.undefined(Metric.MAE, none, 0, 0), r2);
    }
    return List.of(
        Score.of(Metric.MSE, missed / values, values, 0),
        Score.of(Metric.MAE, Arrays.stream(absolute).sum() / values, values, 0),
        r2);
  }

  /** The network first, then the baseline. */
  public List<Measured> measured() {
    return measured;
  }

  /** Mean squared error of one input. */
  public double error(int input) {
    return squares[input] / rows;
  }

  /** R² of one input; NaN where it is constant in the part. */
  public double explained(int input) {
    return spread[input] > 0 ? 1 - squares[input] / spread[input] : Double.NaN;
  }
}
