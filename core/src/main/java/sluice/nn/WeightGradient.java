package sluice.nn;

import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Workers;

/**
 * dW += Aᵀ·dA and db += Σ rows of dA, columns shared out among workers.
 *
 * <p>Every element is the same sum, over all rows in blocks of 256, whatever the division of the
 * columns.
 */
final class WeightGradient implements Workers.Piece {
  private static final Kernels KERNELS = Kernels.get();

  /**
   * Least columns of a piece: a few panels, so that packing A again for each piece stays small
   * beside the product.
   */
  private static final int PIECE_COLUMNS = 128;

  private final int firstRow; // of dW: a joined input adds to a band of its rows
  private final int inputs;
  private final int columns;
  private final Matrix gradient;
  private final Workers workers;
  private final int pieces;
  private final int width;
  private final int maxRows;
  private final float[][] scratch;

  private Matrix a = Matrix.EMPTY;
  private Matrix da = Matrix.EMPTY;

  WeightGradient(Matrix gradient, int firstRow, int inputs, int maxRows, Workers workers) {
    this.gradient = gradient;
    this.firstRow = firstRow;
    this.inputs = inputs;
    this.columns = gradient.columns();
    this.workers = workers;
    this.maxRows = maxRows;
    int wanted = Math.max(1, Math.min(workers.threads(), columns / PIECE_COLUMNS));
    this.width = (columns + wanted - 1) / wanted + 31 & ~31;
    this.pieces = (columns + width - 1) / width;
    this.scratch =
        new float[pieces][KERNELS.transposedScratch(maxRows, inputs, Math.min(width, columns))];
  }

  WeightGradient(Matrix gradient, int maxRows, Workers workers) {
    this(gradient, 0, gradient.rows(), maxRows, workers);
  }

  /** Floats that are held for one, about: more threads hold a little more. */
  static long floats(int maxRows, int inputs, int columns) {
    return KERNELS.transposedScratch(maxRows, inputs, columns);
  }

  /** dW += Aᵀ·dA over all rows. */
  void add(Matrix a, Matrix da) {
    if (a.rows() != da.rows() || a.rows() > maxRows) {
      throw new IllegalArgumentException("shapes do not fit: " + gradient + " += " + a + "ᵀ·" + da);
    }
    this.a = a;
    this.da = da;
    workers.run(pieces, this);
  }

  @Override
  public void run(int piece) {
    int first = piece * width;
    int n = Math.min(width, columns - first);
    KERNELS.addTransposedProduct(
        a.rows(),
        inputs,
        n,
        a.data(),
        a.at(0),
        a.columns(),
        da.data(),
        da.at(0) + first,
        da.columns(),
        gradient.data(),
        gradient.at(firstRow) + first,
        gradient.columns(),
        scratch[piece]);
  }

  /** db[1, n] += Σ rows of da. */
  static void addRowSum(Matrix da, Matrix db) {
    KERNELS.addColumnSums(
        da.rows(), da.columns(), da.data(), da.at(0), da.columns(), db.data(), db.at(0));
  }
}
