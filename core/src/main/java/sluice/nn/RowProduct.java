package sluice.nn;

import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Workers;

/**
 * C = or += A·W (or A·Wᵀ) with a weight that is packed once a version, rows shared out among
 * workers.
 *
 * <p>Every element is the same sum whatever the division of the rows.
 */
final class RowProduct implements Workers.Piece {
  private static final Kernels KERNELS = Kernels.get();

  /** Rows a piece takes: large enough to reuse a panel of W, small enough to share out. */
  private static final int PIECE_ROWS = 64;

  private final Weight weight;
  private final int firstRow; // of the weight: a joined input reads a band of its rows
  private final int inner;
  private final int outer;
  private final boolean transposed;
  private final float[] packed;
  private final Workers workers;
  private long packedVersion = -1;

  private Matrix a = Matrix.EMPTY;
  private Matrix c = Matrix.EMPTY;
  private int cColumn;
  private boolean add;

  private RowProduct(Weight weight, int firstRow, int rows, boolean transposed, Workers workers) {
    int columns = weight.values().columns();
    this.weight = weight;
    this.firstRow = firstRow;
    this.inner = transposed ? columns : rows;
    this.outer = transposed ? rows : columns;
    this.transposed = transposed;
    this.packed = new float[KERNELS.packedLength(inner, outer)];
    this.workers = workers;
  }

  /** A·W for a weight [k, n]. */
  static RowProduct by(Weight weight, Workers workers) {
    return new RowProduct(weight, 0, weight.values().rows(), false, workers);
  }

  /** A·Wᵀ for a weight [n, k]. */
  static RowProduct byTransposed(Weight weight, Workers workers) {
    return new RowProduct(weight, 0, weight.values().rows(), true, workers);
  }

  /** A·W or A·Wᵀ with a band of the weight's rows. */
  static RowProduct byBand(
      Weight weight, int firstRow, int rows, boolean transposed, Workers workers) {
    return new RowProduct(weight, firstRow, rows, transposed, workers);
  }

  /** Packs the weight again if it has changed. Call before {@link #rows} from several threads. */
  void refresh() {
    if (packedVersion == weight.version()) {
      return;
    }
    Matrix w = weight.values();
    if (transposed) {
      KERNELS.packTransposed(inner, outer, w.data(), w.at(firstRow), w.columns(), packed);
    } else {
      KERNELS.pack(inner, outer, w.data(), w.at(firstRow), w.columns(), packed);
    }
    packedVersion = weight.version();
  }

  /** C[cRow …] = or += A[aRow …]·W for {@code count} rows, in this thread. */
  void rows(int count, Matrix a, int aRow, Matrix c, int cRow, boolean add) {
    KERNELS.product(
        count,
        inner,
        outer,
        a.data(),
        a.at(aRow),
        a.columns(),
        packed,
        c.data(),
        c.at(cRow),
        c.columns(),
        add);
  }

  /** C[:, column …] = or += A·W for all rows of A, shared out among the workers. */
  void run(Matrix a, Matrix c, int column, boolean add) {
    refresh();
    this.a = a;
    this.c = c;
    this.cColumn = column;
    this.add = add;
    workers.run((a.rows() + PIECE_ROWS - 1) / PIECE_ROWS, this);
  }

  @Override
  public void run(int piece) {
    int first = piece * PIECE_ROWS;
    int count = Math.min(PIECE_ROWS, a.rows() - first);
    KERNELS.product(
        count,
        inner,
        outer,
        a.data(),
        a.at(first),
        a.columns(),
        packed,
        c.data(),
        c.at(first) + cColumn,
        c.columns(),
        add);
  }

  static long floats(int inner, int outer) {
    return KERNELS.packedLength(inner, outer);
  }
}
