package sluice.nn;

import sluice.kernel.Kernels;
import sluice.math.Matrix;

/**
 * The gradient of the hidden state that comes from outside the recurrence: dh = dy at every step,
 * plus the gradient of the final h at each sequence's last step.
 */
final class Incoming {
  private static final Kernels KERNELS = Kernels.get();

  private final Slices slices;
  private final int hidden;
  private Matrix dy = Matrix.EMPTY;
  private Matrix endGradient = Matrix.EMPTY;
  private Matrix dh = Matrix.EMPTY;

  Incoming(Slices slices, int hidden) {
    this.slices = slices;
    this.hidden = hidden;
  }

  /** What the next steps read, and where they write. */
  void begin(Matrix dy, Matrix endGradient, Matrix dh) {
    this.dy = dy;
    this.endGradient = endGradient;
    this.dh = dh;
  }

  /** Sets dh of the units {@code [from, to)} of a slice at step t. */
  void step(int slice, int t, int from, int to) {
    int row = slices.row(slice, t);
    int count = slices.count(slice, t);
    int units = to - from;
    if (count == 0) { // all of this slice have ended before
      return;
    }
    if (units == hidden) {
      System.arraycopy(dy.data(), dy.at(row), dh.data(), dh.at(row), count * hidden);
    } else {
      for (int r = row; r < row + count; r++) {
        System.arraycopy(dy.data(), dy.at(r) + from, dh.data(), dh.at(r) + from, units);
      }
    }
    int first = slices.first(slice);
    for (int i = slices.count(slice, t + 1); i < count; i++) { // these end here
      int end = endGradient.at(first + i) + from;
      KERNELS.add(units, endGradient.data(), end, dh.data(), dh.at(row + i) + from);
    }
  }
}
