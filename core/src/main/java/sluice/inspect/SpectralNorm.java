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
    return of(w.rows(), count, (row, column) -> w.get(row, from + column));
  }

  /** Of a matrix in double precision. */
  static double of(double[][] a) {
    return of(a.length, a[0].length, (row, column) -> a[row][column]);
  }

  /** An element of the matrix. */
  @FunctionalInterface
  private interface Element {
    double at(int row, int column);
  }

  private static double of(int rows, int columns, Element a) {
    double[] v = new double[columns];
    long key = Rng.key(0, Rng.DATA, 0, 0, 0, 0);
    for (int j = 0; j < columns; j++) {
      v[j] = Rng.normal(key, j);
    }
    double before = 0;
    double norm = scale(v) > 0 ? 1 : 0;
    for (int round = 0; round < MOST_ROUNDS && Math.abs(norm - before) > ENOUGH * norm; round++) {
      before = norm;
      double[] u = new double[rows];
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          u[i] += a.at(i, j) * v[j];
        }
      }
      v = new double[columns];
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          v[j] += a.at(i, j) * u[i];
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
