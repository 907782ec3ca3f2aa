package sluice.inspect;

import java.util.Arrays;
import java.util.Set;
import sluice.loss.Model;
import sluice.math.Matrix;
import sluice.nn.PassSettings;
import sluice.train.Batch;
import sluice.train.Batches;

/**
 * The best answer that looks at no input: one row of outputs for all, found by descent on the same
 * loss that the model is trained with.
 *
 * <p>What a model's loss is worth is told by this one: 1 − loss ∕ (loss of the constant) is the
 * share of it that the inputs explain; R² for the squared loss.
 */
final class ConstantAnswer {
  /** Row losses that are worth the time, in outputs: some tenths of a second. */
  private static final long AFFORDABLE = 20_000_000;

  /** Heads whose outputs for a row are the loss's outputs for it. */
  private static final Set<String> OF_ONE_ROW = Set.of("dense", "tied", "plain");

  private static final int STEPS = 60;
  private static final double GROWTH = 1.6; // of the step after one that was good

  private final Model model;
  private final Matrix output; // [1, O]  before the loss's predict
  private final Matrix gradient; // [1, O]

  private ConstantAnswer(Model model) {
    this.model = model;
    int outputs = model.head().outputSize();
    output = Matrix.of(1, outputs);
    gradient = Matrix.of(1, outputs);
  }

  /** Loss and its gradient at one point, both means. */
  private record Point(double loss, double[] gradient) {}

  /**
   * Mean losses of the constant that is best on the first batches, on these and on others.
   *
   * @param training what the constant is fitted to
   * @param validation what it is measured on besides; may be the same
   * @return both, or NaN where it would take too long, or the head compares pairs of rows: no
   *     constant stands for an answer there
   */
  static double[] losses(Model model, Batches training, Batches validation) {
    ConstantAnswer constant = new ConstantAnswer(model);
    long rows = constant.rows(training);
    boolean own = OF_ONE_ROW.contains(model.head().type());
    if (!own || rows * model.head().outputSize() * STEPS > AFFORDABLE) {
      return new double[] {Double.NaN, Double.NaN};
    }
    double[] best = constant.descend(training);
    return new double[] {
      constant.at(training, best).loss, constant.at(validation, best).loss,
    };
  }

  private long rows(Batches batches) {
    long rows = 0;
    for (int index = 0; index < batches.count(); index++) {
      rows += batches.batch(0, index, 0, 1).target().rows();
    }
    return rows;
  }

  /** Steepest descent whose step grows while it is good and is halved while it is not. */
  private double[] descend(Batches batches) {
    double[] z = mean(batches);
    Point here = at(batches, z);
    double step = 1;
    for (int k = 0; k < STEPS; k++) {
      double[] next = z.clone();
      for (int j = 0; j < next.length; j++) {
        next[j] -= step * here.gradient[j];
      }
      Point there = at(batches, next);
      if (there.loss < here.loss) {
        z = next;
        here = there;
        step *= GROWTH;
      } else {
        step /= 2;
      }
    }
    return z;
  }

  /** The mean of what the model gives: a point that its loss can take. */
  private double[] mean(Batches batches) {
    if (model.head().weights().isEmpty()) { // the network's own outputs
      Batch batch = batches.batch(0, 0, 0, 1);
      Matrix h =
          model
              .network()
              .pass(PassSettings.predicting(batches.capacity(1)))
              .forward(batch.input(), batch.steps());
      double[] sums = new double[h.columns()];
      for (int row = 0; row < h.rows(); row++) {
        for (int j = 0; j < sums.length; j++) {
          sums[j] += h.get(row, j) / (double) h.rows();
        }
      }
      return sums;
    }
    return new double[model.head().outputSize()];
  }

  private Point at(Batches batches, double[] z) {
    for (int j = 0; j < z.length; j++) {
      output.set(0, j, (float) z[j]);
    }
    double loss = 0;
    double weights = 0;
    double[] sum = new double[z.length];
    for (int index = 0; index < batches.count(); index++) {
      Batch batch = batches.batch(0, index, 0, 1);
      for (int row = 0; row < batch.target().rows(); row++) {
        double weight = batch.weights()[row];
        if (weight > 0) {
          loss += weight * model.head().loss().row(output, 0, batch.target(), row, gradient);
          weights += weight;
          for (int j = 0; j < sum.length; j++) {
            sum[j] += weight * gradient.get(0, j);
          }
        }
      }
    }
    double divisor = weights;
    Arrays.setAll(sum, j -> sum[j] / divisor);
    int outputs = model.head().loss().outputs(z.length);
    return new Point(loss / (weights * outputs), sum);
  }
}
