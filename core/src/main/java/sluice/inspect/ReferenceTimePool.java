package sluice.inspect;

/**
 * Mean or maximum of each column over the steps of a sequence.
 *
 * <pre>
 *   mean   y = Σ x ∕ T        dx = dy ∕ T
 *   max    y = max x          dx = dy at the first step that has it, else 0
 * </pre>
 */
final class ReferenceTimePool implements ReferenceLayer {
  private final boolean max;
  private double[][] x = {};
  private double nearestKink;

  ReferenceTimePool(boolean max) {
    this.max = max;
  }

  @Override
  public double[][] forward(double[][] x, double[] start, long id) {
    this.x = x;
    nearestKink = Double.POSITIVE_INFINITY;
    double[] y = new double[x[0].length];
    for (int j = 0; j < y.length; j++) {
      int largest = largest(j);
      for (int t = 0; t < x.length; t++) {
        y[j] += max ? 0 : x[t][j] / x.length;
        if (max && t != largest) {
          nearestKink = Math.min(nearestKink, x[largest][j] - x[t][j]);
        }
      }
      y[j] = max ? x[largest][j] : y[j];
    }
    return new double[][] {y};
  }

  private int largest(int j) {
    int largest = 0;
    for (int t = 1; t < x.length; t++) {
      largest = x[t][j] > x[largest][j] ? t : largest;
    }
    return largest;
  }

  @Override
  public double[][] backward(double[][] dy, double[] dEnd) {
    double[][] dx = new double[x.length][x[0].length];
    for (int j = 0; j < x[0].length; j++) {
      int largest = largest(j);
      for (int t = 0; t < x.length; t++) {
        dx[t][j] = max ? t == largest ? dy[0][j] : 0 : dy[0][j] / x.length;
      }
    }
    return dx;
  }

  /** Half the distance between the largest and the next: both may move towards each other. */
  @Override
  public double nearestKink() {
    return nearestKink / 2;
  }
}
