package sluice.inspect;

import java.util.List;
import sluice.math.Matrix;
import sluice.nn.Input;

/** Single elements of products as the engine adds them up, for a closer look at one of them. */
final class Products {
  private static final int BLOCK = 256;

  private Products() {}

  /** One column of x·W: fused chains over blocks of 256, block sums added in order. */
  static float column(float[] x, Matrix w, int column) {
    return sum(x, w.data(), w.at(0) + column, w.columns());
  }

  /** One column of x·Wᵀ likewise: the product with a row of W. */
  static float transposedColumn(float[] x, Matrix w, int row) {
    return sum(x, w.data(), w.at(row), 1);
  }

  private static float sum(float[] x, float[] w, int at, int stride) {
    float sum = 0;
    for (int from = 0; from < x.length; from += BLOCK) {
      float block = 0;
      for (int k = from; k < Math.min(from + BLOCK, x.length); k++) {
        block = Math.fma(x[k], w[at + k * stride], block);
      }
      sum += block;
    }
    return sum;
  }

  /** A row of an input; an id is a one-hot row. */
  static float[] row(Input input, int row) {
    float[] values = new float[input.width()];
    write(input, row, values, 0);
    return values;
  }

  private static void write(Input input, int row, float[] into, int column) {
    switch (input) {
      case Input.Rows(Matrix values) -> {
        for (int j = 0; j < values.columns(); j++) {
          into[column + j] = values.get(row, j);
        }
      }
      case Input.Ids ids -> into[column + ids.get(row)] = 1;
      case Input.Joined(List<Input> parts) -> {
        int next = column;
        for (Input part : parts) {
          write(part, row, into, next);
          next += part.width();
        }
      }
    }
  }
}
