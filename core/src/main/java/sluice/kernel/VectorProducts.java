package sluice.kernel;

import static jdk.incubator.vector.FloatVector.fromArray;
import static sluice.kernel.Kernels.BLOCK;
import static sluice.kernel.Lanes.FLOATS;
import static sluice.kernel.Width.COUNT;

import jdk.incubator.vector.VectorMask;

/**
 * Products in tiles: some rows times two vectors of columns stay in registers through a block of
 * terms.
 *
 * <p>Rows · 2 sums, 2 vectors of B and the broadcasts must fit in the registers: 12 rows where
 * there are 32, 6 where there are 16. B lies in panels of two vectors, A is read in place (X·W) or
 * packed in panels of rows (Xᵀ·dA). A block of a panel of B stays in the first cache while all rows
 * pass by, some rows and terms of A in the second.
 */
final class VectorProducts {
  static final int PANEL = 2 * COUNT;

  /** What of A stays in the second cache while the panels of B pass by. */
  private static final int FLOATS_IN_CACHE = 1 << 17;

  /** The height of the first tile of so many rows; the last entry stands for all above. */
  private static final int[] HEIGHTS =
      COUNT == 16
          ? new int[] {
            1, 1, 2, 3, 4, 3, 6, 4, 8, 6, 10, 8, 12, 10, 8, 12, 10, 8, 12, 10, 10, 12, 12, 10, 12
          }
          : new int[] {1, 1, 2, 3, 4, 3, 6, 4, 4, 6, 6, 4, 6};

  /**
   * Columns packed side by side, row by row: enough to read a stream, few enough to write to, as
   * panels often lie a power of two apart and share the lines of a cache.
   */
  private static final int PACKED_AT_ONCE = 8 * PANEL;

  private VectorProducts() {}

  static void pack(
      int k, int from, int to, float[] b, int bAt, int ldb, float[] packed, int packedAt) {
    int whole = to - (to - from) % PANEL;
    for (int first = from; first < whole; first += PACKED_AT_ONCE) {
      int end = Math.min(first + PACKED_AT_ONCE, whole);
      for (int t = 0; t < k; t++) {
        int in = bAt + t * ldb;
        int out = packedAt + t * PANEL;
        for (int j = first; j < end; j += PANEL) {
          fromArray(FLOATS, b, in + j).intoArray(packed, out + j * k);
          fromArray(FLOATS, b, in + j + COUNT).intoArray(packed, out + j * k + COUNT);
        }
      }
    }
    if (whole < to) { // lanes that are masked out are 0: the padding
      VectorMask<Float> left = FLOATS.indexInRange(0, to - whole);
      VectorMask<Float> right = FLOATS.indexInRange(0, Math.max(0, to - whole - COUNT));
      int second = Math.min(COUNT, to - whole); // where nothing is left it may be the array's end
      for (int t = 0; t < k; t++) {
        int in = bAt + t * ldb + whole;
        int out = packedAt + whole * k + t * PANEL;
        fromArray(FLOATS, b, in, left).intoArray(packed, out);
        fromArray(FLOATS, b, in + second, right).intoArray(packed, out + COUNT);
      }
    }
  }

  static void product(
      int m,
      int k,
      int from,
      int to,
      float[] a,
      int aAt,
      int lda,
      float[] packed,
      int packedAt,
      float[] c,
      int cAt,
      int ldc,
      boolean add) {
    if (k == 0 && add) {
      return;
    }
    int start = m == 1 ? oneRow(k, from, to, a, aAt, packed, packedAt, c, cAt, add) : from;
    for (int first = 0; first < k || first == 0; first += Kernels.TERMS_AT_ONCE) {
      int terms = Math.min(Kernels.TERMS_AT_ONCE, k - first);
      int few = FLOATS_IN_CACHE / Math.max(1, terms);
      boolean more = add || first > 0;
      for (int row = 0; row < m; row += few) {
        int rows = Math.min(few, m - row);
        int in = aAt + row * lda + first;
        for (int j = start; j < to; j += PANEL) {
          int b = packedAt + j * k + first * PANEL;
          int columns = Math.min(PANEL, to - j);
          blocks(rows, terms, columns, a, in, lda, packed, b, c, cAt + row * ldc + j, ldc, more);
        }
      }
    }
  }

  /** The blocks of some terms, one after the other, of one panel. */
  private static void blocks(
      int rows,
      int terms,
      int columns,
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      int ldc,
      boolean add) {
    for (int block = 0; block < terms || block == 0; block += BLOCK) {
      int count = Math.min(BLOCK, terms - block);
      boolean more = add || block > 0;
      int panel = bAt + block * PANEL;
      if (columns == PANEL) {
        panel(rows, count, a, aAt + block, lda, b, panel, c, cAt, ldc, more);
      } else {
        edge(rows, columns, count, a, aAt + block, lda, b, panel, c, cAt, ldc, more);
      }
    }
  }

  /**
   * A single row takes four panels at once, as two sums alone would wait for each of their
   * additions (B 1, one step of a state). Returns the first column that is left.
   */
  private static int oneRow(
      int k,
      int from,
      int to,
      float[] a,
      int aAt,
      float[] packed,
      int packedAt,
      float[] c,
      int cAt,
      boolean add) {
    int j = from;
    for (; j <= to - 4 * PANEL; j += 4 * PANEL) {
      for (int block = 0; block < k || block == 0; block += BLOCK) {
        int terms = Math.min(BLOCK, k - block);
        int b = packedAt + j * k + block * PANEL;
        VectorSmallTiles.row(
            terms, a, aAt + block, packed, b, k * PANEL, c, cAt + j, add || block > 0);
      }
    }
    return j;
  }

  /** All rows of a block pass by one panel of B. */
  private static void panel(
      int rows,
      int terms,
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      int ldc,
      boolean add) {
    int height;
    for (int i = 0; i < rows; i += height) {
      height = HEIGHTS[Math.min(rows - i, HEIGHTS.length - 1)];
      int at = aAt + i * lda;
      int out = cAt + i * ldc;
      switch (height) {
        case 12 -> VectorTiles.twelve(terms, a, at, lda, b, bAt, c, out, ldc, add);
        case 10 -> VectorTiles.ten(terms, a, at, lda, b, bAt, c, out, ldc, add);
        case 8 -> VectorTiles.eight(terms, a, at, lda, b, bAt, c, out, ldc, add);
        case 6 -> VectorSmallTiles.six(terms, a, at, lda, b, bAt, c, out, ldc, add);
        case 4 -> VectorSmallTiles.four(terms, a, at, lda, b, bAt, c, out, ldc, add);
        case 3 -> VectorSmallTiles.three(terms, a, at, lda, b, bAt, c, out, ldc, add);
        case 2 -> VectorSmallTiles.two(terms, a, at, lda, b, bAt, c, out, ldc, add);
        default -> VectorEdgeTiles.edge(1, PANEL, terms, a, at, lda, b, bAt, c, out, ldc, add);
      }
    }
  }

  /** The same by the last panel, which has fewer columns. */
  private static void edge(
      int rows,
      int columns,
      int terms,
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      int ldc,
      boolean add) {
    for (int i = 0; i < rows; i += 4) {
      int count = Math.min(4, rows - i);
      int at = aAt + i * lda;
      int out = cAt + i * ldc;
      if (columns > COUNT) {
        VectorEdgeTiles.edge(count, columns, terms, a, at, lda, b, bAt, c, out, ldc, add);
      } else {
        VectorEdgeTiles.narrow(count, columns, terms, a, at, lda, b, bAt, c, out, ldc, add);
      }
    }
  }
}
