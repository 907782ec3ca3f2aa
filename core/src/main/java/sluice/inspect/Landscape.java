package sluice.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import sluice.math.Matrix;
import sluice.math.Rng;
import sluice.nn.Weight;

/**
 * The loss around the weights of a network: along two random directions through them, and on the
 * line from other weights, as those it began with.
 *
 * <p>Directions are normal draws, brought column by column (all weights that lead into one unit of
 * a gate or layer) to the length of the weights there (filter normalisation, Li et al. 2018): equal
 * steps then mean equally much in layers of any size. Biases stay, as do weights that are not
 * trained. The weights are put back, bit for bit.
 */
public final class Landscape {
  private static final int MOST_POINTS = 201;

  private final List<Weight> weights;
  private final List<Matrix> centre;
  private final DoubleSupplier loss;

  /**
   * Around the weights as they are now.
   *
   * @param weights moved while a loss is asked for, then put back
   * @param loss of the network with the weights as they stand
   */
  public Landscape(List<Weight> weights, DoubleSupplier loss) {
    this.weights = List.copyOf(weights);
    this.loss = loss;
    centre = values(weights);
  }

  /** Copies of the values of weights, to come back to. */
  public static List<Matrix> values(List<Weight> weights) {
    return weights.stream().map(weight -> weight.values().copy()).toList();
  }

  /**
   * A random direction of filter-normalised length.
   *
   * @param weights whose lengths it takes
   * @param seed from which it follows
   * @param which directions of one seed differ in it
   * @return one matrix a weight; zero for biases and for what is not trained
   */
  public static List<Matrix> direction(List<Weight> weights, long seed, int which) {
    List<Matrix> direction = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      Matrix values = weights.get(i).values();
      Matrix own = Matrix.of(values.rows(), values.columns());
      direction.add(own);
      if (weights.get(i).role() != Weight.Role.TRAINED || values.rows() == 1) {
        continue;
      }
      long key = Rng.key(seed, Rng.DATA, which, i, 0, 0);
      for (int j = 0; j < own.size(); j++) {
        own.data()[j] = Rng.normal(key, j);
      }
      for (int column = 0; column < own.columns(); column++) {
        double length = length(own, column);
        double factor = length == 0 ? 0 : length(values, column) / length;
        for (int row = 0; row < own.rows(); row++) {
          own.set(row, column, (float) (own.get(row, column) * factor));
        }
      }
    }
    return direction;
  }

  private static double length(Matrix matrix, int column) {
    double squares = 0;
    for (int row = 0; row < matrix.rows(); row++) {
      double value = matrix.get(row, column);
      squares += value * value;
    }
    return Math.sqrt(squares);
  }

  /** Places from −radius to radius, the middle one 0 exactly: an odd number of them. */
  public static double[] places(int points, double radius) {
    if (points < 3 || points > MOST_POINTS || points % 2 == 0 || !(radius > 0) || radius > 100) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "points must be odd, 3 to %d, and the radius above 0 and at most 100, were %d and %s",
              MOST_POINTS,
              points,
              radius));
    }
    double[] places = new double[points];
    int middle = points / 2;
    for (int i = 0; i < points; i++) {
      places[i] = radius * (i - middle) / middle;
    }
    return places;
  }

  /**
   * The loss at each two places along two directions.
   *
   * @param places as {@link #places} gives them
   * @return loss by place along {@code second}, then along {@code first}; NaN where it is not
   *     finite
   */
  public double[][] plane(List<Matrix> first, List<Matrix> second, double[] places) {
    double[][] losses = new double[places.length][places.length];
    try {
      for (int i = 0; i < places.length; i++) {
        for (int j = 0; j < places.length; j++) {
          losses[i][j] = at(places[j], first, places[i], second);
        }
      }
    } finally {
      restore();
    }
    return losses;
  }

  /**
   * The loss along one direction through these weights.
   *
   * @param direction as {@link #direction} gives it
   * @param places where; these weights are at 0
   * @return NaN where it is not finite
   */
  public double[] cut(List<Matrix> direction, double... places) {
    double[] losses = new double[places.length];
    try {
      for (int p = 0; p < places.length; p++) {
        losses[p] = at(places[p], direction, 0, direction);
      }
    } finally {
      restore();
    }
    return losses;
  }

  /** How the loss bends at these weights, by differences over a distance. */
  public Curvature curvature(List<Matrix> first, List<Matrix> second, double distance) {
    return Curvature.of(plane(first, second, new double[] {-distance, 0, distance}), distance);
  }

  /**
   * The loss on a circle around these weights, at places evenly spread.
   *
   * @param radius in lengths of the directions
   * @param count how many places
   * @return NaN where it is not finite
   */
  public double[] ring(List<Matrix> first, List<Matrix> second, double radius, int count) {
    double[] losses = new double[count];
    try {
      for (int p = 0; p < count; p++) {
        double angle = 2 * Math.PI * p / count;
        losses[p] =
            at(radius * StrictMath.cos(angle), first, radius * StrictMath.sin(angle), second);
      }
    } finally {
      restore();
    }
    return losses;
  }

  /**
   * The way that led here from other weights of the same shapes, as a direction: they are at −1.
   */
  public List<Matrix> since(List<Matrix> others) {
    List<Matrix> way = new ArrayList<>();
    for (int i = 0; i < others.size(); i++) {
      Matrix step = centre.get(i).copy();
      for (int j = 0; j < step.size(); j++) {
        step.data()[j] -= others.get(i).data()[others.get(i).at(0) + j];
      }
      way.add(step);
    }
    return way;
  }

  /**
   * The loss on the straight line from other weights through these.
   *
   * @param from values of the same shapes, at place 0; these weights are at 1
   * @param places where
   */
  public double[] line(List<Matrix> from, double... places) {
    double[] shifted = places.clone();
    for (int p = 0; p < shifted.length; p++) {
      shifted[p] -= 1;
    }
    return cut(since(from), shifted);
  }

  private double at(double a, List<Matrix> first, double b, List<Matrix> second) {
    for (int i = 0; i < weights.size(); i++) {
      Matrix values = weights.get(i).values();
      for (int j = 0; j < values.size(); j++) {
        double moved = a * first.get(i).data()[j] + b * second.get(i).data()[j];
        values.data()[values.at(0) + j] = (float) (centre.get(i).data()[j] + moved);
      }
      weights.get(i).changed();
    }
    double value = loss.getAsDouble();
    return Double.isFinite(value) ? value : Double.NaN;
  }

  private void restore() {
    for (int i = 0; i < weights.size(); i++) {
      weights.get(i).values().set(centre.get(i));
      weights.get(i).changed();
    }
  }
}
