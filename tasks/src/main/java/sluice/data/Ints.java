package sluice.data;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whole numbers in order. Those that rise by equal steps, as the lines of a file do and the windows
 * of one series, are held as three numbers: of ten million rows that is 40 MB less. Immutable.
 */
final class Ints {
  private final int first;
  private final int step;
  private final int size;
  private final int @Nullable [] listed; // where they do not rise by equal steps

  private Ints(int first, int step, int size, int @Nullable [] listed) {
    this.first = first;
    this.step = step;
    this.size = size;
    this.listed = listed;
  }

  /** These numbers; the array is taken over where it is needed. */
  static Ints of(int... values) {
    int first = values.length > 0 ? values[0] : 0;
    int step = values.length > 1 ? values[1] - first : 0;
    for (int i = 2; i < values.length; i++) {
      if (values[i] != first + i * step) {
        return new Ints(0, 0, values.length, values);
      }
    }
    return new Ints(first, step, values.length, null);
  }

  int size() {
    return size;
  }

  int get(int index) {
    if (listed != null) {
      return listed[index];
    }
    return first + Objects.checkIndex(index, size) * step;
  }

  /** Numbers on the way. */
  static final class Builder {
    private int first;
    private int step;
    private int size;
    private @Nullable IntChunks chunks; // from the first one on that is another step away

    void add(int value) {
      if (chunks == null && size < 2) {
        first = size == 0 ? value : first;
        step = size == 0 ? 0 : value - first;
      } else if (chunks == null && value != first + size * step) {
        chunks = new IntChunks();
        for (int i = 0; i < size; i++) {
          chunks.add(first + i * step);
        }
      }
      if (chunks != null) {
        chunks.add(value);
      }
      size = Math.addExact(size, 1);
    }

    /** All of them in order; none are left here. */
    Ints take() {
      Ints all =
          chunks == null ? new Ints(first, step, size, null) : new Ints(0, 0, size, chunks.take());
      chunks = null;
      size = 0;
      return all;
    }
  }
}
