package sluice.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whole numbers that become one array. They are gathered in pieces, which are let go one by one as
 * the array is filled: no more than its own size is ever held beside them.
 */
final class IntChunks {
  private static final int SMALLEST = 256;
  private static final int LARGEST = 1 << 16;

  private final List<int[]> full = new ArrayList<>();
  private int[] last = new int[SMALLEST];
  private int used;
  private int size;

  void add(int value) {
    if (used == last.length) {
      full.add(last);
      last = new int[Math.min(2 * used, LARGEST)];
      used = 0;
    }
    last[used++] = value;
    size = Math.addExact(size, 1);
  }

  /** All of them in order; none are left here. */
  int[] take() {
    var all = new int[size];
    int at = 0;
    for (int i = 0; i < full.size(); i++) {
      int[] piece = full.set(i, new int[0]);
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
