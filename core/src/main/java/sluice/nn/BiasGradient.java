package sluice.nn;

import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Workers;

/**
 * db += Σ rows of da, in blocks of 256 as in every product; columns shared out among workers.
 * Nothing at all for a weight that does not learn.
 */
final class BiasGradient implements Workers.Piece {
  private static final Kernels KERNELS = Kernels.get();

  /** Floats of da below which another thread costs more than it brings. */
  private static final int WORTH_SHARING = 1 << 18;

  private final Matrix db; // [1, n]; empty where it does not learn
  private final Workers workers;
  private int pieceColumns;
  private Matrix da = Matrix.EMPTY;

  BiasGradient(Gradients gradients, Weight b, Workers workers) {
    db = gradients.learns(b) ? gradients.of(b) : Matrix.EMPTY;
    this.workers = workers;
  }

  /** Adds all rows of da. */
  void add(Matrix da) {
    if (db.size() == 0) {
      return;
    }
    this.da = da;
    int pieces = da.size() < WORTH_SHARING ? 1 : workers.threads();
    pieceColumns = Math.ceilDiv(da.columns(), pieces);
    workers.run(Math.ceilDiv(da.columns(), pieceColumns), this);
  }

  @Override
  public void run(int piece) {
    int from = piece * pieceColumns;
    int n = Math.min(pieceColumns, da.columns() - from);
    KERNELS.addColumnSums(
        da.rows(), n, da.data(), da.at(0) + from, da.columns(), db.data(), db.at(0) + from);
  }
}
