package sluice.inspect;

import java.util.Arrays;

/**
 * Keeps the last steps of a sequence; a shorter one keeps all it has.
 *
 * <pre>
 *   y = x[T − T′ … T − 1]          T′ = min(count, T)
 *
 *   dx = 0 at the steps before, dy at those kept
 * </pre>
 */
final class ReferenceLastSteps implements ReferenceLayer {
  private final int count;
  private double[][] x = {};

  ReferenceLastSteps(int count) {
    this.count = count;
  }

  @Override
  public double[][] forward(double[][] x, double[] start, long id) {
    this.x = x;
    return Arrays.copyOfRange(x, Math.max(0, x.length - count), x.length);
  }

  @Override
  public double[][] backward(double[][] dy, double[] dEnd) {
    double[][] dx = new double[x.length][x[0].length];
    System.arraycopy(dy, 0, dx, x.length - dy.length, dy.length);
    return dx;
  }
}
