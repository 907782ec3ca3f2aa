package sluice.nn;

import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Workers;

/**
 * a = bias + W[id], or a += W[id]: what a product with one-hot rows would give, row by row.
 *
 * <p>Rows are shared out among workers.
 */
final class IdProduct implements Workers.Piece {
  private static final Kernels KERNELS = Kernels.get();

  /** Floats of a piece, below which another thread costs more than it brings. */
  private static final int PIECE_FLOATS = 1 << 17;

  private final Weight weight;
  private final Workers workers;
  private final int pieceRows;
  private Input.Ids x = new Input.Ids(0, 1);
  private int firstRow;
  private Matrix a = Matrix.EMPTY;
  private Matrix bias = Matrix.EMPTY;

  IdProduct(Weight weight, Workers workers) {
    this.weight = weight;
    this.workers = workers;
    this.pieceRows = Math.max(1, PIECE_FLOATS / weight.values().columns());
  }

  /** Reads the rows of W from {@code firstRow} on; adds to a where there is no bias row. */
  void run(Input.Ids x, int firstRow, Matrix a, Matrix bias) {
    this.x = x;
    this.firstRow = firstRow;
    this.a = a;
    this.bias = bias;
    workers.run(Math.ceilDiv(a.rows(), pieceRows), this);
  }

  @Override
  public void run(int piece) {
    int first = piece * pieceRows;
    rows(x, firstRow, first, Math.min(pieceRows, a.rows() - first), a, first, bias);
  }

  /** The same for {@code count} rows, in this thread. */
  void rows(Input.Ids x, int firstRow, int xRow, int count, Matrix a, int aRow, Matrix bias) {
    Matrix w = weight.values();
    for (int r = 0; r < count; r++) {
      int out = a.at(aRow + r);
      if (bias.rows() > 0) {
        System.arraycopy(bias.data(), bias.at(0), a.data(), out, a.columns());
      }
      KERNELS.add(w.columns(), w.data(), w.at(firstRow + x.get(xRow + r)), a.data(), out);
    }
  }
}
