package sluice.nn;

import sluice.math.Matrix;
import sluice.math.Rng;

/**
 * A random matrix whose rows, or columns where they are fewer, stand at right angles and have
 * length 1, all such matrices equally likely: normal numbers, made orthogonal one vector after the
 * other (Gram &amp; Schmidt), each twice so that rounding is no matter. Only + − × ÷ √, in double.
 */
final class Orthogonal {
  private Orthogonal() {}

  /** Fills the columns {@code [from, from + columns)}, times a gain. Modified. */
  static void fill(Matrix values, int from, int columns, float gain, long key) {
    int rows = values.rows();
    boolean tall = rows > columns; // then columns are at right angles
    int count = Math.min(rows, columns);
    int length = Math.max(rows, columns);
    double[][] vectors = new double[count][length];
    for (int v = 0; v < count; v++) {
      for (int j = 0; j < length; j++) {
        vectors[v][j] = Rng.normal(key, v * length + j);
      }
      straighten(vectors, v);
    }
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < columns; j++) {
        double value = tall ? vectors[j][r] : vectors[r][j];
        values.set(r, from + j, (float) (gain * value));
      }
    }
  }

  private static void straighten(double[][] vectors, int v) {
    double[] own = vectors[v];
    for (int round = 0; round < 2; round++) {
      for (int u = 0; u < v; u++) {
        double part = dot(own, vectors[u]);
        for (int j = 0; j < own.length; j++) {
          own[j] -= part * vectors[u][j];
        }
      }
      double length = Math.sqrt(dot(own, own));
      for (int j = 0; j < own.length; j++) {
        own[j] /= length;
      }
    }
  }

  /** Four sums in turn: four times as fast as one chain, and as fixed. */
  private static double dot(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int j = 0;
    for (; j + 4 <= a.length; j += 4) {
      s0 += a[j] * b[j];
      s1 += a[j + 1] * b[j + 1];
      s2 += a[j + 2] * b[j + 2];
      s3 += a[j + 3] * b[j + 3];
    }
    for (; j < a.length; j++) {
      s0 += a[j] * b[j];
    }
    return s0 + s1 + (s2 + s3);
  }
}
