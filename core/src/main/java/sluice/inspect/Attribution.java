package sluice.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sluice.loss.Model;
import sluice.math.Matrix;

/**
 * What each step and column of one sequence contributes to one output of a model, against a
 * baseline that says nothing.
 *
 * <pre>
 *   gradient × input:       (x − x′) ⊙ ∂f/∂x
 *   integrated gradients:   (x − x′) ⊙ ∫₀¹ ∂f/∂x (x′ + α·(x − x′)) dα        sum: f(x) − f(x′)
 * </pre>
 *
 * <p>Between two names there is nothing: where the network begins with embedded columns, the path
 * leads from vector to vector, and what a vector's numbers contribute is their column's.
 *
 * <p>Integrated gradients: Sundararajan, Taly &amp; Yan 2017. The integral is taken with Gauss's
 * three points in ever more pieces of the path, until the sum is the difference of the outputs.
 * Nothing is left out at random. f is the output as the last layer gives it: scaled numbers; of a
 * sigmoid or of classes by softmax the log-odds ln p ∕ (1 − p). Of a linear model both are exact: w
 * ⊙ (x − x′).
 *
 * @param output f(x)
 * @param baseline f(x′)
 * @param gradient gradient × input, [T, I]
 * @param integrated integrated gradients, [T, I]
 * @param points of the path at which the gradient was taken
 */
public record Attribution(
    double output, double baseline, Matrix gradient, Matrix integrated, int points) {
  /** The step of an output: the last that the model gives. */
  public static final int LAST = -1;

  /** The share of the difference that the sum may miss. */
  public static final double TOLERANCE = 1e-3;

  private static final double NOISE = 1e-6; // of the summed magnitudes: what float32 cannot tell
  private static final int FIRST_PIECES = 4;
  private static final int MOST_PIECES = 4096;

  /**
   * One contribution.
   *
   * @param step from 0
   * @param column from 0
   * @param value what it adds to the output
   */
  public record Part(int step, int column, double value) {}

  /**
   * Takes a prediction apart.
   *
   * @param model not modified
   * @param x the sequence, [T, I]
   * @param baseline what says nothing, [T, I]; zeros for the mean of standardised inputs
   * @param step which of the steps that the model gives, from 0, or {@link #LAST}
   * @param column which output
   * @throws IllegalArgumentException if shapes or numbers do not fit, or the network has zoneout
   */
  public static Attribution of(Model model, Matrix x, Matrix baseline, int step, int column) {
    check(model, x, baseline);
    Optional<VectorPath> vectors = VectorPath.of(model);
    if (vectors.isPresent()) {
      return vectors.get().attribution(x, baseline, step, column);
    }
    GradientPath path = new GradientPath(model, x, baseline, step, column);
    double output = path.value(1);
    double without = path.value(0);
    double[] at = path.at(1);
    double[] sum = {};
    int pieces = FIRST_PIECES;
    for (; ; pieces *= 4) {
      sum = path.integral(pieces);
      if (4 * pieces > MOST_PIECES || fits(sum, output - without, TOLERANCE / 4)) {
        break;
      }
    }
    return new Attribution(
        output, without, matrix(at, x), matrix(sum, x), GradientPath.NODES * pieces);
  }

  /** The last output of a sequence, against zeros. */
  public static Attribution of(Model model, Matrix x, int column) {
    return of(model, x, Matrix.of(x.rows(), x.columns()), LAST, column);
  }

  /** Of token ids: each is its one-hot row, against none; {@link #bySteps} are those of the ids. */
  public static Attribution ofIds(Model model, int[] ids, int column) {
    Matrix x = Matrix.of(ids.length, model.network().inputSize());
    for (int t = 0; t < ids.length; t++) {
      if (ids[t] < 0 || ids[t] >= x.columns()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "id %d at step %d is not in 0…%d", ids[t], t, x.columns() - 1));
      }
      x.set(t, ids[t], 1);
    }
    return of(model, x, column);
  }

  private static void check(Model model, Matrix x, Matrix baseline) {
    int inputs = model.network().inputSize();
    if (x.rows() < 1
        || x.columns() != inputs
        || baseline.rows() != x.rows()
        || baseline.columns() != inputs) {
      throw new IllegalArgumentException(
          "the sequence is "
              + x
              + " and its baseline "
              + baseline
              + ", both must be [T, "
              + inputs
              + "]");
    }
    for (Matrix one : new Matrix[] {x, baseline}) {
      for (int i = 0; i < one.size(); i++) {
        if (!Float.isFinite(one.data()[one.at(0) + i])) {
          throw new IllegalArgumentException(
              "the input must be finite, step "
                  + i / inputs
                  + ", column "
                  + i % inputs
                  + " is not");
        }
      }
    }
  }

  private static boolean fits(double[] parts, double difference, double tolerance) {
    double sum = 0;
    double magnitude = 0;
    for (double part : parts) {
      sum += part;
      magnitude += Math.abs(part);
    }
    double allowed = Math.max(tolerance * Math.abs(difference), NOISE * magnitude);
    return Math.abs(sum - difference) <= allowed;
  }

  private static Matrix matrix(double[] values, Matrix like) {
    Matrix matrix = Matrix.of(like.rows(), like.columns());
    for (int i = 0; i < values.length; i++) {
      matrix.data()[i] = (float) values[i];
    }
    return matrix;
  }

  /** Σ of the integrated gradients: f(x) − f(x′) as far as they {@link #fits}. */
  public double sum() {
    double sum = 0;
    for (int i = 0; i < integrated.size(); i++) {
      sum += integrated.data()[integrated.at(0) + i];
    }
    return sum;
  }

  /** What the integrated gradients should sum to: f(x) − f(x′). */
  public double difference() {
    return output - baseline;
  }

  /** Whether the sum is the difference of the outputs, within {@link #TOLERANCE} of it. */
  public boolean fits() {
    double[] parts = new double[integrated.size()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = integrated.data()[integrated.at(0) + i];
    }
    return fits(parts, difference(), TOLERANCE);
  }

  /** Σ over columns of the integrated gradients, one a step. */
  public double[] bySteps() {
    double[] sums = new double[integrated.rows()];
    for (int t = 0; t < sums.length; t++) {
      for (int j = 0; j < integrated.columns(); j++) {
        sums[t] += integrated.get(t, j);
      }
    }
    return sums;
  }

  /** Σ over steps of the integrated gradients, one a column. */
  public double[] byColumns() {
    double[] sums = new double[integrated.columns()];
    for (int t = 0; t < integrated.rows(); t++) {
      for (int j = 0; j < sums.length; j++) {
        sums[j] += integrated.get(t, j);
      }
    }
    return sums;
  }

  /** The integrated gradients of largest magnitude, the largest first. */
  public List<Part> largest(int count) {
    List<Part> parts = new ArrayList<>();
    for (int t = 0; t < integrated.rows(); t++) {
      for (int j = 0; j < integrated.columns(); j++) {
        parts.add(new Part(t, j, integrated.get(t, j)));
      }
    }
    parts.sort(Comparator.comparingDouble(part -> -Math.abs(part.value())));
    return List.copyOf(parts.subList(0, Math.min(count, parts.size())));
  }
}
