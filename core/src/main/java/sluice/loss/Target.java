package sluice.loss;

import java.util.Locale;
import sluice.math.Matrix;

/** What the outputs should have been: one row for each row of the head's input. */
public sealed interface Target {

  /** Number of rows. */
  int rows();

  /** Numbers, [N, O]. */
  record Values(Matrix values) implements Target {
    @Override
    public int rows() {
      return values.rows();
    }
  }

  /** One class a row. Set again for each batch. */
  final class ClassIds implements Target {
    private final int[] ids;
    private int rows;

    /** Room for {@code capacity} rows. */
    public ClassIds(int capacity) {
      ids = new int[capacity];
    }

    /** The given classes. */
    public static ClassIds of(int... ids) {
      ClassIds target = new ClassIds(ids.length).rows(ids.length);
      System.arraycopy(ids, 0, target.ids, 0, ids.length);
      return target;
    }

    @Override
    public int rows() {
      return rows;
    }

    /** Sets the number of rows in use. Modified. */
    public ClassIds rows(int count) {
      if (count < 0 || count > ids.length) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "rows must be 0 to %d, was %d", ids.length, count));
      }
      rows = count;
      return this;
    }

    /** The class of a row. */
    public int get(int row) {
      return ids[row];
    }

    /** Sets the class of a row. Modified. */
    public void set(int row, int id) {
      ids[row] = id;
    }
  }

  /** Any number of labels a row: 1 where a label holds, else 0, [N, labels]. */
  record LabelSets(Matrix values) implements Target {
    @Override
    public int rows() {
      return values.rows();
    }
  }
}
