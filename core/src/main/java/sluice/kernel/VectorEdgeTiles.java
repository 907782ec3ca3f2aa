package sluice.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static sluice.kernel.Lanes.COUNT;
import static sluice.kernel.Lanes.FLOATS;
import static sluice.kernel.VectorProducts.PANEL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * {@link VectorTiles} of the last panel, whose columns are fewer; the last row stands for those not
 * there.
 *
 * <p>Four rows at most: of eight masked stores the first compiler makes more than it can hold, and
 * the tile may then stay uncompiled for good (C1 with H 30 took 20 ms instead of 0.6).
 */
final class VectorEdgeTiles {
  private VectorEdgeTiles() {}

  /** One to four rows, more columns than one vector has. */
  static void edge(
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
    int last = aAt + (rows - 1) * lda;
    int a1 = Math.min(aAt + lda, last);
    int a2 = Math.min(aAt + 2 * lda, last);
    int a3 = Math.min(aAt + 3 * lda, last);
    FloatVector zero = broadcast(FLOATS, 0f);
    FloatVector s00 = zero, s01 = zero, s10 = zero, s11 = zero, s20 = zero, s21 = zero;
    FloatVector s30 = zero, s31 = zero;
    for (int t = 0; t < terms; t++) {
      FloatVector b0 = fromArray(FLOATS, b, bAt + t * PANEL);
      FloatVector b1 = fromArray(FLOATS, b, bAt + t * PANEL + COUNT);
      FloatVector x = broadcast(FLOATS, a[aAt + t]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      x = broadcast(FLOATS, a[a1 + t]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      x = broadcast(FLOATS, a[a2 + t]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      x = broadcast(FLOATS, a[a3 + t]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
    }
    VectorMask<Float> rest = FLOATS.indexInRange(0, columns - COUNT);
    (add ? fromArray(FLOATS, c, cAt) : zero).add(s00).intoArray(c, cAt);
    (add ? fromArray(FLOATS, c, cAt + COUNT, rest) : zero).add(s01).intoArray(c, cAt + COUNT, rest);
    if (rows > 1) {
      (add ? fromArray(FLOATS, c, cAt + ldc) : zero).add(s10).intoArray(c, cAt + ldc);
      (add ? fromArray(FLOATS, c, cAt + ldc + COUNT, rest) : zero)
          .add(s11)
          .intoArray(c, cAt + ldc + COUNT, rest);
    }
    if (rows > 2) {
      (add ? fromArray(FLOATS, c, cAt + 2 * ldc) : zero).add(s20).intoArray(c, cAt + 2 * ldc);
      (add ? fromArray(FLOATS, c, cAt + 2 * ldc + COUNT, rest) : zero)
          .add(s21)
          .intoArray(c, cAt + 2 * ldc + COUNT, rest);
    }
    if (rows > 3) {
      (add ? fromArray(FLOATS, c, cAt + 3 * ldc) : zero).add(s30).intoArray(c, cAt + 3 * ldc);
      (add ? fromArray(FLOATS, c, cAt + 3 * ldc + COUNT, rest) : zero)
          .add(s31)
          .intoArray(c, cAt + 3 * ldc + COUNT, rest);
    }
  }

  /** One to four rows, at most the columns of one vector. */
  static void narrow(
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
    int last = aAt + (rows - 1) * lda;
    int a1 = Math.min(aAt + lda, last);
    int a2 = Math.min(aAt + 2 * lda, last);
    int a3 = Math.min(aAt + 3 * lda, last);
    FloatVector zero = broadcast(FLOATS, 0f);
    FloatVector s00 = zero, s10 = zero, s20 = zero, s30 = zero;
    for (int t = 0; t < terms; t++) {
      FloatVector b0 = fromArray(FLOATS, b, bAt + t * PANEL);
      FloatVector x = broadcast(FLOATS, a[aAt + t]);
      s00 = x.fma(b0, s00);
      x = broadcast(FLOATS, a[a1 + t]);
      s10 = x.fma(b0, s10);
      x = broadcast(FLOATS, a[a2 + t]);
      s20 = x.fma(b0, s20);
      x = broadcast(FLOATS, a[a3 + t]);
      s30 = x.fma(b0, s30);
    }
    VectorMask<Float> rest = FLOATS.indexInRange(0, columns);
    (add ? fromArray(FLOATS, c, cAt, rest) : zero).add(s00).intoArray(c, cAt, rest);
    if (rows > 1) {
      (add ? fromArray(FLOATS, c, cAt + ldc, rest) : zero).add(s10).intoArray(c, cAt + ldc, rest);
    }
    if (rows > 2) {
      (add ? fromArray(FLOATS, c, cAt + 2 * ldc, rest) : zero)
          .add(s20)
          .intoArray(c, cAt + 2 * ldc, rest);
    }
    if (rows > 3) {
      (add ? fromArray(FLOATS, c, cAt + 3 * ldc, rest) : zero)
          .add(s30)
          .intoArray(c, cAt + 3 * ldc, rest);
    }
  }
}
