package sluice.inspect;

import java.util.List;
import java.util.function.Function;
import sluice.math.Matrix;
import sluice.nn.Gradients;
import sluice.nn.Weight;
import sluice.optim.Optimizer;

/** Surfaces over a plane that are known by heart, for optimisers to go down. */
public enum Surface {
  /** x² ∕ 20 + y²: twenty times as steep across as along; its bottom is at (0, 0). */
  RAVINE("x² ∕ 20 + y²", new double[] {-7, 2}, new double[][] {{0, 0}}) {
    @Override
    public double height(double x, double y) {
      return x * x / 20 + y * y;
    }

    @Override
    public double slopeX(double x, double y) {
      return x / 10;
    }

    @Override
    public double slopeY(double x, double y) {
      return 2 * y;
    }

    @Override
    public double[] hessian(double x, double y) {
      return new double[] {0.1, 0, 2};
    }
  },
  /** x² ∕ 10 + sin x + y² ∕ 10: two valleys, the deeper one at x = −1.31. */
  HILL(
      "x² ∕ 10 + sin x + y² ∕ 10",
      new double[] {8, 5},
      new double[][] {{-1.3064400, 0}, {3.8374671, 0}}) {
    @Override
    public double height(double x, double y) {
      return x * x / 10 + StrictMath.sin(x) + y * y / 10;
    }

    @Override
    public double slopeX(double x, double y) {
      return x / 5 + StrictMath.cos(x);
    }

    @Override
    public double slopeY(double x, double y) {
      return y / 5;
    }

    @Override
    public double[] hessian(double x, double y) {
      return new double[] {0.2 - StrictMath.sin(x), 0, 0.2};
    }
  },
  /** x² ∕ 2 − y² ∕ 2 + y⁴ ∕ 4: flat at (0, 0), which is no bottom; those are at (0, ±1). */
  SADDLE("x² ∕ 2 − y² ∕ 2 + y⁴ ∕ 4", new double[] {-1.8, 0.01}, new double[][] {{0, 1}, {0, -1}}) {
    @Override
    public double height(double x, double y) {
      return x * x / 2 - y * y / 2 + y * y * y * y / 4;
    }

    @Override
    public double slopeX(double x, double y) {
      return x;
    }

    @Override
    public double slopeY(double x, double y) {
      return y * y * y - y;
    }

    @Override
    public double[] hessian(double x, double y) {
      return new double[] {1, 0, 3 * y * y - 1};
    }
  },
  /** x² ∕ (1 + x²) + y² ∕ (1 + y²): a hole at (0, 0) in a plain that hardly falls towards it. */
  PLATEAU("x² ∕ (1 + x²) + y² ∕ (1 + y²)", new double[] {-4, 3}, new double[][] {{0, 0}}) {
    @Override
    public double height(double x, double y) {
      return x * x / (1 + x * x) + y * y / (1 + y * y);
    }

    @Override
    public double slopeX(double x, double y) {
      return slope(x);
    }

    @Override
    public double slopeY(double x, double y) {
      return slope(y);
    }

    @Override
    public double[] hessian(double x, double y) {
      return new double[] {bend(x), 0, bend(y)};
    }

    private static double slope(double x) {
      double under = 1 + x * x;
      return 2 * x / (under * under);
    }

    private static double bend(double x) {
      double under = 1 + x * x;
      return (2 - 6 * x * x) / (under * under * under);
    }
  },
  /** (1 − x)² + 100 (y − x²)² (Rosenbrock 1960): a bent valley, its bottom at (1, 1). */
  ROSENBROCK("(1 − x)² + 100 (y − x²)²", new double[] {-1.2, 1}, new double[][] {{1, 1}}) {
    @Override
    public double height(double x, double y) {
      return (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x);
    }

    @Override
    public double slopeX(double x, double y) {
      return 2 * (x - 1) - 400 * x * (y - x * x);
    }

    @Override
    public double slopeY(double x, double y) {
      return 200 * (y - x * x);
    }

    @Override
    public double[] hessian(double x, double y) {
      return new double[] {2 - 400 * (y - 3 * x * x), -400 * x, 200};
    }
  };

  private final String formula;
  private final double[] start;
  private final double[][] bottoms;

  Surface(String formula, double[] start, double[][] bottoms) {
    this.formula = formula;
    this.start = start;
    this.bottoms = bottoms;
  }

  /** Its equation. */
  public String formula() {
    return formula;
  }

  /** x and y of the place that is usual to start from. */
  public double[] start() {
    return start.clone();
  }

  /** x and y of each of its bottoms, the deepest first. */
  public double[][] bottoms() {
    double[][] copy = new double[bottoms.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = bottoms[i].clone();
    }
    return copy;
  }

  /** f(x, y). */
  public abstract double height(double x, double y);

  /** ∂f∕∂x. */
  public abstract double slopeX(double x, double y);

  /** ∂f∕∂y. */
  public abstract double slopeY(double x, double y);

  /** ∂²f∕∂x², ∂²f∕∂x∂y, ∂²f∕∂y². */
  public abstract double[] hessian(double x, double y);

  /** The way of an optimiser from the usual start. */
  public double[][] path(Function<Gradients, Optimizer> maker, int steps) {
    return path(maker, steps, start);
  }

  /**
   * The way of an optimiser, in single precision as it trains.
   *
   * @param maker makes it for gradients
   * @param steps how many
   * @param from x and y where it starts
   * @return x and y of each place, the start first: steps + 1 of them
   */
  public double[][] path(Function<Gradients, Optimizer> maker, int steps, double[] from) {
    Weight at = new Weight("at", 1, 2, Weight.Role.TRAINED);
    Matrix place = at.values();
    place.set(0, 0, (float) from[0]);
    place.set(0, 1, (float) from[1]);
    Gradients gradients = new Gradients(List.of(at));
    Optimizer optimizer = maker.apply(gradients);
    double[][] path = new double[steps + 1][];
    path[0] = new double[] {place.get(0, 0), place.get(0, 1)};
    for (int step = 1; step <= steps; step++) {
      optimizer.step(() -> gather(place, gradients));
      path[step] = new double[] {place.get(0, 0), place.get(0, 1)};
    }
    return path;
  }

  /**
   * Newton's way: w = w − rate · H⁻¹·g, in double precision. It goes to where the slope is 0, be
   * that a bottom, a top or a saddle, and stays where H cannot be inverted.
   *
   * @param rate share of each step that is taken; 1 as usual
   * @param steps how many
   * @param from x and y where it starts
   * @return as {@link #path}
   */
  public double[][] newton(double rate, int steps, double[] from) {
    double[][] path = new double[steps + 1][];
    path[0] = from.clone();
    for (int step = 1; step <= steps; step++) {
      double x = path[step - 1][0];
      double y = path[step - 1][1];
      double[] h = hessian(x, y);
      double determinant = h[0] * h[2] - h[1] * h[1];
      double gx = slopeX(x, y);
      double gy = slopeY(x, y);
      double share = determinant == 0 ? 0 : rate / determinant;
      path[step] =
          new double[] {x - share * (h[2] * gx - h[1] * gy), y - share * (h[0] * gy - h[1] * gx)};
    }
    return path;
  }

  private double gather(Matrix place, Gradients gradients) {
    double x = place.get(0, 0);
    double y = place.get(0, 1);
    gradients.clear();
    gradients.gradient(0).set(0, 0, (float) slopeX(x, y));
    gradients.gradient(0).set(0, 1, (float) slopeY(x, y));
    gradients.finish(1);
    return height(x, y);
  }
}
