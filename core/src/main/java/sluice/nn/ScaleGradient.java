package sluice.nn;

import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Workers;

/**
 * dw += Σ rows of x ⊙ y, for a row w that scales elements, in blocks of 256 as in every product;
 * columns shared out among workers. Nothing at all for a weight that does not learn.
 */
final class ScaleGradient implements Workers.Piece {
  private static final Kernels KERNELS = Kernels.get();

  /** Floats of x below which another thread costs more than it brings. */
  private static final int WORTH_SHARING = 1 << 18;

  private final Matrix dw; // [1, n]; empty where it does not learn
  private final Workers workers;
  private int pieceColumns;
  private int rows;
  private Matrix x = Matrix.EMPTY;
  private int xAt;
  private Matrix y = Matrix.EMPTY;
  private int yAt;
  private int column;
  private int count;

  ScaleGradient(Gradients gradients, Weight w, Workers workers) {
    dw = gradients.learns(w) ? gradients.of(w) : Matrix.EMPTY;
    this.workers = workers;
  }

  /** Adds to all of dw the rows of x from its column 0, and those of y from a row on. */
  void add(int rows, Matrix x, Matrix y, int yRow) {
    add(0, dw.columns(), rows, x, 0, y, yRow);
  }

  /**
   * Adds to {@code count} columns of dw from {@code column} on the columns of x from {@code
   * xColumn} on times those of y, whose rows begin at {@code yRow}.
   */
  void add(int column, int count, int rows, Matrix x, int xColumn, Matrix y, int yRow) {
    if (dw.size() == 0) {
      return;
    }
    this.rows = rows;
    this.x = x;
    this.xAt = x.at(0) + xColumn;
    this.y = y;
    this.yAt = y.at(yRow);
    this.column = column;
    this.count = count;
    int pieces = (long) rows * count < WORTH_SHARING ? 1 : workers.threads();
    pieceColumns = Math.ceilDiv(count, pieces);
    workers.run(Math.ceilDiv(count, pieceColumns), this);
  }

  @Override
  public void run(int piece) {
    int from = piece * pieceColumns;
    KERNELS
        .cells()
        .addColumnProducts(
            rows,
            Math.min(pieceColumns, count - from),
            x.data(),
            xAt + from,
            x.columns(),
            y.data(),
            yAt + from,
            y.columns(),
            dw.data(),
            dw.at(0) + column + from);
  }
}
