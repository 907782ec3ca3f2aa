package sluice.kernel;

import static jdk.incubator.vector.FloatVector.fromArray;
import static sluice.kernel.Kernels.BLOCK;
import static sluice.kernel.Lanes.FLOATS;
import static sluice.kernel.VectorProducts.PANEL;
import static sluice.kernel.Width.COUNT;

import jdk.incubator.vector.VectorMask;

/**
 * C = Aᵀ·B in tiles: of a block of rows A is packed in panels of one tile's columns and B in panels
 * of two vectors, so that both are read without gaps.
 */
final class VectorTransposedProducts {
  /**
   * Columns of A, and so rows of C, of a tile: as many as the registers have room for. Twelve are
   * 1.07 × as fast as eight at 700×650×2600, no slower elsewhere.
   */
  static final int TILE = COUNT == 16 ? 12 : 4;

  /** A row of a panel of A is stored as one vector; what it writes too much, the next one mends. */
  private static final int SLACK = COUNT - TILE;

  /**
   * Columns of B that are packed at once: they stay in the second cache, and a row of them is long
   * enough to be read as a stream.
   */
  private static final int CHUNK = 256;

  private VectorTransposedProducts() {}

  static int scratch(int rows, int m, int n) {
    int columns = Math.addExact(roundedUp(m, TILE), roundedUp(Math.min(n, CHUNK), PANEL));
    return Math.addExact(Math.multiplyExact(Math.min(rows, BLOCK), columns), SLACK);
  }

  private static int roundedUp(int n, int unit) {
    return Math.multiplyExact(Math.ceilDiv(n, unit), unit);
  }

  static void product(
      int rows,
      int m,
      int n,
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      int ldb,
      float[] c,
      int cAt,
      int ldc,
      boolean add,
      float[] scratch) {
    for (int block = 0; block < rows || (block == 0 && !add); block += BLOCK) {
      boolean more = add || block > 0;
      int terms = Math.min(BLOCK, rows - block);
      packColumns(terms, m, a, aAt + block * lda, lda, scratch);
      int bStart = roundedUp(m, TILE) * terms + SLACK;
      for (int chunk = 0; chunk < n; chunk += CHUNK) {
        int width = Math.min(CHUNK, n - chunk);
        VectorProducts.pack(terms, 0, width, b, bAt + block * ldb + chunk, ldb, scratch, bStart);
        for (int j = 0; j < width; j += PANEL) {
          int columns = Math.min(PANEL, width - j);
          panel(terms, m, columns, scratch, bStart + j * terms, c, cAt + chunk + j, ldc, more);
        }
      }
    }
  }

  /** All of a block of packed A passes by one panel of B. */
  private static void panel(
      int terms,
      int m,
      int columns,
      float[] packed,
      int bAt,
      float[] c,
      int cAt,
      int ldc,
      boolean add) {
    for (int i = 0; i < m; i += TILE) {
      int rows = Math.min(TILE, m - i);
      int at = i * terms;
      int out = cAt + i * ldc;
      if (rows == 12 && columns == PANEL) {
        VectorPackedTiles.twelve(terms, packed, at, bAt, c, out, ldc, add);
      } else if (rows == TILE && columns == PANEL) {
        VectorPackedTiles.four(terms, packed, at, bAt, c, out, ldc, add);
      } else {
        edges(rows, columns, terms, packed, at, bAt, c, out, ldc, add);
      }
    }
  }

  /** Less than a whole tile, four rows at a time: see {@link VectorEdgeTiles}. */
  private static void edges(
      int rows,
      int columns,
      int terms,
      float[] packed,
      int aAt,
      int bAt,
      float[] c,
      int cAt,
      int ldc,
      boolean add) {
    for (int i = 0; i < rows; i += 4) {
      int count = Math.min(4, rows - i);
      int at = aAt + i;
      int out = cAt + i * ldc;
      if (columns > COUNT) {
        VectorPackedTiles.edge(count, columns, terms, packed, at, bAt, c, out, ldc, add);
      } else {
        VectorPackedTiles.narrow(count, columns, terms, packed, at, bAt, c, out, ldc, add);
      }
    }
  }

  /** Packs columns of A in panels of {@link #TILE}; columns beyond m are 0. */
  private static void packColumns(int terms, int m, float[] a, int aAt, int lda, float[] packed) {
    for (int i = 0; i < m; i += TILE) {
      VectorMask<Float> columns = FLOATS.indexInRange(0, Math.min(TILE, m - i));
      for (int t = 0; t < terms; t++) {
        fromArray(FLOATS, a, aAt + i + t * lda, columns).intoArray(packed, i * terms + t * TILE);
      }
    }
  }
}
