package sluice.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers that become one array. They are gathered in pieces, which are let go one by one as the
 * array is filled: no more than its own size is ever held beside them.
 */
final class NumberChunks {
  private static final int SMALLEST = 256;
  private static final int LARGEST = 1 << 16;

  private final List<double[]> full = new ArrayList<>();
  private double[] last = new double[SMALLEST];
  private int used;
  private int size;

  void add(double value) {
    if (used == last.length) {
      full.add(last);
      last = new double[Math.min(2 * used, LARGEST)];
      used = 0;
    }
    last[used++] = value;
    size = Math.addExact(size, 1);
  }

  /** All of them in order; none are left here. */
  double[] take() {
    var all = new double[size];
    int at = 0;
    for (int i = 0; i < full.size(); i++) {
      double[] piece = full.set(i, new double[0]);
      System.arraycopy(piece, 0, all, at, piece.length);
      at += piece.length;
    }
    System.arraycopy(last, 0, all, at, used);
    full.clear();
    last = Arrays.copyOf(last, SMALLEST);
    used = 0;
    size = 0;
    return all;
  }
}
