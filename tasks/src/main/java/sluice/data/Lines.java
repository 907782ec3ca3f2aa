package sluice.data;

import org.jspecify.annotations.Nullable;

/**
 * The line in its file of each row. Rows in another order look into the lines of those they are
 * picked from. Immutable.
 *
 * @param of the lines of all rows
 * @param rows which of them, −1 for one without a line; null for all
 */
record Lines(Ints of, int @Nullable [] rows) {
  /** The lines of rows as they come; the array may be taken over. */
  static Lines of(int... lines) {
    return new Lines(Ints.of(lines), null);
  }

  /** Lines from 1 on. */
  static Lines counted(int rows) {
    Ints.Builder lines = new Ints.Builder();
    for (int i = 1; i <= rows; i++) {
      lines.add(i);
    }
    return new Lines(lines.take(), null);
  }

  int size() {
    return rows == null ? of.size() : rows.length;
  }

  /** The line of a row; 0 where it has none. */
  int get(int row) {
    int own = rows == null ? row : rows[row];
    return own < 0 ? 0 : of.get(own);
  }

  /** Those of the given rows in order. The array is kept, and must not change. */
  Lines pick(int[] wanted) {
    if (Column.inOrder(wanted, size())) {
      return this;
    }
    if (rows == null) {
      return new Lines(of, wanted);
    }
    var own = new int[wanted.length];
    for (int i = 0; i < own.length; i++) {
      own[i] = wanted[i] < 0 ? -1 : rows[wanted[i]];
    }
    return new Lines(of, own);
  }
}
