package sluice.nn;

import java.util.Arrays;
import sluice.kernel.Kernels;
import sluice.math.Matrix;

/**
 * dW += xᵀ·da where each row of x is one-hot: row r of da is added to the gradient's row of its id.
 *
 * <p>Rows are gathered in blocks of 256, each block summed from zero and then added, as in every
 * product: so ids give the bits that one-hot rows would give.
 */
final class IdGradient {
  private static final Kernels KERNELS = Kernels.get();
  private static final int BLOCK = 256;

  private final int columns;
  private final int[] slot; // by id; −1: not in this block
  private final int[] ids; // by slot
  private final float[] sums; // [slots, columns]

  IdGradient(int width, int columns) {
    this.columns = columns;
    int slots = Math.min(BLOCK, width);
    slot = new int[width];
    Arrays.fill(slot, -1);
    ids = new int[slots];
    sums = new float[slots * columns];
  }

  int width() {
    return slot.length;
  }

  /** Adds all rows of da to the rows of the gradient from {@code firstRow} on. */
  void add(Input.Ids x, int firstRow, Matrix da, Matrix gradient) {
    for (int first = 0; first < x.rows(); first += BLOCK) {
      int used = 0;
      for (int r = first, end = Math.min(first + BLOCK, x.rows()); r < end; r++) {
        int id = x.get(r);
        int at = slot[id] * columns;
        if (at < 0) {
          at = used * columns;
          slot[id] = used;
          ids[used++] = id;
          Arrays.fill(sums, at, at + columns, 0);
        }
        KERNELS.add(columns, da.data(), da.at(r), sums, at);
      }
      for (int s = 0; s < used; s++) {
        KERNELS.add(columns, sums, s * columns, gradient.data(), gradient.at(firstRow + ids[s]));
        slot[ids[s]] = -1;
      }
    }
  }
}
