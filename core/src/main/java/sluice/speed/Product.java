package sluice.speed;

import java.util.List;
import sluice.kernel.Kernels;
import sluice.math.Workers;

/**
 * A product [rows, terms]·[terms, columns] with packed columns, shared out by columns as layers do.
 *
 * @param rows of the left matrix
 * @param terms columns of the left matrix
 * @param columns of the right matrix
 */
record Product(int rows, int terms, int columns) {
  private static final Kernels KERNELS = Kernels.get();

  /**
   * The recurrent products of LSTM layers of 256, 650 and 1024 units, and a head of 10,000 words.
   */
  static final List<Product> SHAPES =
      List.of(
          new Product(32, 256, 4 * 256),
          new Product(20, 650, 4 * 650),
          new Product(64, 1024, 4 * 1024),
          new Product(700, 650, 10_000));

  /** Billions of floating-point operations a second, median. */
  double gflops(Workers workers, double seconds) {
    float[] a = numbers(rows * terms);
    float[] packed = new float[KERNELS.packedLength(terms, columns)];
    KERNELS.pack(terms, columns, numbers(terms * columns), 0, columns, packed);
    float[] c = new float[rows * columns];
    int panels = Math.ceilDiv(columns, KERNELS.panel());
    int pieces = workers.threads();
    Workers.Piece piece =
        index -> {
          int from = panels * index / pieces * KERNELS.panel();
          int to = Math.min(columns, panels * (index + 1) / pieces * KERNELS.panel());
          KERNELS.product(rows, terms, from, to, a, 0, terms, packed, c, 0, columns, false);
        };
    Stopwatch times = Stopwatch.of(() -> workers.run(pieces, piece), seconds);
    return 2.0 * rows * terms * columns / times.median() / 1e9;
  }

  private static float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int j = 0; j < count; j++) {
      numbers[j] = (j * 0x9e3779b9 >> 8) * 0x1p-23f;
    }
    return numbers;
  }
}
