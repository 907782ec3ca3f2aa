package sluice.kernel;

/**
 * Reductions to one number through the fixed tree, in plain loops.
 *
 * <p>Of the 16 partial sums of a block four at a time are gathered (j, j+4, j+8, j+12) and joined.
 */
final class ScalarReductions {
  private static final int STEP = Kernels.PARTIALS;

  private ScalarReductions() {}

  /**
   * Returns how many of n elements stand left of the root: whole blocks, a power of two of them.
   */
  static int left(int n) {
    int blocks = Math.ceilDiv(n, Kernels.REDUCTION_BLOCK);
    return Integer.highestOneBit(blocks - 1) * Kernels.REDUCTION_BLOCK;
  }

  static double sum(int n, float[] x, int xAt) {
    if (n > Kernels.REDUCTION_BLOCK) {
      int left = left(n);
      return sum(left, x, xAt) + sum(n - left, x, xAt + left);
    }
    return (quarter(0, n, x, xAt) + quarter(2, n, x, xAt))
        + (quarter(1, n, x, xAt) + quarter(3, n, x, xAt));
  }

  static double sum(int n, double[] x, int xAt) {
    if (n > Kernels.REDUCTION_BLOCK) {
      int left = left(n);
      return sum(left, x, xAt) + sum(n - left, x, xAt + left);
    }
    return (quarter(0, n, x, xAt) + quarter(2, n, x, xAt))
        + (quarter(1, n, x, xAt) + quarter(3, n, x, xAt));
  }

  static double dot(int n, float[] x, int xAt, float[] y, int yAt) {
    if (n > Kernels.REDUCTION_BLOCK) {
      int left = left(n);
      return dot(left, x, xAt, y, yAt) + dot(n - left, x, xAt + left, y, yAt + left);
    }
    return (quarter(0, n, x, xAt, y, yAt) + quarter(2, n, x, xAt, y, yAt))
        + (quarter(1, n, x, xAt, y, yAt) + quarter(3, n, x, xAt, y, yAt));
  }

  private static double quarter(int first, int n, float[] x, int xAt) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    int j = first;
    for (; j + 12 < n; j += STEP) {
      s0 += x[xAt + j];
      s1 += x[xAt + j + 4];
      s2 += x[xAt + j + 8];
      s3 += x[xAt + j + 12];
    }
    s0 += j < n ? x[xAt + j] : 0;
    s1 += j + 4 < n ? x[xAt + j + 4] : 0;
    s2 += j + 8 < n ? x[xAt + j + 8] : 0;
    return (s0 + s2) + (s1 + s3);
  }

  private static double quarter(int first, int n, double[] x, int xAt) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    int j = first;
    for (; j + 12 < n; j += STEP) {
      s0 += x[xAt + j];
      s1 += x[xAt + j + 4];
      s2 += x[xAt + j + 8];
      s3 += x[xAt + j + 12];
    }
    s0 += j < n ? x[xAt + j] : 0;
    s1 += j + 4 < n ? x[xAt + j + 4] : 0;
    s2 += j + 8 < n ? x[xAt + j + 8] : 0;
    return (s0 + s2) + (s1 + s3);
  }

  /** A product of two floats is exact in double, so no fused form is needed. */
  private static double quarter(int first, int n, float[] x, int xAt, float[] y, int yAt) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    int j = first;
    for (; j + 12 < n; j += STEP) {
      s0 += (double) x[xAt + j] * y[yAt + j];
      s1 += (double) x[xAt + j + 4] * y[yAt + j + 4];
      s2 += (double) x[xAt + j + 8] * y[yAt + j + 8];
      s3 += (double) x[xAt + j + 12] * y[yAt + j + 12];
    }
    s0 += j < n ? (double) x[xAt + j] * y[yAt + j] : 0;
    s1 += j + 4 < n ? (double) x[xAt + j + 4] * y[yAt + j + 4] : 0;
    s2 += j + 8 < n ? (double) x[xAt + j + 8] * y[yAt + j + 8] : 0;
    return (s0 + s2) + (s1 + s3);
  }
}
