package sluice.nn;

import sluice.math.Matrix;

/** What layers read that have no use for ids. */
final class Rows {
  private Rows() {}

  /** The numbers of an input; throws if it is ids, or joined. */
  static Matrix of(Input x, String layer) {
    if (x instanceof Input.Rows(Matrix values)) {
      return values;
    }
    throw new IllegalArgumentException(
        layer + " reads rows of numbers, not " + x.getClass().getSimpleName());
  }
}
