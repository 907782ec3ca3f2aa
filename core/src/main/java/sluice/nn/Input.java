package sluice.nn;

import java.util.List;
import java.util.Locale;
import sluice.math.Matrix;

/**
 * What a layer reads: rows of numbers, token ids, or several joined side by side.
 *
 * <p>An id stands for a one-hot row; products with it are look-ups and give the bits that the
 * one-hot row would give.
 */
public sealed interface Input {

  /** Number of rows. */
  int rows();

  /** Number of columns that a layer sees. */
  int width();

  /** Rows of numbers, [N, I]. */
  record Rows(Matrix values) implements Input {
    @Override
    public int rows() {
      return values.rows();
    }

    @Override
    public int width() {
      return values.columns();
    }
  }

  /**
   * One token id a row; each stands for a one-hot row of {@code width} columns. Set again for each
   * batch.
   */
  final class Ids implements Input {
    private final int[] ids;
    private final int width;
    private int rows;

    /** Room for {@code capacity} ids below {@code width}. */
    public Ids(int capacity, int width) {
      this.ids = new int[capacity];
      this.width = width;
    }

    /** The given ids. Throws if one is not in 0 … width−1. */
    public static Ids of(int width, int... ids) {
      Ids input = new Ids(ids.length, width).rows(ids.length);
      for (int r = 0; r < ids.length; r++) {
        input.set(r, ids[r]);
      }
      return input;
    }

    @Override
    public int rows() {
      return rows;
    }

    @Override
    public int width() {
      return width;
    }

    /** Sets the number of rows in use. Modified. */
    public Ids rows(int count) {
      if (count < 0 || count > ids.length) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "rows must be 0 to %d, was %d", ids.length, count));
      }
      rows = count;
      return this;
    }

    /** The id in a row. */
    public int get(int row) {
      return ids[row];
    }

    /** Sets the id in a row. Throws if it is not in 0 … width−1. Modified. */
    public void set(int row, int id) {
      if (id < 0 || id >= width) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "id %d in row %d is not in 0…%d", id, row, width - 1));
      }
      ids[row] = id;
    }
  }

  /** Several inputs with as many rows each, side by side. */
  record Joined(List<Input> parts) implements Input {
    public Joined {
      parts = List.copyOf(parts);
      if (parts.isEmpty()) {
        throw new IllegalArgumentException("a joined input needs at least one part");
      }
    }

    @Override
    public int rows() {
      return parts.getFirst().rows();
    }

    @Override
    public int width() {
      int sum = 0;
      for (int i = 0; i < parts.size(); i++) { // asked in every step: nothing to be allocated
        sum += parts.get(i).width();
      }
      return sum;
    }
  }
}
