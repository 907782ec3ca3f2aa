package sluice.kernel;

import java.util.Arrays;

/** Compares products, from packing on, and sums over rows. */
final class ProductEquality {
  /** Rows and columns that leave every rest of a tile at every width: the quick form has them. */
  private static final int TALLEST = 16;

  private static final int[] EVERY_TILE = {3, 7, 13, 27, 61};

  private final KernelPair two;

  ProductEquality(KernelPair two) {
    this.two = two;
  }

  void everything() {
    products();
    transposedProducts();
    columnSums();
  }

  private void products() {
    int[] rows = {1, 2, 3, 4, 5, 8, 13, 16};
    int[] inner = {0, 1, 2, 30, 255, 256, 257, 513};
    int[] columns = {1, 3, 4, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 64, 65, 120};
    for (int k : inner) {
      for (int n : columns) {
        for (int m : rows) {
          product(m, k, n);
        }
      }
    }
    product(1, 257, 300);
    product(131, 40, 70);
    product(260, 5, 33);
    for (int m = 1; m <= TALLEST; m++) {
      for (int n : EVERY_TILE) {
        compare(m, 5, n);
      }
    }
  }

  private void product(int m, int k, int n) {
    if (two.due("product")) {
      compare(m, k, n);
    }
  }

  private void compare(int m, int k, int n) {
    int lda = k + 2;
    int ldc = n + 1;
    float[] a = two.numbers(m * lda + KernelPair.PAD, m * k > 100);
    float[] b = two.numbers(k * n + KernelPair.PAD, true);
    for (boolean transposed : new boolean[] {false, true}) {
      for (boolean add : new boolean[] {false, true}) {
        float[] before = two.numbers(m * ldc + KernelPair.PAD, true);
        float[] c = before.clone();
        float[] d = before.clone();
        product(two.left(), transposed, m, k, n, a, lda, b, c, ldc, add);
        product(two.right(), transposed, m, k, n, a, lda, b, d, ldc, add);
        two.same("product " + m + " " + k + " " + n + " " + transposed + " " + add, c, d);
      }
    }
  }

  private static void product(
      Kernels kernels,
      boolean transposed,
      int m,
      int k,
      int n,
      float[] a,
      int lda,
      float[] b,
      float[] c,
      int ldc,
      boolean add) {
    float[] packed = new float[KernelPair.PAD + kernels.packedLength(k, n)];
    Arrays.fill(packed, 7f);
    int half = Math.min(n, (n / 2 + kernels.panel() - 1) / kernels.panel() * kernels.panel());
    for (int[] part : new int[][] {{half, n}, {0, half}}) { // divided, as threads do
      if (transposed) {
        kernels.packTransposed(k, part[0], part[1], b, KernelPair.PAD, k, packed, KernelPair.PAD);
      } else {
        kernels.pack(k, part[0], part[1], b, KernelPair.PAD, n, packed, KernelPair.PAD);
      }
    }
    kernels.product(
        m, k, 0, half, a, KernelPair.PAD, lda, packed, KernelPair.PAD, c, KernelPair.PAD, ldc, add);
    kernels.product(
        m, k, half, n, a, KernelPair.PAD, lda, packed, KernelPair.PAD, c, KernelPair.PAD, ldc, add);
  }

  private void transposedProducts() {
    int[] sums = {0, 1, 2, 30, 255, 256, 257, 513};
    int[] rows = {1, 2, 3, 4, 5, 8, 9, 30};
    int[] columns = {1, 2, 8, 15, 16, 17, 24, 33, 65, 120};
    for (int terms : sums) {
      for (int m : rows) {
        for (int n : columns) {
          transposedProduct(terms, m, n, true);
          transposedProduct(terms, m, n, false);
        }
      }
    }
    for (int m = 1; m <= TALLEST; m++) {
      for (int n : EVERY_TILE) {
        compareTransposed(5, m, n, m % 2 == 0);
      }
    }
  }

  private void transposedProduct(int terms, int m, int n, boolean add) {
    if (two.due("transposed")) {
      compareTransposed(terms, m, n, add);
    }
  }

  private void compareTransposed(int terms, int m, int n, boolean add) {
    int lda = m + 1;
    int ldb = n + 2;
    float[] a = two.numbers(terms * lda + KernelPair.PAD, true);
    float[] b = two.numbers(terms * ldb + KernelPair.PAD, true);
    float[] before = two.numbers(m * n + KernelPair.PAD, true);
    float[] c = before.clone();
    float[] d = before.clone();
    float[] e = before.clone();
    two.left()
        .transposedProduct(
            terms,
            m,
            n,
            a,
            KernelPair.PAD,
            lda,
            b,
            KernelPair.PAD,
            ldb,
            c,
            KernelPair.PAD,
            n,
            add,
            scratch(two.left(), terms, m, n));
    two.right()
        .transposedProduct(
            terms,
            m,
            n,
            a,
            KernelPair.PAD,
            lda,
            b,
            KernelPair.PAD,
            ldb,
            d,
            KernelPair.PAD,
            n,
            add,
            scratch(two.right(), terms, m, n));
    two.same("transposed " + terms + " " + m + " " + n, c, d);
    int cut = n / 3; // divided among calls, by columns of B and by columns of A
    int top = m / 2;
    float[] scratch = scratch(two.right(), terms, m, n);
    for (int[] part : new int[][] {{0, top, 0, cut}, {0, top, cut, n}, {top, m, 0, n}}) {
      int i = part[0];
      int j = part[2];
      two.right()
          .transposedProduct(
              terms,
              part[1] - i,
              part[3] - j,
              a,
              KernelPair.PAD + i,
              lda,
              b,
              KernelPair.PAD + j,
              ldb,
              e,
              KernelPair.PAD + i * n + j,
              n,
              add,
              scratch);
    }
    two.same("transposed in parts " + terms + " " + m + " " + n, c, e);
  }

  private static float[] scratch(Kernels kernels, int terms, int m, int n) {
    float[] scratch = new float[kernels.transposedScratch(terms, m, n)];
    Arrays.fill(scratch, 5f);
    return scratch;
  }

  private void columnSums() {
    for (int terms : new int[] {0, 1, 2, 255, 256, 257, 513}) {
      for (int n : KernelPair.SIZES) {
        if (!two.due("column sums")) {
          continue;
        }
        float[] a = two.numbers(terms * (n + 1) + KernelPair.PAD, true);
        float[] c = two.numbers(n + KernelPair.PAD, true);
        float[] d = c.clone();
        for (boolean add : new boolean[] {true, false}) {
          two.left().columnSums(terms, n, a, KernelPair.PAD, n + 1, c, KernelPair.PAD, add);
          two.right().columnSums(terms, n, a, KernelPair.PAD, n + 1, d, KernelPair.PAD, add);
          two.same("column sums " + terms + " " + n, c, d);
        }
      }
    }
  }
}
