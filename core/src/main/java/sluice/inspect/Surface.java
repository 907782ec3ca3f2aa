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
  RAVINE("x² ∕ 20 + y²", -7, 2) {
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
  },
  /** x² ∕ 10 + sin x + y² ∕ 10: two valleys, the deeper one at x = −1.31. */
  HILL("x² ∕ 10 + sin x + y² ∕ 10", 8, 5) {
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
  };

  private final String formula;
  private final float startX;
  private final float startY;

  Surface(String formula, float startX, float startY) {
    this.formula = formula;
    this.startX = startX;
    this.startY = startY;
  }

  /** Its equation. */
  public String formula() {
    return formula;
  }

  /** f(x, y). */
  public abstract double height(double x, double y);

  /** ∂f/∂x. */
  public abstract double slopeX(double x, double y);

  /** ∂f/∂y. */
  public abstract double slopeY(double x, double y);

  /**
   * The way of an optimiser from the surface's start.
   *
   * @param maker makes it for gradients
   * @param steps how many
   * @return x and y of each place, the start first: steps + 1 of them
   */
  public double[][] path(Function<Gradients, Optimizer> maker, int steps) {
    Weight at = new Weight("at", 1, 2, Weight.Role.TRAINED);
    Matrix place = at.values();
    place.set(0, 0, startX);
    place.set(0, 1, startY);
    Gradients gradients = new Gradients(List.of(at));
    Optimizer optimizer = maker.apply(gradients);
    double[][] path = new double[steps + 1][];
    path[0] = new double[] {startX, startY};
    for (int step = 1; step <= steps; step++) {
      optimizer.step(() -> gather(place, gradients));
      path[step] = new double[] {place.get(0, 0), place.get(0, 1)};
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
