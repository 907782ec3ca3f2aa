package sluice.nn;

import sluice.math.Matrix;

/** Bands of columns, from one matrix to another. */
final class Columns {
  private Columns() {}

  /** Copies a band of columns of the first rows. Modified: to. */
  static void copy(Matrix from, int fromColumn, Matrix to, int toColumn, int width, int rows) {
    for (int b = 0; b < rows && width > 0; b++) {
      System.arraycopy(from.data(), from.at(b) + fromColumn, to.data(), to.at(b) + toColumn, width);
    }
  }
}
