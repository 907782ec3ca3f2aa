package sluice.inspect;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvalues of a small symmetric matrix by Jacobi's rotations (1846), the largest first.
 *
 * @param values [M]
 * @param vectors [M, M], one a row
 */
record SmallEigen(double[] values, double[][] vectors) {
  private static final int SWEEPS = 60;

  static SmallEigen of(double[][] s) {
    int size = s.length;
    double[][] a = new double[size][size];
    double[][] v = new double[size][size];
    for (int i = 0; i < size; i++) {
      v[i][i] = 1;
      for (int j = 0; j < size; j++) {
        a[i][j] = (s[i][j] + s[j][i]) / 2; // symmetric but for rounding
      }
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      boolean turned = false;
      for (int p = 0; p < size; p++) {
        for (int q = p + 1; q < size; q++) {
          turned |= turn(a, v, p, q);
        }
      }
      if (!turned) {
        break;
      }
    }
    return sorted(a, v);
  }

  /** Makes a[p][q] zero; false where it is nothing beside the diagonal. Modified. */
  private static boolean turn(double[][] a, double[][] v, int p, int q) {
    double off = a[p][q];
    if (Math.abs(off) <= 1e-17 * (Math.abs(a[p][p]) + Math.abs(a[q][q])) || off == 0) {
      return false;
    }
    double theta = (a[q][q] - a[p][p]) / (2 * off);
    double t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double cos = 1 / Math.sqrt(t * t + 1);
    double sin = t * cos;
    for (int k = 0; k < a.length; k++) {
      double kp = a[k][p];
      double kq = a[k][q];
      a[k][p] = cos * kp - sin * kq;
      a[k][q] = sin * kp + cos * kq;
    }
    for (double[][] rows : new double[][][] {a, v}) {
      for (int k = 0; k < a.length; k++) {
        double pk = rows[p][k];
        double qk = rows[q][k];
        rows[p][k] = cos * pk - sin * qk;
        rows[q][k] = sin * pk + cos * qk;
      }
    }
    return true;
  }

  private static SmallEigen sorted(double[][] a, double[][] v) {
    int[] order =
        IntStream.range(0, a.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -a[i][i]))
            .mapToInt(i -> i)
            .toArray();
    double[] values = new double[order.length];
    double[][] vectors = new double[order.length][];
    for (int k = 0; k < order.length; k++) {
      values[k] = a[order[k]][order[k]];
      vectors[k] = v[order[k]];
    }
    return new SmallEigen(values, vectors);
  }
}
