package sluice.nn;

import java.util.Arrays;

/**
 * Which rows of a weight a batch's gradient has reached; the others are zero. Of a vocabulary's ten
 * thousand rows a batch of ids reaches a few hundred.
 */
final class ReachedRows {
  private final int rows;
  private long[] bits = {};
  private boolean tracked;
  private boolean dense;
  private boolean all;

  ReachedRows(int rows) {
    this.rows = rows;
  }

  /** Somebody adds row by row and says which. */
  void track() {
    if (!tracked) {
      tracked = true;
      bits = new long[Math.ceilDiv(rows, Long.SIZE)];
    }
  }

  /** Somebody adds without saying where. */
  void dense() {
    dense = true;
  }

  void clear() {
    all = false;
    Arrays.fill(bits, 0);
  }

  void add(int row) {
    if (tracked) {
      bits[row / Long.SIZE] |= 1L << row;
    }
  }

  /** Adds the rows {@code [from, to)}. */
  void add(int from, int to) {
    if (to - from == rows) {
      all = true;
    } else {
      for (int row = from; row < to; row++) {
        add(row);
      }
    }
  }

  /** The first reached row from {@code row} on, or {@code end} if there is none before it. */
  int next(int row, int end) {
    return isAll() ? Math.min(row, end) : find(row, end, 0);
  }

  /** The first row from {@code row} on that is not reached, at most {@code end}. */
  int nextUnreached(int row, int end) {
    return isAll() ? end : find(row, end, -1);
  }

  private boolean isAll() {
    return all || dense || !tracked;
  }

  /** The first row whose bit differs from those of {@code ignored}. */
  private int find(int row, int end, long ignored) {
    int from = row;
    while (from < end) {
      long word = (bits[from / Long.SIZE] ^ ignored) >>> from;
      if (word != 0) {
        return Math.min(from + Long.numberOfTrailingZeros(word), end);
      }
      from = (from / Long.SIZE + 1) * Long.SIZE;
    }
    return end;
  }
}
