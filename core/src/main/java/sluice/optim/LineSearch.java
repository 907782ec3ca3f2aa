package sluice.optim;

/**
 * A search along a line for a length that holds the strong Wolfe conditions (Nocedal &amp; Wright
 * 2006, algorithms 3.5 and 3.6).
 *
 * <pre>
 *   J(a) ≤ J(0) + c₁·a·J′(0)     |J′(a)| ≤ c₂·|J′(0)|     c₁ = 1e−4, c₂ = 0.9
 * </pre>
 *
 * <p>First the length doubles until an interval must hold such a point, then the interval shrinks
 * by cubic interpolation.
 */
final class LineSearch {
  private static final double C1 = 1e-4;
  private static final double C2 = 0.9;
  private static final double EDGE = 0.1; // of an interval, where no point is tried
  private static final double NARROWEST = 1e-9; // interval beside the length

  /** What is searched. */
  interface Line {
    /** J at a length; may be no finite number. */
    double loss(double length);

    /** J′ at the length asked for last. */
    double slope();
  }

  private final Line line;
  private final int most;
  private int left; // evaluations
  private double loss0;
  private double slope0;
  private double low; // the best end of the interval, with its loss and slope
  private double lowLoss;
  private double lowSlope;
  private double high; // the other end
  private double highLoss;
  private double highSlope;

  /** At most so many evaluations a search. */
  LineSearch(Line line, int most) {
    this.line = line;
    this.most = most;
  }

  /** A length that holds the conditions, or the best one found; 0 if none is lower. */
  double run(double loss, double slope, double first) {
    loss0 = loss;
    slope0 = slope;
    left = most;
    low = 0;
    lowLoss = loss;
    lowSlope = slope;
    double a = first;
    while (left-- > 0) {
      double value = line.loss(a);
      double steep = line.slope();
      if (!(value <= loss0 + C1 * a * slope0) || low > 0 && value >= lowLoss) {
        high(a, value, steep);
        return zoom();
      }
      if (Math.abs(steep) <= -C2 * slope0) {
        return a;
      }
      if (steep >= 0) {
        high(low, lowLoss, lowSlope);
        low(a, value, steep);
        return zoom();
      }
      low(a, value, steep);
      a *= 2;
    }
    return low;
  }

  private double zoom() {
    while (left-- > 0 && Math.abs(high - low) > NARROWEST * Math.max(high, low)) {
      double a = between();
      double value = line.loss(a);
      double steep = line.slope();
      if (!(value <= loss0 + C1 * a * slope0) || value >= lowLoss) {
        high(a, value, steep);
      } else {
        if (Math.abs(steep) <= -C2 * slope0) {
          return a;
        }
        if (steep * (high - low) >= 0) {
          high(low, lowLoss, lowSlope);
        }
        low(a, value, steep);
      }
    }
    return low;
  }

  private void low(double length, double loss, double slope) {
    low = length;
    lowLoss = loss;
    lowSlope = slope;
  }

  private void high(double length, double loss, double slope) {
    high = length;
    highLoss = loss;
    highSlope = slope;
  }

  /** The least point of the cubic through both ends, held away from them; else the middle. */
  private double between() {
    double width = high - low;
    double d1 = lowSlope + highSlope - 3 * (lowLoss - highLoss) / (low - high);
    double square = d1 * d1 - lowSlope * highSlope;
    double root = Math.copySign(Math.sqrt(square), width);
    double share = (highSlope + root - d1) / (highSlope - lowSlope + 2 * root);
    double inside = 1 - share; // of the interval, from its low end
    return Double.isFinite(inside)
        ? low + Math.clamp(inside, EDGE, 1 - EDGE) * width
        : low + width / 2;
  }
}
