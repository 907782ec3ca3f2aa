package sluice.inspect;

import java.util.Arrays;
import java.util.List;
import sluice.loss.Hinge;
import sluice.loss.LogLoss;
import sluice.loss.Loss;
import sluice.loss.PerceptronCriterion;
import sluice.loss.Quantiles;
import sluice.loss.RegressionLoss;
import sluice.loss.SigmoidCrossEntropy;
import sluice.loss.SigmoidFocal;
import sluice.loss.SoftmaxCrossEntropy;
import sluice.loss.SoftmaxFocal;
import sluice.loss.Target;

/**
 * The loss of one row z of outputs against one row of a target, with its gradient by z.
 *
 * <pre>
 *   squared         Σ ½(z − y)²                                   z − y
 *   absolute        Σ |z − y|                                     sign(z − y)
 *   Huber           Σ ½r² for |r| ≤ δ, else δ(|r| − ½δ)           r, else δ·sign r          r = z − y
 *   quantile        Σ q(y − z) for y ≥ z, else (1 − q)(z − y)     −q, else 1 − q
 *   quantiles       the same for each q of each target
 *   softmax         −Σ q·log p          p = e^z ∕ Σ e^z           p − q        q = (1 − ε)·onehot + ε∕O
 *   sigmoid         −Σ w·y·log p + (1 − y)·log(1 − p)  p = σ(z)   (1 − y)·p − w·y·(1 − p)
 *   log loss        −Σ y·log z + (1 − y)·log(1 − z)               (z − y) ∕ (z·(1 − z))
 *   softmax focal   −(1 − p)^γ·log p    p = p[class]              by dp, then p·(onehot − p)
 *   sigmoid focal   −Σ α·y·(1 − p)^γ·log p + …                    by dp, then p·(1 − p)
 *   hinge           Σ max(0, 1 + z[j] − z[class])                 1 each, −their number
 *   perceptron      Σ (ŷ − y)·z    ŷ = 1 where z ≥ 0, else 0     ŷ − y
 * </pre>
 *
 * <p>A user's own regression loss has no second form: its own value and derivative are taken.
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
      case Quantiles(List<Double> quantiles) when target instanceof Target.Values(var values) ->
          new EachQuantile(ReferenceWeight.rows(values), quantiles);
      case SoftmaxCrossEntropy(double smoothing) when target instanceof Target.ClassIds ids ->
          new Softmax(ids, smoothing);
      case SoftmaxFocal(double gamma) when target instanceof Target.ClassIds ids ->
          new FocalOverSoftmax(ids, gamma);
      case Hinge _ when target instanceof Target.ClassIds ids -> new Margins(ids);
      case SigmoidCrossEntropy(double smoothing, double positive)
          when target instanceof Target.LabelSets(var values) ->
          new Sigmoid(ReferenceWeight.rows(values), smoothing, positive);
      case SigmoidFocal(double gamma, double alpha)
          when target instanceof Target.LabelSets(var values) ->
          new FocalOverSigmoid(ReferenceWeight.rows(values), gamma, alpha);
      case LogLoss _ when target instanceof Target.LabelSets(var values) ->
          new OfProbabilities(ReferenceWeight.rows(values));
      case PerceptronCriterion _ when target instanceof Target.LabelSets(var values) ->
          new Perceptron(ReferenceWeight.rows(values));
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
              case RegressionLoss.Custom own -> own.loss(z[j], y[row][j]);
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
              case RegressionLoss.Custom own -> own.derivative(z[j], y[row][j]);
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
              case RegressionLoss.Custom own -> own.kink(z[j], y[row][j]);
            };
        nearest = Math.min(nearest, distance);
      }
      return nearest;
    }
  }

  /** The quantiles of target j in the columns from j·k on. */
  private static final class EachQuantile extends ReferenceLoss {
    private final double[][] y;
    private final List<Double> quantiles;

    EachQuantile(double[][] y, List<Double> quantiles) {
      this.y = y;
      this.quantiles = quantiles;
    }

    @Override
    double value(double[] z, int row) {
      double sum = 0;
      for (int target = 0; target < y[row].length; target++) {
        for (int i = 0; i < quantiles.size(); i++) {
          double r = y[row][target] - z[target * quantiles.size() + i];
          sum += Math.max(quantiles.get(i) * r, (quantiles.get(i) - 1) * r);
        }
      }
      return sum;
    }

    @Override
    double[] gradient(double[] z, int row) {
      double[] dz = new double[z.length];
      for (int target = 0; target < y[row].length; target++) {
        for (int i = 0; i < quantiles.size(); i++) {
          int j = target * quantiles.size() + i;
          double q = quantiles.get(i);
          dz[j] = z[j] == y[row][target] ? 0 : z[j] < y[row][target] ? -q : 1 - q;
        }
      }
      return dz;
    }

    @Override
    double kink(double[] z, int row) {
      double nearest = Double.POSITIVE_INFINITY;
      for (int j = 0; j < z.length; j++) {
        nearest = Math.min(nearest, Math.abs(z[j] - y[row][j / quantiles.size()]));
      }
      return nearest;
    }
  }

  private static double[] softmax(double[] z) {
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

  private static double[] sigmoid(double[] z) {
    double[] p = new double[z.length];
    for (int j = 0; j < z.length; j++) {
      p[j] = Vectors.sigmoid(z[j]);
    }
    return p;
  }

  /** One class a row, the target q spread a little over all. */
  private static final class Softmax extends ReferenceLoss {
    private final Target.ClassIds classes;
    private final double smoothing;

    Softmax(Target.ClassIds classes, double smoothing) {
      this.classes = classes;
      this.smoothing = smoothing;
    }

    private double q(int j, int row, int count) {
      return (j == classes.get(row) ? 1 - smoothing : 0) + smoothing / count;
    }

    @Override
    double value(double[] z, int row) {
      double[] p = prediction(z);
      double sum = 0;
      for (int j = 0; j < z.length; j++) {
        double q = q(j, row, z.length);
        sum -= q == 0 ? 0 : q * StrictMath.log(p[j]);
      }
      return sum;
    }

    @Override
    double[] gradient(double[] z, int row) {
      double[] dz = prediction(z);
      for (int j = 0; j < z.length; j++) {
        dz[j] -= q(j, row, z.length);
      }
      return dz;
    }

    @Override
    double[] prediction(double[] z) {
      return softmax(z);
    }
  }

  /** One class a row; what is right already counts less. */
  private static final class FocalOverSoftmax extends ReferenceLoss {
    private final Target.ClassIds classes;
    private final double gamma;

    FocalOverSoftmax(Target.ClassIds classes, double gamma) {
      this.classes = classes;
      this.gamma = gamma;
    }

    @Override
    double value(double[] z, int row) {
      double p = softmax(z)[classes.get(row)];
      return -StrictMath.pow(1 - p, gamma) * StrictMath.log(p);
    }

    @Override
    double[] gradient(double[] z, int row) {
      double[] all = softmax(z);
      double p = all[classes.get(row)];
      double byP =
          gamma * StrictMath.pow(1 - p, gamma - 1) * StrictMath.log(p)
              - StrictMath.pow(1 - p, gamma) / p;
      double[] dz = new double[z.length];
      for (int j = 0; j < z.length; j++) {
        dz[j] = byP * p * ((j == classes.get(row) ? 1 : 0) - all[j]);
      }
      return dz;
    }

    @Override
    double[] prediction(double[] z) {
      return softmax(z);
    }
  }

  /** One class a row, which is to lead every other by 1. */
  private static final class Margins extends ReferenceLoss {
    private final Target.ClassIds classes;

    Margins(Target.ClassIds classes) {
      this.classes = classes;
    }

    @Override
    double value(double[] z, int row) {
      double sum = -1; // the term of the class itself
      for (double other : z) {
        sum += Math.max(0, 1 + other - z[classes.get(row)]);
      }
      return sum;
    }

    @Override
    double[] gradient(double[] z, int row) {
      int own = classes.get(row);
      double[] dz = new double[z.length];
      for (int j = 0; j < z.length; j++) {
        if (j != own && 1 + z[j] - z[own] > 0) {
          dz[j] += 1;
          dz[own] -= 1;
        }
      }
      return dz;
    }

    @Override
    double kink(double[] z, int row) {
      double nearest = Double.POSITIVE_INFINITY;
      for (int j = 0; j < z.length; j++) {
        double distance = Math.abs(1 + z[j] - z[classes.get(row)]);
        nearest = j == classes.get(row) ? nearest : Math.min(nearest, distance);
      }
      return nearest;
    }

    @Override
    double[] prediction(double[] z) {
      return softmax(z);
    }
  }

  /** Σ (ŷ − y)·z with ŷ = 1 where z ≥ 0, else 0. */
  private static final class Perceptron extends ReferenceLoss {
    private final double[][] y;

    Perceptron(double[][] y) {
      this.y = y;
    }

    @Override
    double value(double[] z, int row) {
      double sum = 0;
      for (int j = 0; j < z.length; j++) {
        sum += (prediction(z)[j] - y[row][j]) * z[j];
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
      return Arrays.stream(z).map(value -> value < 0 ? 0 : 1).toArray();
    }

    @Override
    double kink(double[] z, int row) {
      return Arrays.stream(z).map(Math::abs).min().orElse(Double.POSITIVE_INFINITY);
    }
  }

  /** Any number of labels a row, each on its own. */
  private static final class Sigmoid extends ReferenceLoss {
    private final double[][] y;
    private final double smoothing;
    private final double positive;

    Sigmoid(double[][] y, double smoothing, double positive) {
      this.y = y;
      this.smoothing = smoothing;
      this.positive = positive;
    }

    private double label(int row, int j) {
      return (1 - smoothing) * y[row][j] + smoothing / 2;
    }

    @Override
    double value(double[] z, int row) {
      double[] p = prediction(z);
      double sum = 0;
      for (int j = 0; j < z.length; j++) {
        double label = label(row, j);
        sum -= positive * label * StrictMath.log(p[j]) + (1 - label) * StrictMath.log(1 - p[j]);
      }
      return sum;
    }

    @Override
    double[] gradient(double[] z, int row) {
      double[] p = prediction(z);
      double[] dz = new double[z.length];
      for (int j = 0; j < z.length; j++) {
        double label = label(row, j);
        dz[j] = (1 - label) * p[j] - positive * label * (1 - p[j]);
      }
      return dz;
    }

    @Override
    double[] prediction(double[] z) {
      return sigmoid(z);
    }
  }

  /** Any number of labels a row; what is right already counts less. */
  private static final class FocalOverSigmoid extends ReferenceLoss {
    private final double[][] y;
    private final double gamma;
    private final double alpha;

    FocalOverSigmoid(double[][] y, double gamma, double alpha) {
      this.y = y;
      this.gamma = gamma;
      this.alpha = alpha;
    }

    /** The probability of what is true. */
    private double p(double z, int row, int j) {
      return y[row][j] == 1 ? Vectors.sigmoid(z) : 1 - Vectors.sigmoid(z);
    }

    private double weight(int row, int j) {
      return y[row][j] == 1 ? alpha : 1 - alpha;
    }

    @Override
    double value(double[] z, int row) {
      double sum = 0;
      for (int j = 0; j < z.length; j++) {
        double p = p(z[j], row, j);
        sum -= weight(row, j) * StrictMath.pow(1 - p, gamma) * StrictMath.log(p);
      }
      return sum;
    }

    @Override
    double[] gradient(double[] z, int row) {
      double[] dz = new double[z.length];
      for (int j = 0; j < z.length; j++) {
        double p = p(z[j], row, j);
        double byP =
            gamma * StrictMath.pow(1 - p, gamma - 1) * StrictMath.log(p)
                - StrictMath.pow(1 - p, gamma) / p;
        double slope = y[row][j] == 1 ? p * (1 - p) : -p * (1 - p);
        dz[j] = weight(row, j) * byP * slope;
      }
      return dz;
    }

    @Override
    double[] prediction(double[] z) {
      return sigmoid(z);
    }
  }

  /** Any number of labels a row, of a network that gives probabilities. */
  private static final class OfProbabilities extends ReferenceLoss {
    private final double[][] y;

    OfProbabilities(double[][] y) {
      this.y = y;
    }

    @Override
    double value(double[] z, int row) {
      double sum = 0;
      for (int j = 0; j < z.length; j++) {
        sum -= y[row][j] * StrictMath.log(z[j]) + (1 - y[row][j]) * StrictMath.log(1 - z[j]);
      }
      return sum;
    }

    @Override
    double[] gradient(double[] z, int row) {
      double[] dz = new double[z.length];
      for (int j = 0; j < z.length; j++) {
        dz[j] = (z[j] - y[row][j]) / (z[j] * (1 - z[j]));
      }
      return dz;
    }
  }
}
