package sluice.nn;

import sluice.kernel.Kernels;
import sluice.math.Matrix;

/**
 * {@link sluice.kernel.Cells} on blocks of matrices: n columns of so many rows, each operand from a
 * row and a column on. A matrix of a single row stands for all rows.
 */
final class Elements {
  private static final Kernels KERNELS = Kernels.get();

  private Elements() {}

  private static int step(Matrix matrix) {
    return matrix.capacity() == 1 ? 0 : matrix.columns();
  }

  /** x = gate(x). */
  static void gate(int rows, int n, GateFunction function, Matrix x, int row, int column) {
    boolean hard = function.hard();
    KERNELS.cells().gate(rows, n, hard, x.data(), x.at(row) + column, x.columns());
  }

  /** y = tanh x. */
  static void tanh(
      int rows, int n, Matrix x, int xRow, int xColumn, Matrix y, int yRow, int yColumn) {
    KERNELS
        .cells()
        .tanh(
            rows,
            n,
            x.data(),
            x.at(xRow) + xColumn,
            x.columns(),
            y.data(),
            y.at(yRow) + yColumn,
            y.columns());
  }

  /** Where |x| is tiny, x = 0: see {@link sluice.kernel.Cells#dropTiny}. */
  static void dropTiny(int rows, int n, Matrix x, int row, int column) {
    KERNELS.cells().dropTiny(rows, n, x.data(), x.at(row) + column, x.columns());
  }

  /** y += x. */
  static void add(
      int rows, int n, Matrix x, int xRow, int xColumn, Matrix y, int yRow, int yColumn) {
    KERNELS
        .cells()
        .add(
            rows,
            n,
            x.data(),
            x.at(xRow) + xColumn,
            x.columns(),
            y.data(),
            y.at(yRow) + yColumn,
            y.columns());
  }

  /** z = x ⊙ y. */
  static void multiply(
      int rows,
      int n,
      Matrix x,
      int xRow,
      int xColumn,
      Matrix y,
      int yRow,
      int yColumn,
      Matrix z,
      int zRow,
      int zColumn) {
    KERNELS
        .cells()
        .multiply(
            rows,
            n,
            x.data(),
            x.at(xRow) + xColumn,
            step(x),
            y.data(),
            y.at(yRow) + yColumn,
            step(y),
            z.data(),
            z.at(zRow) + zColumn,
            z.columns());
  }

  /** z += x ⊙ y. */
  static void multiplyAdd(
      int rows,
      int n,
      Matrix x,
      int xRow,
      int xColumn,
      Matrix y,
      int yRow,
      int yColumn,
      Matrix z,
      int zRow,
      int zColumn) {
    KERNELS
        .cells()
        .multiplyAdd(
            rows,
            n,
            x.data(),
            x.at(xRow) + xColumn,
            step(x),
            y.data(),
            y.at(yRow) + yColumn,
            step(y),
            z.data(),
            z.at(zRow) + zColumn,
            z.columns());
  }

  /** z = share ⊙ x + (1 − share) ⊙ y. */
  static void mix(
      int rows,
      int n,
      Matrix share,
      int sRow,
      int sColumn,
      Matrix x,
      int xRow,
      int xColumn,
      Matrix y,
      int yRow,
      int yColumn,
      Matrix z,
      int zRow,
      int zColumn) {
    KERNELS
        .cells()
        .mix(
            rows,
            n,
            share.data(),
            share.at(sRow) + sColumn,
            step(share),
            x.data(),
            x.at(xRow) + xColumn,
            step(x),
            y.data(),
            y.at(yRow) + yColumn,
            step(y),
            z.data(),
            z.at(zRow) + zColumn,
            z.columns());
  }

  /** z = x where the mask is not 0, else y; all from the same column on. */
  static void select(
      int rows,
      int n,
      int column,
      Matrix mask,
      int mRow,
      Matrix x,
      int xRow,
      Matrix y,
      int yRow,
      Matrix z,
      int zRow) {
    KERNELS
        .cells()
        .select(
            rows,
            n,
            mask.data(),
            mask.at(mRow) + column,
            mask.columns(),
            x.data(),
            x.at(xRow) + column,
            x.columns(),
            y.data(),
            y.at(yRow) + column,
            y.columns(),
            z.data(),
            z.at(zRow) + column,
            z.columns());
  }

  /** Every row of y = a row. */
  static void fill(int rows, int n, Matrix row, int column, Matrix y, int yRow, int yColumn) {
    KERNELS.fillRows(
        rows, n, row.data(), row.at(0) + column, y.data(), y.at(yRow) + yColumn, y.columns());
  }

  /**
   * c = f ⊙ c₋₁ + i ⊙ k.
   *
   * @param i column of the input gate in a
   * @param f column of the forget gate in a
   * @param column of the cell states
   */
  static void cell(
      int rows,
      int n,
      Matrix a,
      int aRow,
      int i,
      int f,
      Matrix k,
      int kRow,
      int kColumn,
      int column,
      Matrix before,
      int bRow,
      Matrix c,
      int cRow) {
    KERNELS
        .cells()
        .lstmCell(
            rows,
            n,
            a.data(),
            a.at(aRow) + i,
            a.at(aRow) + f,
            a.columns(),
            k.data(),
            k.at(kRow) + kColumn,
            k.columns(),
            before.data(),
            before.at(bRow) + column,
            before.columns(),
            c.data(),
            c.at(cRow) + column,
            c.columns());
  }

  /**
   * kept = mask ⊙ d, rest = d − kept, for masks of 0 and 1; all from the same column on. The rest
   * may be d in place.
   */
  static void split(
      int rows,
      int n,
      int column,
      Matrix mask,
      int mRow,
      Matrix d,
      int dRow,
      Matrix kept,
      int kRow,
      Matrix rest,
      int rRow) {
    KERNELS
        .cells()
        .split(
            rows,
            n,
            mask.data(),
            mask.at(mRow) + column,
            mask.columns(),
            d.data(),
            d.at(dRow) + column,
            d.columns(),
            kept.data(),
            kept.at(kRow) + column,
            kept.columns(),
            rest.data(),
            rest.at(rRow) + column,
            rest.columns());
  }
}
