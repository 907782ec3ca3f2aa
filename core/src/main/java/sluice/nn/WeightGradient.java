package sluice.nn;

import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Workers;

/**
 * dW += Aᵀ·dA, columns shared out among workers.
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
  private static final int PIECE_COLUMNS = 48;

  private final int firstRow; // of dW: a joined input adds to a band of its rows
  private final int inputs;
  private final int columns;
  private final Matrix gradient;
  private final Workers workers;
  private final int pieces;
  private final int width;
  private final float[][] scratch;

  private Matrix a = Matrix.EMPTY;
  private int aRow;
  private Matrix da = Matrix.EMPTY;
  private int daRow;
  private int count;

  private WeightGradient(Matrix gradient, int firstRow, int inputs, int maxRows, Workers workers) {
    this.gradient = gradient;
    this.firstRow = firstRow;
    this.inputs = inputs;
    this.columns = gradient.columns();
    this.workers = workers;
    int wanted = Math.max(1, Math.min(workers.threads(), columns / PIECE_COLUMNS));
    this.width = Math.max(1, (columns + wanted - 1) / wanted + 31 & ~31);
    this.pieces = (columns + width - 1) / width; // none without columns
    this.scratch =
        new float[pieces][KERNELS.transposedScratch(maxRows, inputs, Math.min(width, columns))];
  }

  /** For dW [m, n], from up to {@code maxRows} rows at once; nothing where W does not learn. */
  static WeightGradient of(Gradients gradients, Weight w, int maxRows, Workers workers) {
    Matrix dw = gradients.learns(w) ? gradients.of(w) : Matrix.EMPTY;
    return new WeightGradient(dw, 0, dw.rows(), maxRows, workers);
  }

  /** For a band of the rows of dW. */
  static WeightGradient ofBand(Matrix dw, int firstRow, int inputs, int maxRows, Workers workers) {
    return new WeightGradient(dw, firstRow, inputs, maxRows, workers);
  }

  /** Floats that are held for one, about: more threads hold a little more. */
  static long floats(int maxRows, int inputs, int columns) {
    return KERNELS.transposedScratch(maxRows, inputs, columns);
  }

  /** Adds what the rows of A from {@code aRow} on bring, as many as dA has. */
  void add(Matrix a, int aRow, Matrix da) {
    add(a, aRow, da, 0, da.rows());
  }

  /** Adds what {@code count} rows of A and of dA bring, each from a row on. */
  void add(Matrix a, int aRow, Matrix da, int daRow, int count) {
    if (pieces == 0) {
      return;
    }
    this.a = a;
    this.aRow = aRow;
    this.da = da;
    this.daRow = daRow;
    this.count = count;
    workers.run(pieces, this);
  }

  @Override
  public void run(int piece) {
    int first = piece * width;
    int n = Math.min(width, columns - first);
    KERNELS.addTransposedProduct(
        count,
        inputs,
        n,
        a.data(),
        a.at(aRow),
        a.columns(),
        da.data(),
        da.at(daRow) + first,
        da.columns(),
        gradient.data(),
        gradient.at(firstRow) + first,
        gradient.columns(),
        scratch[piece]);
  }
}
