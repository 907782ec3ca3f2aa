package sluice.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static sluice.kernel.Lanes.COUNT;
import static sluice.kernel.Lanes.FLOATS;
import static sluice.kernel.VectorProducts.PANEL;

import jdk.incubator.vector.FloatVector;

/**
 * Tiles of a product whose A is read in place: some rows by two vectors of columns, over one block
 * of terms.
 *
 * <p>The sums stay in registers. Where a call is not inlined its vectors become objects and the
 * tile gets twenty times slower; C2 always inlines the Vector API, but nothing else in a method
 * this large: so no method of ours is called here.
 *
 * <p>Two terms at a time share the arithmetic of the addresses, which otherwise takes turns of the
 * units that multiply: 1.1 to 1.2 × at 8 and more rows.
 */
final class VectorTiles {
  private VectorTiles() {}

  /** Twelve rows, all columns of a panel. */
  static void twelve(
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
    int a6 = a5 + lda;
    int a7 = a6 + lda;
    int a8 = a7 + lda;
    int a9 = a8 + lda;
    int a10 = a9 + lda;
    int a11 = a10 + lda;
    FloatVector zero = broadcast(FLOATS, 0f);
    FloatVector s00 = zero, s01 = zero, s10 = zero, s11 = zero, s20 = zero, s21 = zero;
    FloatVector s30 = zero, s31 = zero, s40 = zero, s41 = zero, s50 = zero, s51 = zero;
    FloatVector s60 = zero, s61 = zero, s70 = zero, s71 = zero, s80 = zero, s81 = zero;
    FloatVector s90 = zero, s91 = zero, s100 = zero, s101 = zero, s110 = zero, s111 = zero;
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
      x = broadcast(FLOATS, a[a4 + t]);
      s40 = x.fma(b0, s40);
      s41 = x.fma(b1, s41);
      x = broadcast(FLOATS, a[a5 + t]);
      s50 = x.fma(b0, s50);
      s51 = x.fma(b1, s51);
      x = broadcast(FLOATS, a[a6 + t]);
      s60 = x.fma(b0, s60);
      s61 = x.fma(b1, s61);
      x = broadcast(FLOATS, a[a7 + t]);
      s70 = x.fma(b0, s70);
      s71 = x.fma(b1, s71);
      x = broadcast(FLOATS, a[a8 + t]);
      s80 = x.fma(b0, s80);
      s81 = x.fma(b1, s81);
      x = broadcast(FLOATS, a[a9 + t]);
      s90 = x.fma(b0, s90);
      s91 = x.fma(b1, s91);
      x = broadcast(FLOATS, a[a10 + t]);
      s100 = x.fma(b0, s100);
      s101 = x.fma(b1, s101);
      x = broadcast(FLOATS, a[a11 + t]);
      s110 = x.fma(b0, s110);
      s111 = x.fma(b1, s111);
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
      x = broadcast(FLOATS, a[a4 + t + 1]);
      s40 = x.fma(b0, s40);
      s41 = x.fma(b1, s41);
      x = broadcast(FLOATS, a[a5 + t + 1]);
      s50 = x.fma(b0, s50);
      s51 = x.fma(b1, s51);
      x = broadcast(FLOATS, a[a6 + t + 1]);
      s60 = x.fma(b0, s60);
      s61 = x.fma(b1, s61);
      x = broadcast(FLOATS, a[a7 + t + 1]);
      s70 = x.fma(b0, s70);
      s71 = x.fma(b1, s71);
      x = broadcast(FLOATS, a[a8 + t + 1]);
      s80 = x.fma(b0, s80);
      s81 = x.fma(b1, s81);
      x = broadcast(FLOATS, a[a9 + t + 1]);
      s90 = x.fma(b0, s90);
      s91 = x.fma(b1, s91);
      x = broadcast(FLOATS, a[a10 + t + 1]);
      s100 = x.fma(b0, s100);
      s101 = x.fma(b1, s101);
      x = broadcast(FLOATS, a[a11 + t + 1]);
      s110 = x.fma(b0, s110);
      s111 = x.fma(b1, s111);
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
      x = broadcast(FLOATS, a[a4 + t]);
      s40 = x.fma(b0, s40);
      s41 = x.fma(b1, s41);
      x = broadcast(FLOATS, a[a5 + t]);
      s50 = x.fma(b0, s50);
      s51 = x.fma(b1, s51);
      x = broadcast(FLOATS, a[a6 + t]);
      s60 = x.fma(b0, s60);
      s61 = x.fma(b1, s61);
      x = broadcast(FLOATS, a[a7 + t]);
      s70 = x.fma(b0, s70);
      s71 = x.fma(b1, s71);
      x = broadcast(FLOATS, a[a8 + t]);
      s80 = x.fma(b0, s80);
      s81 = x.fma(b1, s81);
      x = broadcast(FLOATS, a[a9 + t]);
      s90 = x.fma(b0, s90);
      s91 = x.fma(b1, s91);
      x = broadcast(FLOATS, a[a10 + t]);
      s100 = x.fma(b0, s100);
      s101 = x.fma(b1, s101);
      x = broadcast(FLOATS, a[a11 + t]);
      s110 = x.fma(b0, s110);
      s111 = x.fma(b1, s111);
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
    (add ? fromArray(FLOATS, c, cAt + 6 * ldc) : zero).add(s60).intoArray(c, cAt + 6 * ldc);
    (add ? fromArray(FLOATS, c, cAt + 6 * ldc + COUNT) : zero)
        .add(s61)
        .intoArray(c, cAt + 6 * ldc + COUNT);
    (add ? fromArray(FLOATS, c, cAt + 7 * ldc) : zero).add(s70).intoArray(c, cAt + 7 * ldc);
    (add ? fromArray(FLOATS, c, cAt + 7 * ldc + COUNT) : zero)
        .add(s71)
        .intoArray(c, cAt + 7 * ldc + COUNT);
    (add ? fromArray(FLOATS, c, cAt + 8 * ldc) : zero).add(s80).intoArray(c, cAt + 8 * ldc);
    (add ? fromArray(FLOATS, c, cAt + 8 * ldc + COUNT) : zero)
        .add(s81)
        .intoArray(c, cAt + 8 * ldc + COUNT);
    (add ? fromArray(FLOATS, c, cAt + 9 * ldc) : zero).add(s90).intoArray(c, cAt + 9 * ldc);
    (add ? fromArray(FLOATS, c, cAt + 9 * ldc + COUNT) : zero)
        .add(s91)
        .intoArray(c, cAt + 9 * ldc + COUNT);
    (add ? fromArray(FLOATS, c, cAt + 10 * ldc) : zero).add(s100).intoArray(c, cAt + 10 * ldc);
    (add ? fromArray(FLOATS, c, cAt + 10 * ldc + COUNT) : zero)
        .add(s101)
        .intoArray(c, cAt + 10 * ldc + COUNT);
    (add ? fromArray(FLOATS, c, cAt + 11 * ldc) : zero).add(s110).intoArray(c, cAt + 11 * ldc);
    (add ? fromArray(FLOATS, c, cAt + 11 * ldc + COUNT) : zero)
        .add(s111)
        .intoArray(c, cAt + 11 * ldc + COUNT);
  }

  /** Ten rows, all columns of a panel. */
  static void ten(
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
    int a6 = a5 + lda;
    int a7 = a6 + lda;
    int a8 = a7 + lda;
    int a9 = a8 + lda;
    FloatVector zero = broadcast(FLOATS, 0f);
    FloatVector s00 = zero, s01 = zero, s10 = zero, s11 = zero, s20 = zero, s21 = zero;
    FloatVector s30 = zero, s31 = zero, s40 = zero, s41 = zero, s50 = zero, s51 = zero;
    FloatVector s60 = zero, s61 = zero, s70 = zero, s71 = zero, s80 = zero, s81 = zero;
    FloatVector s90 = zero, s91 = zero;
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
      x = broadcast(FLOATS, a[a4 + t]);
      s40 = x.fma(b0, s40);
      s41 = x.fma(b1, s41);
      x = broadcast(FLOATS, a[a5 + t]);
      s50 = x.fma(b0, s50);
      s51 = x.fma(b1, s51);
      x = broadcast(FLOATS, a[a6 + t]);
      s60 = x.fma(b0, s60);
      s61 = x.fma(b1, s61);
      x = broadcast(FLOATS, a[a7 + t]);
      s70 = x.fma(b0, s70);
      s71 = x.fma(b1, s71);
      x = broadcast(FLOATS, a[a8 + t]);
      s80 = x.fma(b0, s80);
      s81 = x.fma(b1, s81);
      x = broadcast(FLOATS, a[a9 + t]);
      s90 = x.fma(b0, s90);
      s91 = x.fma(b1, s91);
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
      x = broadcast(FLOATS, a[a4 + t + 1]);
      s40 = x.fma(b0, s40);
      s41 = x.fma(b1, s41);
      x = broadcast(FLOATS, a[a5 + t + 1]);
      s50 = x.fma(b0, s50);
      s51 = x.fma(b1, s51);
      x = broadcast(FLOATS, a[a6 + t + 1]);
      s60 = x.fma(b0, s60);
      s61 = x.fma(b1, s61);
      x = broadcast(FLOATS, a[a7 + t + 1]);
      s70 = x.fma(b0, s70);
      s71 = x.fma(b1, s71);
      x = broadcast(FLOATS, a[a8 + t + 1]);
      s80 = x.fma(b0, s80);
      s81 = x.fma(b1, s81);
      x = broadcast(FLOATS, a[a9 + t + 1]);
      s90 = x.fma(b0, s90);
      s91 = x.fma(b1, s91);
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
      x = broadcast(FLOATS, a[a4 + t]);
      s40 = x.fma(b0, s40);
      s41 = x.fma(b1, s41);
      x = broadcast(FLOATS, a[a5 + t]);
      s50 = x.fma(b0, s50);
      s51 = x.fma(b1, s51);
      x = broadcast(FLOATS, a[a6 + t]);
      s60 = x.fma(b0, s60);
      s61 = x.fma(b1, s61);
      x = broadcast(FLOATS, a[a7 + t]);
      s70 = x.fma(b0, s70);
      s71 = x.fma(b1, s71);
      x = broadcast(FLOATS, a[a8 + t]);
      s80 = x.fma(b0, s80);
      s81 = x.fma(b1, s81);
      x = broadcast(FLOATS, a[a9 + t]);
      s90 = x.fma(b0, s90);
      s91 = x.fma(b1, s91);
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
    (add ? fromArray(FLOATS, c, cAt + 6 * ldc) : zero).add(s60).intoArray(c, cAt + 6 * ldc);
    (add ? fromArray(FLOATS, c, cAt + 6 * ldc + COUNT) : zero)
        .add(s61)
        .intoArray(c, cAt + 6 * ldc + COUNT);
    (add ? fromArray(FLOATS, c, cAt + 7 * ldc) : zero).add(s70).intoArray(c, cAt + 7 * ldc);
    (add ? fromArray(FLOATS, c, cAt + 7 * ldc + COUNT) : zero)
        .add(s71)
        .intoArray(c, cAt + 7 * ldc + COUNT);
    (add ? fromArray(FLOATS, c, cAt + 8 * ldc) : zero).add(s80).intoArray(c, cAt + 8 * ldc);
    (add ? fromArray(FLOATS, c, cAt + 8 * ldc + COUNT) : zero)
        .add(s81)
        .intoArray(c, cAt + 8 * ldc + COUNT);
    (add ? fromArray(FLOATS, c, cAt + 9 * ldc) : zero).add(s90).intoArray(c, cAt + 9 * ldc);
    (add ? fromArray(FLOATS, c, cAt + 9 * ldc + COUNT) : zero)
        .add(s91)
        .intoArray(c, cAt + 9 * ldc + COUNT);
  }

  /** Eight rows, all columns of a panel. */
  static void eight(
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
    int a6 = a5 + lda;
    int a7 = a6 + lda;
    FloatVector zero = broadcast(FLOATS, 0f);
    FloatVector s00 = zero, s01 = zero, s10 = zero, s11 = zero, s20 = zero, s21 = zero;
    FloatVector s30 = zero, s31 = zero, s40 = zero, s41 = zero, s50 = zero, s51 = zero;
    FloatVector s60 = zero, s61 = zero, s70 = zero, s71 = zero;
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
      x = broadcast(FLOATS, a[a4 + t]);
      s40 = x.fma(b0, s40);
      s41 = x.fma(b1, s41);
      x = broadcast(FLOATS, a[a5 + t]);
      s50 = x.fma(b0, s50);
      s51 = x.fma(b1, s51);
      x = broadcast(FLOATS, a[a6 + t]);
      s60 = x.fma(b0, s60);
      s61 = x.fma(b1, s61);
      x = broadcast(FLOATS, a[a7 + t]);
      s70 = x.fma(b0, s70);
      s71 = x.fma(b1, s71);
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
      x = broadcast(FLOATS, a[a4 + t + 1]);
      s40 = x.fma(b0, s40);
      s41 = x.fma(b1, s41);
      x = broadcast(FLOATS, a[a5 + t + 1]);
      s50 = x.fma(b0, s50);
      s51 = x.fma(b1, s51);
      x = broadcast(FLOATS, a[a6 + t + 1]);
      s60 = x.fma(b0, s60);
      s61 = x.fma(b1, s61);
      x = broadcast(FLOATS, a[a7 + t + 1]);
      s70 = x.fma(b0, s70);
      s71 = x.fma(b1, s71);
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
      x = broadcast(FLOATS, a[a4 + t]);
      s40 = x.fma(b0, s40);
      s41 = x.fma(b1, s41);
      x = broadcast(FLOATS, a[a5 + t]);
      s50 = x.fma(b0, s50);
      s51 = x.fma(b1, s51);
      x = broadcast(FLOATS, a[a6 + t]);
      s60 = x.fma(b0, s60);
      s61 = x.fma(b1, s61);
      x = broadcast(FLOATS, a[a7 + t]);
      s70 = x.fma(b0, s70);
      s71 = x.fma(b1, s71);
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
    (add ? fromArray(FLOATS, c, cAt + 6 * ldc) : zero).add(s60).intoArray(c, cAt + 6 * ldc);
    (add ? fromArray(FLOATS, c, cAt + 6 * ldc + COUNT) : zero)
        .add(s61)
        .intoArray(c, cAt + 6 * ldc + COUNT);
    (add ? fromArray(FLOATS, c, cAt + 7 * ldc) : zero).add(s70).intoArray(c, cAt + 7 * ldc);
    (add ? fromArray(FLOATS, c, cAt + 7 * ldc + COUNT) : zero)
        .add(s71)
        .intoArray(c, cAt + 7 * ldc + COUNT);
  }
}
