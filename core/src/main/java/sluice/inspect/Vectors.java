package sluice.inspect;

import java.util.Arrays;

/** Rows of doubles and the three products that a layer needs, written as they are on paper. */
final class Vectors {
  private Vectors() {}

  /** x·W: [I] · [I, O] → [O]. */
  static double[] product(double[] x, double[][] w) {
    double[] y = new double[w[0].length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < y.length; j++) {
        y[j] += x[i] * w[i][j];
      }
    }
    return y;
  }

  /** A·B: [M, K] · [K, N] → [M, N]. */
  static double[][] product(double[][] a, double[][] b) {
    double[][] c = new double[a.length][];
    for (int row = 0; row < c.length; row++) {
      c[row] = product(a[row], b);
    }
    return c;
  }

  /** dy·Wᵀ: [O] · [I, O]ᵀ → [I]. */
  static double[] transposedProduct(double[] dy, double[][] w) {
    double[] dx = new double[w.length];
    for (int i = 0; i < dx.length; i++) {
      for (int j = 0; j < dy.length; j++) {
        dx[i] += dy[j] * w[i][j];
      }
    }
    return dx;
  }

  /** dW += xᵀ·dy: [I]ᵀ · [O] → [I, O]. */
  static void addOuter(double[] x, double[] dy, double[][] dw) {
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < dy.length; j++) {
        dw[i][j] += x[i] * dy[j];
      }
    }
  }

  /** y += x. */
  static void add(double[] x, double[] y) {
    for (int j = 0; j < x.length; j++) {
      y[j] += x[j];
    }
  }

  /** σ(a) = 1 ∕ (1 + e^−a). */
  static double sigmoid(double a) {
    return 1 / (1 + StrictMath.exp(-a));
  }

  /** x, then y. */
  static double[] concat(double[] x, double[] y) {
    double[] both = Arrays.copyOf(x, x.length + y.length);
    System.arraycopy(y, 0, both, x.length, y.length);
    return both;
  }

  /** x ⊙ y. */
  static double[] times(double[] x, double[] y) {
    double[] z = new double[x.length];
    for (int j = 0; j < z.length; j++) {
      z[j] = x[j] * y[j];
    }
    return z;
  }
}
