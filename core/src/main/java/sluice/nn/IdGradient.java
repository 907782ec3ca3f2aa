package sluice.nn;

import java.util.Arrays;
import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Workers;

/**
 * dW += xᵀ·da where each row of x is one-hot: row r of da is added to the gradient's row of its id.
 *
 * <p>Rows are gathered in blocks of 256, each block summed from zero and then added, as in every
 * product: so ids give the bits that one-hot rows would give. Columns are shared out among workers.
 */
final class IdGradient implements Workers.Piece {
  private static final Kernels KERNELS = Kernels.get();

  /** Floats of da a block below which another thread costs more than it brings. */
  private static final int WORTH_SHARING = 1 << 16;

  private final int columns;
  private final Workers workers;
  private final int[] slot; // by id; −1: not in this block
  private final int[] slots = new int[Kernels.BLOCK]; // by row of the block
  private final int[] ids; // by slot
  private final float[] sums; // [slots, columns]
  private int used;
  private int first;
  private int count;
  private int firstRow;
  private int pieceColumns;
  private Matrix da = Matrix.EMPTY;
  private Matrix gradient = Matrix.EMPTY;

  IdGradient(int width, int columns, Workers workers) {
    this.columns = columns;
    this.workers = workers;
    int most = Math.min(Kernels.BLOCK, width);
    slot = new int[width];
    Arrays.fill(slot, -1);
    ids = new int[most];
    sums = new float[most * columns];
  }

  int width() {
    return slot.length;
  }

  /** Adds all rows of da to the rows of the gradient from {@code firstRow} on. */
  void add(Input.Ids x, int firstRow, Matrix da, RowGradient gradient) {
    this.firstRow = firstRow;
    this.da = da;
    this.gradient = gradient.values();
    for (first = 0; first < x.rows(); first += Kernels.BLOCK) {
      count = Math.min(Kernels.BLOCK, x.rows() - first);
      assignSlots(x, gradient.reached());
      int pieces = count * columns < WORTH_SHARING ? 1 : workers.threads();
      pieceColumns = Math.ceilDiv(columns, pieces);
      workers.run(Math.ceilDiv(columns, pieceColumns), this);
    }
  }

  /** Gives each id of the block a row of sums, in the order in which they come. */
  private void assignSlots(Input.Ids x, ReachedRows reached) {
    used = 0;
    for (int r = 0; r < count; r++) {
      int id = x.get(first + r);
      if (slot[id] < 0) {
        slot[id] = used;
        ids[used++] = id;
        reached.add(firstRow + id);
      }
      slots[r] = slot[id];
    }
    for (int s = 0; s < used; s++) {
      slot[ids[s]] = -1;
    }
  }

  @Override
  public void run(int piece) {
    int from = piece * pieceColumns;
    int n = Math.min(pieceColumns, columns - from);
    for (int s = 0; s < used; s++) {
      int at = s * columns + from;
      Arrays.fill(sums, at, at + n, 0);
    }
    for (int r = 0; r < count; r++) {
      KERNELS.add(n, da.data(), da.at(first + r) + from, sums, slots[r] * columns + from);
    }
    for (int s = 0; s < used; s++) {
      int at = gradient.at(firstRow + ids[s]) + from;
      KERNELS.add(n, sums, s * columns + from, gradient.data(), at);
    }
  }
}
