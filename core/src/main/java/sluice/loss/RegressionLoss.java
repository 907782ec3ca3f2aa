package sluice.loss;

import sluice.math.Matrix;

/**
 * A loss that is a sum over single outputs of a function of prediction and true value.
 *
 * <p>A user's own one implements {@link Custom}: a name, a value, a derivative.
 */
public sealed interface RegressionLoss extends Loss {

  /** The loss of one output. */
  double loss(double prediction, double truth);

  /** Its derivative with respect to the prediction. */
  double derivative(double prediction, double truth);

  @Override
  default int outputs(int columns) {
    return columns;
  }

  @Override
  default void check(Target target, int rows, int columns) {
    if (!(target instanceof Target.Values(Matrix truth))
        || truth.rows() != rows
        || truth.columns() != columns) {
      throw Loss.unfit(this, target, rows, columns);
    }
  }

  @Override
  default double row(Matrix output, int row, Target target, int targetRow, Matrix dOutput) {
    Matrix truth = ((Target.Values) target).values();
    double sum = 0;
    for (int j = 0; j < output.columns(); j++) {
      double y = output.get(row, j);
      double t = truth.get(targetRow, j);
      sum += loss(y, t);
      dOutput.set(row, j, (float) derivative(y, t));
    }
    return sum;
  }

  /** Squared error, ½(ŷ − y)²; gradient ŷ − y. The metric MSE has no ½. */
  record Squared() implements RegressionLoss {
    @Override
    public String type() {
      return "squared";
    }

    @Override
    public double loss(double prediction, double truth) {
      double r = prediction - truth;
      return 0.5 * r * r;
    }

    @Override
    public double derivative(double prediction, double truth) {
      return prediction - truth;
    }
  }

  /** Absolute error, |ŷ − y|; gradient the sign of ŷ − y, 0 at 0. */
  record Absolute() implements RegressionLoss {
    @Override
    public String type() {
      return "absolute";
    }

    @Override
    public double loss(double prediction, double truth) {
      return Math.abs(prediction - truth);
    }

    @Override
    public double derivative(double prediction, double truth) {
      return Math.signum(prediction - truth);
    }
  }

  /**
   * Huber's loss (1964): ½r² for |r| ≤ δ, δ(|r| − ½δ) beyond; r = ŷ − y.
   *
   * @param delta δ, in the units of the (scaled) residual; above 0. 1.35 is the usual robust choice
   */
  record Huber(double delta) implements RegressionLoss {
    public Huber {
      if (!(delta > 0) || Double.isInfinite(delta)) {
        throw new IllegalArgumentException("delta of the Huber loss must be above 0, was " + delta);
      }
    }

    @Override
    public String type() {
      return "huber";
    }

    @Override
    public double loss(double prediction, double truth) {
      double r = Math.abs(prediction - truth);
      return r <= delta ? 0.5 * r * r : delta * (r - 0.5 * delta);
    }

    @Override
    public double derivative(double prediction, double truth) {
      double r = prediction - truth;
      return Math.abs(r) <= delta ? r : Math.copySign(delta, r);
    }
  }

  /**
   * Quantile (pinball) loss (Koenker &amp; Bassett 1978): q·(y − ŷ) where y ≥ ŷ, (1 − q)·(ŷ − y)
   * else; its minimum is the q-quantile.
   *
   * @param q the quantile, above 0 and below 1; one half gives half the absolute error
   */
  record Quantile(double q) implements RegressionLoss {
    public Quantile {
      if (!(q > 0 && q < 1)) {
        throw new IllegalArgumentException("a quantile must be above 0 and below 1, was " + q);
      }
    }

    @Override
    public String type() {
      return "quantile";
    }

    @Override
    public double loss(double prediction, double truth) {
      double r = truth - prediction;
      return r >= 0 ? q * r : (q - 1) * r;
    }

    @Override
    public double derivative(double prediction, double truth) {
      if (prediction == truth) {
        return 0;
      }
      return truth > prediction ? -q : 1 - q;
    }
  }

  /**
   * A loss of the user's own: {@link #type}, {@link #loss} and {@link #derivative}, all else is
   * there. {@code GradientCheck} of sluice.inspect proves the derivative. A model with it can be
   * trained and served; a model file cannot name it.
   */
  non-sealed interface Custom extends RegressionLoss {

    /**
     * Distance of a prediction to the nearest point where the derivative jumps, for the gradient
     * check; infinite if there is none.
     */
    default double kink(double prediction, double truth) {
      return Double.POSITIVE_INFINITY;
    }
  }
}
