package sluice.kernel;

/**
 * The packed layout of a matrix {@code [k, n]}: panels of {@code width} columns, each {@code [k,
 * width]} without gaps, columns beyond n are 0.
 */
final class Packing {
  private Packing() {}

  /** Packs rows as they stand, from {@code packedAt} on. */
  static void pack(
      int width, int k, int n, float[] b, int bAt, int ldb, float[] packed, int packedAt) {
    for (int j = 0; j < n; j += width) {
      int columns = Math.min(width, n - j);
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

  /** Packs the transpose of b {@code [n, k]}. */
  static void packTransposed(int width, int k, int n, float[] b, int bAt, int ldb, float[] packed) {
    for (int j = 0; j < n; j += width) {
      int columns = Math.min(width, n - j);
      int panel = j * k;
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
