package sluice.nn;

import java.util.List;
import sluice.math.Matrix;

/** Some rows of an input, copied into buffers that are made when first needed and then kept. */
final class InputBlock {
  private final int maxRows;
  private Input block = new Input.Rows(Matrix.EMPTY);

  InputBlock(int maxRows) {
    this.maxRows = maxRows;
  }

  /** The rows {@code [first, first + count)}; valid until the next call. */
  Input of(Input input, int first, int count) {
    copy(input, first, count, like(input));
    return block;
  }

  /** Buffers of the kind of an input, with undefined rows; the same ones while its kind stays. */
  Input like(Input input) {
    if (!alike(input, block)) {
      block = made(input);
    }
    return block;
  }

  /** Throws unless all parts of an input have so many rows. */
  static void checkRows(Input input, int rows) {
    if (input.rows() != rows) {
      throw new IllegalArgumentException(
          "a part of the input has " + input.rows() + " rows, the batch has " + rows);
    }
    if (input instanceof Input.Joined(List<Input> parts)) {
      for (int i = 0; i < parts.size(); i++) { // in every step: nothing to be allocated
        checkRows(parts.get(i), rows);
      }
    }
  }

  private static boolean alike(Input a, Input b) {
    if (a instanceof Input.Joined(List<Input> as) && b instanceof Input.Joined(List<Input> bs)) {
      boolean alike = as.size() == bs.size();
      for (int i = 0; alike && i < as.size(); i++) {
        alike = alike(as.get(i), bs.get(i));
      }
      return alike;
    }
    return a.getClass().equals(b.getClass()) && a.width() == b.width();
  }

  private Input made(Input input) {
    return switch (input) {
      case Input.Rows rows -> new Input.Rows(Matrix.of(maxRows, rows.width()));
      case Input.Ids ids -> new Input.Ids(maxRows, ids.width());
      case Input.Joined(List<Input> parts) ->
          new Input.Joined(parts.stream().map(this::made).toList());
    };
  }

  private static void copy(Input from, int first, int count, Input to) {
    switch (from) {
      case Input.Rows(Matrix values) -> {
        Matrix rows = ((Input.Rows) to).values().rows(count);
        System.arraycopy(values.data(), values.at(first), rows.data(), rows.at(0), rows.size());
      }
      case Input.Ids ids -> {
        Input.Ids some = ((Input.Ids) to).rows(count);
        for (int r = 0; r < count; r++) {
          some.set(r, ids.get(first + r));
        }
      }
      case Input.Joined(List<Input> parts) -> {
        List<Input> blocks = ((Input.Joined) to).parts();
        for (int i = 0; i < parts.size(); i++) {
          copy(parts.get(i), first, count, blocks.get(i));
        }
      }
    }
  }
}
