package sluice.inspect;

import sluice.math.Matrix;
import sluice.nn.Weight;

/**
 * A weight in double precision with its gradient beside it.
 *
 * @param weight whose values these are
 * @param values [rows, columns]
 * @param gradient [rows, columns], zero at first
 */
record ReferenceWeight(Weight weight, double[][] values, double[][] gradient) {

  static ReferenceWeight of(Weight weight) {
    Matrix values = weight.values();
    return new ReferenceWeight(weight, rows(values), new double[values.rows()][values.columns()]);
  }

  /** The only row of a bias. */
  double[] row() {
    return values[0];
  }

  /** The gradient of the only row of a bias. */
  double[] rowGradient() {
    return gradient[0];
  }

  /** All rows of a matrix, in double. */
  static double[][] rows(Matrix matrix) {
    double[][] rows = new double[matrix.rows()][];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = row(matrix, r);
    }
    return rows;
  }

  /** One row of a matrix, in double. */
  static double[] row(Matrix matrix, int r) {
    double[] row = new double[matrix.columns()];
    for (int j = 0; j < row.length; j++) {
      row[j] = matrix.get(r, j);
    }
    return row;
  }
}
