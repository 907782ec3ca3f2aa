package sluice.math;

import java.util.Arrays;
import java.util.Locale;

/**
 * A row-major matrix of floats, a view on an array that may be shared.
 *
 * <p>The number of rows can be set to anything up to the capacity, so that a buffer made once
 * serves batches of every size. Element (r, c) lies at {@code data()[at(r) + c]}; rows are
 * contiguous. Not thread-safe.
 */
public final class Matrix {
  /** No rows, no columns. */
  public static final Matrix EMPTY = of(0, 0);

  private final float[] data;
  private final int offset;
  private final int capacity;
  private final int columns;
  private int rows;

  private Matrix(float[] data, int offset, int rows, int columns) {
    if (rows < 0 || columns < 0 || offset < 0 || offset + (long) rows * columns > data.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a matrix [%d, %d] at %d does not fit in %d floats",
              rows,
              columns,
              offset,
              data.length));
    }
    this.data = data;
    this.offset = offset;
    this.capacity = rows;
    this.rows = rows;
    this.columns = columns;
  }

  /** A matrix of zeros, [rows, columns]. Throws if it would have more than 2³¹−1 elements. */
  public static Matrix of(int rows, int columns) {
    long length = (long) rows * columns;
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a matrix [%d, %d] has more elements than an array can hold; make the batch smaller",
              rows,
              columns));
    }
    return new Matrix(new float[(int) length], 0, rows, columns);
  }

  /** A matrix of the given rows, copied. All rows must be equally long. */
  public static Matrix of(float[]... rows) {
    Matrix matrix = of(rows.length, rows.length == 0 ? 0 : rows[0].length);
    for (int r = 0; r < rows.length; r++) {
      if (rows[r].length != matrix.columns) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "row %d has %d columns, row 0 has %d",
                r,
                rows[r].length,
                matrix.columns));
      }
      System.arraycopy(rows[r], 0, matrix.data, matrix.at(r), matrix.columns);
    }
    return matrix;
  }

  /** A view on {@code data} from {@code offset} on; changes show on both sides. */
  public static Matrix over(float[] data, int offset, int rows, int columns) {
    return new Matrix(data, offset, rows, columns);
  }

  /** Number of rows in use. */
  public int rows() {
    return rows;
  }

  /** Number of columns. */
  public int columns() {
    return columns;
  }

  /** The largest number of rows this matrix can be set to. */
  public int capacity() {
    return capacity;
  }

  /** Number of elements in use. */
  public int size() {
    return rows * columns;
  }

  /**
   * Sets the number of rows in use, at most {@link #capacity()}; the elements keep their values.
   * Modified.
   */
  public Matrix rows(int count) {
    if (count < 0 || count > capacity) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "rows must be 0 to %d, was %d", capacity, count));
    }
    rows = count;
    return this;
  }

  /** The array behind this matrix, shared. */
  public float[] data() {
    return data;
  }

  /** Index in {@link #data()} of the first element of a row. */
  public int at(int row) {
    return offset + row * columns;
  }

  /** The element in a row and a column. */
  public float get(int row, int column) {
    return data[at(row) + column];
  }

  /** Sets one element. Modified. */
  public void set(int row, int column, float value) {
    data[at(row) + column] = value;
  }

  /** Sets every element in use to a value. Modified. */
  public void fill(float value) {
    Arrays.fill(data, offset, offset + size(), value);
  }

  /** Takes rows and values of another matrix with as many columns. Modified. */
  public void set(Matrix other) {
    if (other.columns != columns) {
      throw new IllegalArgumentException("shapes do not fit: " + this + " = " + other);
    }
    rows(other.rows);
    System.arraycopy(other.data, other.offset, data, offset, size());
  }

  /** A copy that shares nothing. */
  public Matrix copy() {
    Matrix copy = of(rows, columns);
    copy.set(this);
    return copy;
  }

  /** The elements in use, row by row, copied. */
  public float[] toArray() {
    return Arrays.copyOfRange(data, offset, offset + size());
  }

  /** The shape, as {@code [rows, columns]}. */
  @Override
  public String toString() {
    return "[" + rows + ", " + columns + "]";
  }
}
