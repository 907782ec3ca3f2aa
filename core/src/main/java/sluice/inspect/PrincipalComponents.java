package sluice.inspect;

import sluice.math.Rng;

/**
 * The directions in which rows of numbers vary most (Pearson 1901; Hotelling 1933).
 *
 * <pre>
 *   C = Σ (x − x̄)(x − x̄)ᵀ ∕ n      [D, D]      C·v = λ·v,  λ₁ ≥ λ₂ ≥ …
 * </pre>
 *
 * <p>By subspace iteration with the Rayleigh–Ritz procedure, in double precision, on one thread:
 * equal rows give equal bits on every machine. Of v and −v that is taken whose largest element is
 * positive. An axis beyond the rank of the rows is zero.
 */
public final class PrincipalComponents {
  private static final int SPARE = 6; // vectors beyond those asked for, which make it converge
  private static final int MOST_ROUNDS = 1000;
  private static final double SMALL = 1e-12; // of the whole variance

  private final double[] mean; // [D]
  private final double total;
  private final double[][] axes; // [K, D]
  private final double[] variances; // [K]

  private PrincipalComponents(double[] mean, double total, double[][] axes, double[] variances) {
    this.mean = mean;
    this.total = total;
    this.axes = axes;
    this.variances = variances;
  }

  /**
   * Of rows.
   *
   * @param rows [n, D], at least one, all as long
   * @param count how many directions, at least 1; those beyond D are zero
   */
  public static PrincipalComponents of(double[][] rows, int count) {
    if (rows.length == 0 || count < 1) {
      throw new IllegalArgumentException(
          "principal components need a row and a direction, had " + rows.length + " and " + count);
    }
    double[] mean = mean(rows);
    double[][] covariance = covariance(rows, mean);
    double total = 0;
    for (int j = 0; j < mean.length; j++) {
      total += covariance[j][j];
    }
    double[][] axes = new double[count][mean.length];
    double[] variances = new double[count];
    if (total > 0) {
      iterate(covariance, total, axes, variances);
    }
    return new PrincipalComponents(mean, total, axes, variances);
  }

  private static double[] mean(double[][] rows) {
    double[] mean = new double[rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != mean.length) {
        throw new IllegalArgumentException(
            "row " + i + " has " + rows[i].length + " columns, the first has " + mean.length);
      }
      for (int j = 0; j < mean.length; j++) {
        mean[j] += (rows[i][j] - mean[j]) / (i + 1);
      }
    }
    return mean;
  }

  private static double[][] covariance(double[][] rows, double[] mean) {
    double[][] covariance = new double[mean.length][mean.length];
    double[] off = new double[mean.length];
    for (double[] row : rows) {
      for (int j = 0; j < off.length; j++) {
        off[j] = row[j] - mean[j];
      }
      for (int j = 0; j < off.length; j++) {
        for (int k = 0; k <= j; k++) {
          covariance[j][k] += off[j] * off[k];
        }
      }
    }
    for (int j = 0; j < off.length; j++) {
      for (int k = 0; k <= j; k++) {
        covariance[j][k] /= rows.length;
        covariance[k][j] = covariance[j][k];
      }
    }
    return covariance;
  }

  /** Fills axes and variances. */
  private static void iterate(double[][] c, double total, double[][] axes, double[] variances) {
    int size = c.length;
    int block = Math.min(size, axes.length + SPARE);
    int wanted = Math.min(block, axes.length);
    double[][] q = start(block, size);
    for (int round = 0; ; round++) {
      double[][] z = Vectors.product(q, c); // [M, D], C is symmetric
      SmallEigen inner = SmallEigen.of(dots(z, q));
      double[][] v = Vectors.product(inner.vectors(), q);
      double[][] cv = Vectors.product(inner.vectors(), z);
      if (round == MOST_ROUNDS || worst(v, cv, inner.values(), wanted) <= SMALL * total) {
        for (int k = 0; k < wanted; k++) {
          axes[k] = signed(v[k]);
          variances[k] = Math.max(0, inner.values()[k]);
        }
        return;
      }
      q = cv;
      orthonormal(q, SMALL * total);
    }
  }

  /** The unit vectors where they are all there is, else any directions. */
  private static double[][] start(int block, int size) {
    double[][] q = new double[block][size];
    for (int m = 0; m < block; m++) {
      if (block == size) {
        q[m][m] = 1;
      } else {
        long key = Rng.key(0, Rng.DATA, 0, 0, m, 0);
        for (int j = 0; j < size; j++) {
          q[m][j] = Rng.normal(key, j);
        }
      }
    }
    orthonormal(q, 0);
    return q;
  }

  /** The largest ‖C·v − λ·v‖ of those that are wanted. */
  private static double worst(double[][] v, double[][] cv, double[] values, int wanted) {
    double worst = 0;
    for (int k = 0; k < wanted; k++) {
      double sum = 0;
      for (int j = 0; j < v[k].length; j++) {
        double off = cv[k][j] - values[k] * v[k][j];
        sum += off * off;
      }
      worst = Math.max(worst, Math.sqrt(sum));
    }
    return worst;
  }

  /** By Gram and Schmidt, twice; what is left of nothing becomes zero. Modified. */
  private static void orthonormal(double[][] q, double nothing) {
    for (int m = 0; m < q.length; m++) {
      for (int again = 0; again < 2; again++) {
        for (int k = 0; k < m; k++) {
          add(q[m], -dot(q[m], q[k]), q[k]);
        }
        double length = Math.sqrt(dot(q[m], q[m]));
        double by = length > (again == 0 ? nothing : 0.5) ? 1 / length : 0;
        for (int j = 0; j < q[m].length; j++) {
          q[m][j] *= by;
        }
      }
    }
  }

  /** A·Bᵀ: [M, D] · [M, D]ᵀ → [M, M]. */
  private static double[][] dots(double[][] a, double[][] b) {
    double[][] dots = new double[a.length][b.length];
    for (int m = 0; m < a.length; m++) {
      for (int k = 0; k < b.length; k++) {
        dots[m][k] = dot(a[m], b[k]);
      }
    }
    return dots;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  private static void add(double[] a, double by, double[] b) {
    for (int j = 0; j < a.length; j++) {
      a[j] += by * b[j];
    }
  }

  private static double[] signed(double[] v) {
    int largest = 0;
    for (int j = 1; j < v.length; j++) {
      largest = Math.abs(v[j]) > Math.abs(v[largest]) ? j : largest;
    }
    double[] signed = v.clone();
    for (int j = 0; v[largest] < 0 && j < v.length; j++) {
      signed[j] = -v[j];
    }
    return signed;
  }

  /** K: how many directions were asked for. */
  public int count() {
    return axes.length;
  }

  /** A direction of length 1, [D]: a copy. */
  public double[] axis(int component) {
    return axes[component].clone();
  }

  /** The variance along a direction, λ. */
  public double variance(int component) {
    return variances[component];
  }

  /** Its share of the whole variance; 0 of rows that do not vary. */
  public double share(int component) {
    return total > 0 ? variances[component] / total : 0;
  }

  /** Where a row lies along each direction, [K], from the mean. */
  public double[] project(double[] row) {
    double[] place = new double[axes.length];
    for (int k = 0; k < place.length; k++) {
      for (int j = 0; j < mean.length; j++) {
        place[k] += axes[k][j] * (row[j] - mean[j]);
      }
    }
    return place;
  }
}
