package sluice.inspect;

import sluice.loss.Loss;
import sluice.loss.RegressionLoss;
import sluice.loss.SigmoidCrossEntropy;
import sluice.loss.SoftmaxCrossEntropy;
import sluice.loss.Target;

/**
 * The loss of one row z of outputs against one row of a target, with its gradient by z.
 *
 * <pre>
 *   squared         Σ ½(z − y)²                                   z − y
 *   absolute        Σ |z − y|                                     sign(z − y)
 *   Huber           Σ ½r² for |r| ≤ δ, else δ(|r| − ½δ)           r, else δ·sign r          r = z − y
 *   quantile        Σ q(y − z) for y ≥ z, else (1 − q)(z − y)     −q, else 1 − q
 *   softmax         −log p[class]       p = e^z ∕ Σ e^z           p − onehot(class)
 *   sigmoid         −Σ y·log p + (1 − y)·log(1 − p)   p = σ(z)    p − y
 * </pre>
 */
abstract class ReferenceLoss {

  /** The loss of a row. */
  abstract double value(double[] z, int row);

  /** Its gradient. */
  abstract double[] gradient(double[] z, int row);

  /** What the row predicts. */
  double[] prediction(double[] z) {
    return z.clone();
  }

  /** Distance of the nearest output to a kink of the loss. */
  double kink(double[] z, int row) {
    return Double.POSITIVE_INFINITY;
  }

  static ReferenceLoss of(Loss loss, Target target) {
    return switch (loss) {
      case RegressionLoss regression when target instanceof Target.Values(var values) ->
          new Regression(ReferenceWeight.rows(values), regression);
      case SoftmaxCrossEntropy _ when target instanceof Target.ClassIds ids -> new Softmax(ids);
      case SigmoidCrossEntropy _ when target instanceof Target.LabelSets(var values) ->
          new Sigmoid(ReferenceWeight.rows(values));
      default ->
          throw new IllegalArgumentException(
              "the reference has no equations for "
                  + loss.type()
                  + " with a target of "
                  + target.getClass().getSimpleName());
    };
  }

  /** A sum over outputs of a function of the residual r = z − y. */
  private static final class Regression extends ReferenceLoss {
    private final double[][] y;
    private final RegressionLoss loss;

    Regression(double[][] y, RegressionLoss loss) {
      this.y = y;
      this.loss = loss;
    }

    @Override
    double value(double[] z, int row) {
      double sum = 0;
      for (int j = 0; j < z.length; j++) {
        double r = z[j] - y[row][j];
        double size = Math.abs(r);
        sum +=
            switch (loss) {
              case RegressionLoss.Squared _ -> r * r / 2;
              case RegressionLoss.Absolute _ -> size;
              case RegressionLoss.Huber(double delta) ->
                  size <= delta ? r * r / 2 : delta * (size - delta / 2);
              case RegressionLoss.Quantile(double q) -> r <= 0 ? -q * r : (1 - q) * r;
            };
      }
      return sum;
    }

    @Override
    double[] gradient(double[] z, int row) {
      double[] dz = new double[z.length];
      for (int j = 0; j < z.length; j++) {
        double r = z[j] - y[row][j];
        dz[j] =
            switch (loss) {
              case RegressionLoss.Squared _ -> r;
              case RegressionLoss.Absolute _ -> Math.signum(r);
              case RegressionLoss.Huber(double delta) -> Math.clamp(r, -delta, delta);
              case RegressionLoss.Quantile(double q) -> r == 0 ? 0 : r < 0 ? -q : 1 - q;
            };
      }
      return dz;
    }

    @Override
    double kink(double[] z, int row) {
      double nearest = Double.POSITIVE_INFINITY;
      for (int j = 0; j < z.length; j++) {
        double size = Math.abs(z[j] - y[row][j]);
        double distance =
            switch (loss) {
              case RegressionLoss.Squared _ -> Double.POSITIVE_INFINITY;
              case RegressionLoss.Absolute _, RegressionLoss.Quantile _ -> size;
              case RegressionLoss.Huber(double delta) -> Math.abs(size - delta);
            };
        nearest = Math.min(nearest, distance);
      }
      return nearest;
    }
  }

  /** One class a row. */
  private static final class Softmax extends ReferenceLoss {
    private final Target.ClassIds classes;

    Softmax(Target.ClassIds classes) {
      this.classes = classes;
    }

    @Override
    double value(double[] z, int row) {
      return -StrictMath.log(prediction(z)[classes.get(row)]);
    }

    @Override
    double[] gradient(double[] z, int row) {
      double[] dz = prediction(z);
      dz[classes.get(row)] -= 1;
      return dz;
    }

    @Override
    double[] prediction(double[] z) {
      double[] p = new double[z.length];
      double sum = 0;
      for (int j = 0; j < z.length; j++) {
        p[j] = StrictMath.exp(z[j]);
        sum += p[j];
      }
      for (int j = 0; j < z.length; j++) {
        p[j] /= sum;
      }
      return p;
    }
  }

  /** Any number of labels a row, each on its own. */
  private static final class Sigmoid extends ReferenceLoss {
    private final double[][] y;

    Sigmoid(double[][] y) {
      this.y = y;
    }

    @Override
    double value(double[] z, int row) {
      double[] p = prediction(z);
      double sum = 0;
      for (int j = 0; j < z.length; j++) {
        sum -= y[row][j] * StrictMath.log(p[j]) + (1 - y[row][j]) * StrictMath.log(1 - p[j]);
      }
      return sum;
    }

    @Override
    double[] gradient(double[] z, int row) {
      double[] dz = prediction(z);
      for (int j = 0; j < z.length; j++) {
        dz[j] -= y[row][j];
      }
      return dz;
    }

    @Override
    double[] prediction(double[] z) {
      double[] p = new double[z.length];
      for (int j = 0; j < z.length; j++) {
        p[j] = Vectors.sigmoid(z[j]);
      }
      return p;
    }
  }
}
