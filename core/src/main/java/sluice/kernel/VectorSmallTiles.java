package sluice.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static sluice.kernel.Lanes.COUNT;
import static sluice.kernel.Lanes.FLOATS;
import static sluice.kernel.VectorProducts.PANEL;

import jdk.incubator.vector.FloatVector;

/** {@link VectorTiles} of few rows: what is left of a batch, and all of a small one. */
final class VectorSmallTiles {
  private VectorSmallTiles() {}

  /** Six rows, all columns of a panel. */
  static void six(
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
    int a1 = aAt + lda;
    int a2 = a1 + lda;
    int a3 = a2 + lda;
    int a4 = a3 + lda;
    int a5 = a4 + lda;
    FloatVector zero = broadcast(FLOATS, 0f);
    FloatVector s00 = zero, s01 = zero, s10 = zero, s11 = zero, s20 = zero, s21 = zero;
    FloatVector s30 = zero, s31 = zero, s40 = zero, s41 = zero, s50 = zero, s51 = zero;
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
      x = broadcast(FLOATS, a[a4 + t]);
      s40 = x.fma(b0, s40);
      s41 = x.fma(b1, s41);
      x = broadcast(FLOATS, a[a5 + t]);
      s50 = x.fma(b0, s50);
      s51 = x.fma(b1, s51);
    }
    (add ? fromArray(FLOATS, c, cAt) : zero).add(s00).intoArray(c, cAt);
    (add ? fromArray(FLOATS, c, cAt + COUNT) : zero).add(s01).intoArray(c, cAt + COUNT);
    (add ? fromArray(FLOATS, c, cAt + ldc) : zero).add(s10).intoArray(c, cAt + ldc);
    (add ? fromArray(FLOATS, c, cAt + ldc + COUNT) : zero).add(s11).intoArray(c, cAt + ldc + COUNT);
    (add ? fromArray(FLOATS, c, cAt + 2 * ldc) : zero).add(s20).intoArray(c, cAt + 2 * ldc);
    (add ? fromArray(FLOATS, c, cAt + 2 * ldc + COUNT) : zero)
        .add(s21)
        .intoArray(c, cAt + 2 * ldc + COUNT);
    (add ? fromArray(FLOATS, c, cAt + 3 * ldc) : zero).add(s30).intoArray(c, cAt + 3 * ldc);
    (add ? fromArray(FLOATS, c, cAt + 3 * ldc + COUNT) : zero)
        .add(s31)
        .intoArray(c, cAt + 3 * ldc + COUNT);
    (add ? fromArray(FLOATS, c, cAt + 4 * ldc) : zero).add(s40).intoArray(c, cAt + 4 * ldc);
    (add ? fromArray(FLOATS, c, cAt + 4 * ldc + COUNT) : zero)
        .add(s41)
        .intoArray(c, cAt + 4 * ldc + COUNT);
    (add ? fromArray(FLOATS, c, cAt + 5 * ldc) : zero).add(s50).intoArray(c, cAt + 5 * ldc);
    (add ? fromArray(FLOATS, c, cAt + 5 * ldc + COUNT) : zero)
        .add(s51)
        .intoArray(c, cAt + 5 * ldc + COUNT);
  }

  /** Four rows, all columns of a panel. */
  static void four(
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
    int a1 = aAt + lda;
    int a2 = a1 + lda;
    int a3 = a2 + lda;
    FloatVector zero = broadcast(FLOATS, 0f);
    FloatVector s00 = zero, s01 = zero, s10 = zero, s11 = zero, s20 = zero, s21 = zero;
    FloatVector s30 = zero, s31 = zero;
    int t = 0;
    for (; t < terms - 1; t += 2) {
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
      b0 = fromArray(FLOATS, b, bAt + t * PANEL + PANEL);
      b1 = fromArray(FLOATS, b, bAt + t * PANEL + PANEL + COUNT);
      x = broadcast(FLOATS, a[aAt + t + 1]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      x = broadcast(FLOATS, a[a1 + t + 1]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      x = broadcast(FLOATS, a[a2 + t + 1]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      x = broadcast(FLOATS, a[a3 + t + 1]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
    }
    if (t < terms) {
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
    (add ? fromArray(FLOATS, c, cAt) : zero).add(s00).intoArray(c, cAt);
    (add ? fromArray(FLOATS, c, cAt + COUNT) : zero).add(s01).intoArray(c, cAt + COUNT);
    (add ? fromArray(FLOATS, c, cAt + ldc) : zero).add(s10).intoArray(c, cAt + ldc);
    (add ? fromArray(FLOATS, c, cAt + ldc + COUNT) : zero).add(s11).intoArray(c, cAt + ldc + COUNT);
    (add ? fromArray(FLOATS, c, cAt + 2 * ldc) : zero).add(s20).intoArray(c, cAt + 2 * ldc);
    (add ? fromArray(FLOATS, c, cAt + 2 * ldc + COUNT) : zero)
        .add(s21)
        .intoArray(c, cAt + 2 * ldc + COUNT);
    (add ? fromArray(FLOATS, c, cAt + 3 * ldc) : zero).add(s30).intoArray(c, cAt + 3 * ldc);
    (add ? fromArray(FLOATS, c, cAt + 3 * ldc + COUNT) : zero)
        .add(s31)
        .intoArray(c, cAt + 3 * ldc + COUNT);
  }

  /** Three rows, all columns of a panel. */
  static void three(
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
    int a1 = aAt + lda;
    int a2 = a1 + lda;
    FloatVector zero = broadcast(FLOATS, 0f);
    FloatVector s00 = zero, s01 = zero, s10 = zero, s11 = zero, s20 = zero, s21 = zero;
    int t = 0;
    for (; t < terms - 1; t += 2) {
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
      b0 = fromArray(FLOATS, b, bAt + t * PANEL + PANEL);
      b1 = fromArray(FLOATS, b, bAt + t * PANEL + PANEL + COUNT);
      x = broadcast(FLOATS, a[aAt + t + 1]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      x = broadcast(FLOATS, a[a1 + t + 1]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      x = broadcast(FLOATS, a[a2 + t + 1]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
    }
    if (t < terms) {
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
    }
    (add ? fromArray(FLOATS, c, cAt) : zero).add(s00).intoArray(c, cAt);
    (add ? fromArray(FLOATS, c, cAt + COUNT) : zero).add(s01).intoArray(c, cAt + COUNT);
    (add ? fromArray(FLOATS, c, cAt + ldc) : zero).add(s10).intoArray(c, cAt + ldc);
    (add ? fromArray(FLOATS, c, cAt + ldc + COUNT) : zero).add(s11).intoArray(c, cAt + ldc + COUNT);
    (add ? fromArray(FLOATS, c, cAt + 2 * ldc) : zero).add(s20).intoArray(c, cAt + 2 * ldc);
    (add ? fromArray(FLOATS, c, cAt + 2 * ldc + COUNT) : zero)
        .add(s21)
        .intoArray(c, cAt + 2 * ldc + COUNT);
  }

  /** Two rows, all columns of a panel. */
  static void two(
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
    int a1 = aAt + lda;
    FloatVector zero = broadcast(FLOATS, 0f);
    FloatVector s00 = zero, s01 = zero, s10 = zero, s11 = zero;
    int t = 0;
    for (; t < terms - 1; t += 2) {
      FloatVector b0 = fromArray(FLOATS, b, bAt + t * PANEL);
      FloatVector b1 = fromArray(FLOATS, b, bAt + t * PANEL + COUNT);
      FloatVector x = broadcast(FLOATS, a[aAt + t]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      x = broadcast(FLOATS, a[a1 + t]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      b0 = fromArray(FLOATS, b, bAt + t * PANEL + PANEL);
      b1 = fromArray(FLOATS, b, bAt + t * PANEL + PANEL + COUNT);
      x = broadcast(FLOATS, a[aAt + t + 1]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      x = broadcast(FLOATS, a[a1 + t + 1]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
    }
    if (t < terms) {
      FloatVector b0 = fromArray(FLOATS, b, bAt + t * PANEL);
      FloatVector b1 = fromArray(FLOATS, b, bAt + t * PANEL + COUNT);
      FloatVector x = broadcast(FLOATS, a[aAt + t]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      x = broadcast(FLOATS, a[a1 + t]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
    }
    (add ? fromArray(FLOATS, c, cAt) : zero).add(s00).intoArray(c, cAt);
    (add ? fromArray(FLOATS, c, cAt + COUNT) : zero).add(s01).intoArray(c, cAt + COUNT);
    (add ? fromArray(FLOATS, c, cAt + ldc) : zero).add(s10).intoArray(c, cAt + ldc);
    (add ? fromArray(FLOATS, c, cAt + ldc + COUNT) : zero).add(s11).intoArray(c, cAt + ldc + COUNT);
  }

  /** One row, all columns of four panels, whose first elements are {@code apart}. */
  static void row(
      int terms,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      int apart,
      float[] c,
      int cAt,
      boolean add) {
    FloatVector zero = broadcast(FLOATS, 0f);
    FloatVector s0 = zero,
        s1 = zero,
        s2 = zero,
        s3 = zero,
        s4 = zero,
        s5 = zero,
        s6 = zero,
        s7 = zero;
    int b1 = bAt + apart;
    int b2 = b1 + apart;
    int b3 = b2 + apart;
    for (int t = 0; t < terms; t++) {
      FloatVector x = broadcast(FLOATS, a[aAt + t]);
      s0 = x.fma(fromArray(FLOATS, b, bAt + t * PANEL), s0);
      s1 = x.fma(fromArray(FLOATS, b, bAt + t * PANEL + COUNT), s1);
      s2 = x.fma(fromArray(FLOATS, b, b1 + t * PANEL), s2);
      s3 = x.fma(fromArray(FLOATS, b, b1 + t * PANEL + COUNT), s3);
      s4 = x.fma(fromArray(FLOATS, b, b2 + t * PANEL), s4);
      s5 = x.fma(fromArray(FLOATS, b, b2 + t * PANEL + COUNT), s5);
      s6 = x.fma(fromArray(FLOATS, b, b3 + t * PANEL), s6);
      s7 = x.fma(fromArray(FLOATS, b, b3 + t * PANEL + COUNT), s7);
    }
    (add ? fromArray(FLOATS, c, cAt) : zero).add(s0).intoArray(c, cAt);
    (add ? fromArray(FLOATS, c, cAt + COUNT) : zero).add(s1).intoArray(c, cAt + COUNT);
    (add ? fromArray(FLOATS, c, cAt + 2 * COUNT) : zero).add(s2).intoArray(c, cAt + 2 * COUNT);
    (add ? fromArray(FLOATS, c, cAt + 3 * COUNT) : zero).add(s3).intoArray(c, cAt + 3 * COUNT);
    (add ? fromArray(FLOATS, c, cAt + 4 * COUNT) : zero).add(s4).intoArray(c, cAt + 4 * COUNT);
    (add ? fromArray(FLOATS, c, cAt + 5 * COUNT) : zero).add(s5).intoArray(c, cAt + 5 * COUNT);
    (add ? fromArray(FLOATS, c, cAt + 6 * COUNT) : zero).add(s6).intoArray(c, cAt + 6 * COUNT);
    (add ? fromArray(FLOATS, c, cAt + 7 * COUNT) : zero).add(s7).intoArray(c, cAt + 7 * COUNT);
  }
}
