package sluice.kernel;

/**
 * The packed layout of a matrix {@code [k, n]}: panels of {@code width} columns, each {@code [k,
 * width]} without gaps, columns beyond n are 0.
 */
final class Packing {
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

  /** Packs the rows {@code [from, to)} of b as columns. */
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
      for (int t = 0; t < k; t++) {
        int out = panel + t * width;
        for (int column = 0; column < columns; column++) {
          packed[out + column] = b[bAt + (j + column) * ldb + t];
        }
        for (int rest = columns; rest < width; rest++) {
          packed[out + rest] = 0f;
        }
      }
    }
  }
}
