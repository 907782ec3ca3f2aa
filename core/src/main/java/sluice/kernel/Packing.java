package sluice.kernel;

import java.util.Arrays;

/**
 * The packed layout of a matrix {@code [k, n]}: panels of {@code width} columns, each {@code [k,
 * width]} without gaps, columns beyond n are 0.
 */
final class Packing {
  private static final int TERMS = 64;

  private Packing() {}

  /** Packs the columns {@code [from, to)} of rows as they stand. */
  static void pack(
      int width,
      int k,
      int from,
      int to,
      float[] b,
      int bAt,
      int ldb,
      float[] packed,
      int packedAt) {
    for (int j = from; j < to; j += width) {
      int columns = Math.min(width, to - j);
      int panel = packedAt + j * k;
      for (int t = 0; t < k; t++) {
        int out = panel + t * width;
        System.arraycopy(b, bAt + t * ldb + j, packed, out, columns);
        for (int rest = columns; rest < width; rest++) {
          packed[out + rest] = 0f;
        }
      }
    }
  }

  /**
   * Packs the rows {@code [from, to)} of b as columns, {@value #TERMS} terms of one row after the
   * other: rows often lie a power of two apart, so that a few of them already share their lines of
   * the cache.
   */
  static void packTransposed(
      int width,
      int k,
      int from,
      int to,
      float[] b,
      int bAt,
      int ldb,
      float[] packed,
      int packedAt) {
    for (int j = from; j < to; j += width) {
      int columns = Math.min(width, to - j);
      int panel = packedAt + j * k;
      if (columns < width) {
        Arrays.fill(packed, panel, panel + k * width, 0f);
      }
      for (int first = 0; first < k; first += TERMS) {
        int terms = Math.min(TERMS, k - first);
        for (int column = 0; column < columns; column++) {
          int in = bAt + (j + column) * ldb + first;
          int out = panel + first * width + column;
          for (int t = 0; t < terms; t++) {
            packed[out + t * width] = b[in + t];
          }
        }
      }
    }
  }
}
