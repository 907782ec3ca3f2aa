package sluice.nn;

import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Workers;

/**
 * C = bias + A·W, or C = or += A·W (or A·Wᵀ), with a weight that is packed once a version; the work
 * is shared out among workers by rows, or by columns where the weight is large.
 *
 * <p>Every element is the same sum however the work is divided.
 */
final class RowProduct {
  private static final Kernels KERNELS = Kernels.get();

  /** Rows of a piece: enough to reuse a panel of W, few enough to share out. */
  private static final int PIECE_ROWS = 64;

  /** Floats of W that stay in a core's second cache while all rows pass by. */
  private static final int PIECE_FLOATS = 3 << 16;

  /**
   * Floats of a piece of a W that no second cache holds: few pieces, so that A is read again seldom
   * (C6: dx in 114 ms instead of 132 with pieces that fit).
   */
  private static final int WIDE_FLOATS = 1 << 20;

  /** Multiplications, or floats to pack, below which another thread costs more than it brings. */
  private static final long WORTH_SHARING = 1 << 20;

  /** To read W takes as long as to multiply so many rows with it. */
  private static final int FEW_ROWS = 4;

  private final Weight weight;
  private final int firstRow; // of the weight: a joined input reads a band of its rows
  private final boolean transposed;
  private final int inner;
  private final int outer;
  private final int parts; // of the columns, each packed alone
  private final int partColumns;
  private final int packedLength;
  private final PackedCopies.Form form;
  private final boolean shared; // with other passes that only predict
  private final Workers workers;
  private final int pieceColumns;
  private final int columnPieces;
  private final Workers.Piece packColumns = this::packColumns;
  private final Workers.Piece runRows = this::runRows;
  private final Workers.Piece runColumns = this::runColumns;
  private float[] packed;
  private long packedVersion = -1;

  private Matrix a = Matrix.EMPTY;
  private int aRow;
  private Matrix c = Matrix.EMPTY;
  private int cRow;
  private int count;
  private Matrix bias = Matrix.EMPTY;
  private boolean add;

  private RowProduct(Weight weight, PackedCopies.Form form, boolean shared, Workers workers) {
    int columns = weight.values().columns();
    this.weight = weight;
    this.form = form;
    this.shared = shared;
    this.firstRow = form.firstRow();
    this.transposed = form.transposed();
    this.inner = transposed ? columns : form.rows();
    this.outer = transposed ? form.rows() : columns;
    this.parts = form.parts();
    this.partColumns = outer / parts;
    this.packedLength = parts * KERNELS.packedLength(inner, partColumns);
    this.packed = new float[shared ? 0 : packedLength];
    this.workers = workers;
    int panels = Math.ceilDiv(partColumns, KERNELS.panel());
    int threads = workers.threads();
    int atOnce = (int) (packedLength * Math.min(1.0, (double) Kernels.TERMS_AT_ONCE / inner));
    int rounds = Math.max(1, Math.ceilDiv(atOnce, WIDE_FLOATS * threads));
    pieceColumns = Math.ceilDiv(panels, Math.min(panels, rounds * threads)) * KERNELS.panel();
    columnPieces = Math.ceilDiv(partColumns, pieceColumns);
  }

  /**
   * A·W for a weight [k, n].
   *
   * @param shared whether the packed copy is one with that of other such products, as where nothing
   *     is trained
   */
  static RowProduct by(Weight weight, boolean shared, Workers workers) {
    return byBand(weight, 0, weight.values().rows(), shared, workers);
  }

  /** A·W for a weight whose columns are several gates, so that some units of each can be asked. */
  static RowProduct byGates(Weight weight, int gates, boolean shared, Workers workers) {
    var form = new PackedCopies.Form(0, weight.values().rows(), false, gates);
    return new RowProduct(weight, form, shared, workers);
  }

  /** A·Wᵀ for a weight [n, k]. */
  static RowProduct byTransposed(Weight weight, Workers workers) {
    return byTransposed(weight, false, workers);
  }

  /** The same, with a packed copy that such products may share. */
  static RowProduct byTransposed(Weight weight, boolean shared, Workers workers) {
    var form = new PackedCopies.Form(0, weight.values().rows(), true, 1);
    return new RowProduct(weight, form, shared, workers);
  }

  /** A·W with a band of the weight's rows. */
  static RowProduct byBand(Weight weight, int firstRow, int rows, boolean shared, Workers workers) {
    return new RowProduct(weight, new PackedCopies.Form(firstRow, rows, false, 1), shared, workers);
  }

  static long floats(int inner, int outer) {
    return KERNELS.packedLength(inner, outer);
  }

  /** Packs the weight again if it has changed. Call before {@link #rows} from several threads. */
  void refresh() {
    long version = weight.version();
    if (packedVersion != version) {
      if (shared) {
        packed = weight.packed().get(form, version, this::pack);
      } else {
        pack(packed);
      }
      packedVersion = version;
    }
  }

  private float[] pack() {
    return pack(new float[packedLength]);
  }

  private float[] pack(float[] to) {
    packed = to;
    share(packedLength, parts * columnPieces, packColumns);
    return to;
  }

  private void packColumns(int piece) {
    int part = piece / columnPieces;
    int from = piece % columnPieces * pieceColumns;
    int to = Math.min(from + pieceColumns, partColumns);
    Matrix w = weight.values();
    int at = part * (packedLength / parts);
    if (transposed) {
      int first = w.at(firstRow + part * partColumns);
      KERNELS.packTransposed(inner, from, to, w.data(), first, w.columns(), packed, at);
    } else {
      int first = w.at(firstRow) + part * partColumns;
      KERNELS.pack(inner, from, to, w.data(), first, w.columns(), packed, at);
    }
  }

  /** C[cRow …] = or += A[aRow …]·W for {@code count} rows, in this thread. */
  void rows(int count, Matrix a, int aRow, Matrix c, int cRow, boolean add) {
    units(0, partColumns, count, a, aRow, c, cRow, add); // all of each part
  }

  /** C[cRow …] = bias + A[aRow …]·W, or += without a bias, in this thread. */
  void rows(int count, Matrix a, int aRow, Matrix c, int cRow, Matrix bias) {
    if (bias.rows() > 0) {
      KERNELS.fillRows(count, outer, bias.data(), bias.at(0), c.data(), c.at(cRow), c.columns());
    }
    rows(count, a, aRow, c, cRow, true);
  }

  /** The same, of columns {@code [from, to)} of each part only; a panel begins at the first. */
  void units(int from, int to, int count, Matrix a, int aRow, Matrix c, int cRow, boolean add) {
    for (int part = 0; part < parts; part++) {
      KERNELS.product(
          count,
          inner,
          from,
          to,
          a.data(),
          a.at(aRow),
          a.columns(),
          packed,
          part * (packedLength / parts),
          c.data(),
          c.at(cRow) + part * partColumns,
          c.columns(),
          add);
    }
  }

  /** C = or += A·W for all rows, shared out among the workers. */
  void run(Matrix a, Matrix c, boolean add) {
    run(a, 0, a.rows(), c, 0, Matrix.EMPTY, add);
  }

  /** C[cRow …] = bias + A[aRow …]·W, or = or += without a bias, for {@code count} rows. */
  void run(Matrix a, int aRow, int count, Matrix c, int cRow, Matrix bias, boolean add) {
    refresh();
    this.a = a;
    this.aRow = aRow;
    this.c = c;
    this.cRow = cRow;
    this.count = count;
    this.bias = bias;
    this.add = add;
    int rowPieces = Math.ceilDiv(count, PIECE_ROWS);
    long work = (long) Math.max(count, FEW_ROWS) * inner * outer;
    if (packedLength <= PIECE_FLOATS
        ? rowPieces >= workers.threads()
        : (long) rowPieces * outer < (long) columnPieces * count) { // what is read again is less
      share(work, rowPieces, runRows);
    } else {
      share(work, columnPieces, runColumns);
    }
  }

  private void share(long work, int pieces, Workers.Piece piece) {
    if (work < WORTH_SHARING) {
      for (int i = 0; i < pieces; i++) {
        piece.run(i);
      }
    } else {
      workers.run(pieces, piece);
    }
  }

  private void runRows(int piece) {
    int first = piece * PIECE_ROWS;
    run(first, Math.min(PIECE_ROWS, count - first), 0, outer);
  }

  private void runColumns(int piece) {
    int from = piece * pieceColumns;
    run(0, count, from, Math.min(from + pieceColumns, outer));
  }

  private void run(int first, int rows, int from, int to) {
    int out = c.at(cRow + first);
    if (bias.rows() > 0) {
      KERNELS.fillRows(
          rows, to - from, bias.data(), bias.at(0) + from, c.data(), out + from, c.columns());
    }
    KERNELS.product(
        rows,
        inner,
        from,
        to,
        a.data(),
        a.at(aRow + first),
        a.columns(),
        packed,
        0,
        c.data(),
        out,
        c.columns(),
        add);
  }
}
