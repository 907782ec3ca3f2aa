package sluice.inspect;

import sluice.math.Matrix;
import sluice.math.Rng;

/** The largest factor by which a matrix stretches a vector: its largest singular value. */
public final class SpectralNorm {
  private static final int MOST_ROUNDS = 1000;
  private static final double ENOUGH = 1e-9;

  private SpectralNorm() {}

  /** Of the columns {@code [from, from + count)}; by powers of WᵀW, in double, to about 1e−6. */
  public static double of(Matrix w, int from, int count) {
    double[] v = new double[count];
    long key = Rng.key(0, Rng.DATA, 0, 0, 0, 0);
    for (int j = 0; j < count; j++) {
      v[j] = Rng.normal(key, j);
    }
    double before = 0;
    double norm = scale(v) > 0 ? 1 : 0;
    for (int round = 0; round < MOST_ROUNDS && Math.abs(norm - before) > ENOUGH * norm; round++) {
      before = norm;
      double[] u = new double[w.rows()];
      for (int i = 0; i < u.length; i++) {
        for (int j = 0; j < count; j++) {
          u[i] += w.get(i, from + j) * v[j];
        }
      }
      v = new double[count];
      for (int i = 0; i < u.length; i++) {
        for (int j = 0; j < count; j++) {
          v[j] += w.get(i, from + j) * u[i];
        }
      }
      norm = Math.sqrt(scale(v));
    }
    return norm;
  }

  /** Brings a vector to length 1, and returns its length before. Modified. */
  private static double scale(double[] v) {
    double sum = 0;
    for (double value : v) {
      sum += value * value;
    }
    double length = Math.sqrt(sum);
    for (int j = 0; j < v.length && length > 0; j++) {
      v[j] /= length;
    }
    return length;
  }
}
