package sluice.inspect;

/**
 * How a loss bends at a place of a plane, by central differences: its slopes and the second
 * derivatives along both directions and across them.
 *
 * @param slopeX ∂L∕∂x
 * @param slopeY ∂L∕∂y
 * @param xx ∂²L∕∂x²
 * @param yy ∂²L∕∂y²
 * @param xy ∂²L∕∂x∂y
 */
public record Curvature(double slopeX, double slopeY, double xx, double yy, double xy) {
  /**
   * From the loss at nine places.
   *
   * @param nine loss by y (−distance, 0, distance), then by x; NaN where it is not finite
   * @param distance between them, above 0
   * @return with NaN for what hangs on a loss that is not finite
   */
  public static Curvature of(double[][] nine, double distance) {
    double squared = distance * distance;
    double twice = 2 * nine[1][1];
    return new Curvature(
        (nine[1][2] - nine[1][0]) / (2 * distance),
        (nine[2][1] - nine[0][1]) / (2 * distance),
        (nine[1][2] - twice + nine[1][0]) / squared,
        (nine[2][1] - twice + nine[0][1]) / squared,
        (nine[2][2] - nine[2][0] - nine[0][2] + nine[0][0]) / (4 * squared));
  }

  /** The strongest bend of any direction in the plane: the larger eigenvalue of the Hessian. */
  public double most() {
    return (xx + yy) / 2 + root();
  }

  /** The weakest: the smaller eigenvalue; below 0 the plane is no bowl here. */
  public double least() {
    return (xx + yy) / 2 - root();
  }

  private double root() {
    double half = (xx - yy) / 2;
    return Math.sqrt(half * half + xy * xy);
  }
}
