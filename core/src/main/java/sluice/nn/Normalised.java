package sluice.nn;

import sluice.kernel.Kernels;
import sluice.math.Matrix;

/**
 * Rows with mean 0 and deviation 1 (Ba et al. 2016), and what their backward needs.
 *
 * <pre>
 *   y = (x − mean) ∕ √(variance + ε)      ε = 1e−5
 *   dx = (dy − mean(dy) − y · mean(dy ⊙ y)) ∕ √(variance + ε)
 * </pre>
 *
 * <p>Sums go by the tree of the reductions, in double.
 */
final class Normalised {
  private static final Kernels KERNELS = Kernels.get();
  static final double EPSILON = 1e-5;

  final Matrix rows; // [N, n]  x, then y
  private final float[] inverse; // [N]

  Normalised(int count, int columns) {
    rows = Matrix.of(count, columns);
    inverse = new float[count];
  }

  static long floats(long count, int columns) {
    return count * (columns + 1);
  }

  /** Turns some rows of x into y. */
  void forward(int first, int count) {
    int n = rows.columns();
    float[] x = rows.data();
    for (int row = first; row < first + count; row++) {
      int at = rows.at(row);
      KERNELS.cells().shift(n, (float) -(KERNELS.sum(n, x, at) / n), x, at);
      double variance = KERNELS.sumOfSquares(n, x, at) / n;
      inverse[row] = (float) (1 / Math.sqrt(variance + EPSILON));
      KERNELS.scale(n, inverse[row], x, at);
    }
  }

  /** Turns rows of dy into dx, in place: those of another matrix from a row on. */
  void backward(int first, int count, Matrix dy, int dyRow) {
    int n = rows.columns();
    float[] d = dy.data();
    for (int r = 0; r < count; r++) {
      int y = rows.at(first + r);
      int at = dy.at(dyRow + r);
      double mean = KERNELS.sum(n, d, at) / n;
      double along = KERNELS.dot(n, d, at, rows.data(), y) / n;
      KERNELS.axpy(n, (float) -along, rows.data(), y, d, at);
      KERNELS.cells().shift(n, (float) -mean, d, at);
      KERNELS.scale(n, inverse[first + r], d, at);
    }
  }
}
