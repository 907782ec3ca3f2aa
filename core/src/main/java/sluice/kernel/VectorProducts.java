package sluice.kernel;

import static jdk.incubator.vector.FloatVector.fromArray;
import static sluice.kernel.Kernels.BLOCK;
import static sluice.kernel.Lanes.FLOATS;
import static sluice.kernel.Width.COUNT;

/**
 * Products in tiles: some rows times two vectors of columns stay in registers through a block of
 * terms.
 *
 * <p>Rows · 2 sums, 2 vectors of B and the broadcasts must fit in the registers: 8 rows where there
 * are 32, 4 where there are 16. B lies in panels of two vectors, A is read in place (X·W) or packed
 * in panels of rows (Xᵀ·dA). A panel of B stays in the first cache while all rows pass by, {@value
 * #ROWS} rows of A in the second.
 */
final class VectorProducts {
  static final int PANEL = 2 * COUNT;
  private static final int ROWS = 128;

  /**
   * Columns packed side by side, row by row: enough to read a stream, few enough to write to, as
   * panels often lie a power of two apart and share the lines of a cache.
   */
  private static final int PACKED_AT_ONCE = 8 * PANEL;

  /** Rows of a tile. */
  static final int TILE = COUNT == 16 ? 8 : 4;

  private VectorProducts() {}

  /** Whole panels by vectors, the last one with its padding by {@link Packing}. */
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
    Packing.pack(PANEL, k, whole, to, b, bAt, ldb, packed, packedAt);
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
    for (int row = 0; row < m; row += ROWS) {
      int rows = Math.min(ROWS, m - row);
      for (int block = 0; block < k || block == 0; block += BLOCK) {
        int terms = Math.min(BLOCK, k - block);
        boolean more = add || block > 0;
        for (int j = start; j < to; j += PANEL) {
          int columns = Math.min(PANEL, to - j);
          int b = packedAt + j * k + block * PANEL;
          int out = cAt + row * ldc + j;
          panel(
              rows, terms, columns, a, aAt + row * lda + block, lda, packed, b, c, out, ldc, more);
        }
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
        VectorTiles.row(terms, a, aAt + block, packed, b, k * PANEL, c, cAt + j, add || block > 0);
      }
    }
    return j;
  }

  /** All rows of a block pass by one panel of B. */
  private static void panel(
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
    int i = 0;
    if (columns == PANEL) {
      if (TILE == 8) {
        for (; i <= rows - 8; i += 8) {
          VectorTiles.eight(terms, a, aAt + i * lda, lda, b, bAt, c, cAt + i * ldc, ldc, add);
        }
      }
      for (; i <= rows - 4; i += 4) {
        VectorTiles.four(terms, a, aAt + i * lda, lda, b, bAt, c, cAt + i * ldc, ldc, add);
      }
    }
    for (; i < rows; i += 4) {
      int count = Math.min(4, rows - i);
      int at = aAt + i * lda;
      int out = cAt + i * ldc;
      if (columns > COUNT) {
        VectorTiles.edge(count, columns, terms, a, at, lda, b, bAt, c, out, ldc, add);
      } else {
        VectorTiles.narrow(count, columns, terms, a, at, lda, b, bAt, c, out, ldc, add);
      }
    }
  }
}
