package sluice.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static sluice.kernel.Lanes.COUNT;
import static sluice.kernel.Lanes.FLOATS;
import static sluice.kernel.VectorProducts.PANEL;
import static sluice.kernel.VectorTransposedProducts.TILE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * {@link VectorTiles} for an A that is packed: {@link VectorTransposedProducts#TILE} columns of A,
 * side by side for each term, become rows of C. Columns that are not there are 0.
 */
final class VectorPackedTiles {
  private VectorPackedTiles() {}

  /** Twelve rows, all columns of a panel. */
  static void twelve(
      int terms, float[] packed, int aAt, int bAt, float[] c, int cAt, int ldc, boolean add) {
    FloatVector zero = broadcast(FLOATS, 0f);
    FloatVector s00 = zero, s01 = zero, s10 = zero, s11 = zero, s20 = zero, s21 = zero;
    FloatVector s30 = zero, s31 = zero, s40 = zero, s41 = zero, s50 = zero, s51 = zero;
    FloatVector s60 = zero, s61 = zero, s70 = zero, s71 = zero, s80 = zero, s81 = zero;
    FloatVector s90 = zero, s91 = zero, s100 = zero, s101 = zero, s110 = zero, s111 = zero;
    for (int t = 0; t < terms; t++) {
      FloatVector b0 = fromArray(FLOATS, packed, bAt + t * PANEL);
      FloatVector b1 = fromArray(FLOATS, packed, bAt + t * PANEL + COUNT);
      FloatVector x = broadcast(FLOATS, packed[aAt + t * 12]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      x = broadcast(FLOATS, packed[aAt + t * 12 + 1]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      x = broadcast(FLOATS, packed[aAt + t * 12 + 2]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      x = broadcast(FLOATS, packed[aAt + t * 12 + 3]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
      x = broadcast(FLOATS, packed[aAt + t * 12 + 4]);
      s40 = x.fma(b0, s40);
      s41 = x.fma(b1, s41);
      x = broadcast(FLOATS, packed[aAt + t * 12 + 5]);
      s50 = x.fma(b0, s50);
      s51 = x.fma(b1, s51);
      x = broadcast(FLOATS, packed[aAt + t * 12 + 6]);
      s60 = x.fma(b0, s60);
      s61 = x.fma(b1, s61);
      x = broadcast(FLOATS, packed[aAt + t * 12 + 7]);
      s70 = x.fma(b0, s70);
      s71 = x.fma(b1, s71);
      x = broadcast(FLOATS, packed[aAt + t * 12 + 8]);
      s80 = x.fma(b0, s80);
      s81 = x.fma(b1, s81);
      x = broadcast(FLOATS, packed[aAt + t * 12 + 9]);
      s90 = x.fma(b0, s90);
      s91 = x.fma(b1, s91);
      x = broadcast(FLOATS, packed[aAt + t * 12 + 10]);
      s100 = x.fma(b0, s100);
      s101 = x.fma(b1, s101);
      x = broadcast(FLOATS, packed[aAt + t * 12 + 11]);
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

  /** Four rows, all columns of a panel. */
  static void four(
      int terms, float[] packed, int aAt, int bAt, float[] c, int cAt, int ldc, boolean add) {
    FloatVector zero = broadcast(FLOATS, 0f);
    FloatVector s00 = zero, s01 = zero, s10 = zero, s11 = zero, s20 = zero, s21 = zero;
    FloatVector s30 = zero, s31 = zero;
    for (int t = 0; t < terms; t++) {
      FloatVector b0 = fromArray(FLOATS, packed, bAt + t * PANEL);
      FloatVector b1 = fromArray(FLOATS, packed, bAt + t * PANEL + COUNT);
      FloatVector x = broadcast(FLOATS, packed[aAt + t * 4]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      x = broadcast(FLOATS, packed[aAt + t * 4 + 1]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      x = broadcast(FLOATS, packed[aAt + t * 4 + 2]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      x = broadcast(FLOATS, packed[aAt + t * 4 + 3]);
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

  /** One to four rows, more columns than one vector has. */
  static void edge(
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
    FloatVector zero = broadcast(FLOATS, 0f);
    FloatVector s00 = zero, s01 = zero, s10 = zero, s11 = zero, s20 = zero, s21 = zero;
    FloatVector s30 = zero, s31 = zero;
    for (int t = 0; t < terms; t++) {
      FloatVector b0 = fromArray(FLOATS, packed, bAt + t * PANEL);
      FloatVector b1 = fromArray(FLOATS, packed, bAt + t * PANEL + COUNT);
      FloatVector x = broadcast(FLOATS, packed[aAt + t * TILE]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      x = broadcast(FLOATS, packed[aAt + t * TILE + 1]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      x = broadcast(FLOATS, packed[aAt + t * TILE + 2]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      x = broadcast(FLOATS, packed[aAt + t * TILE + 3]);
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
      float[] packed,
      int aAt,
      int bAt,
      float[] c,
      int cAt,
      int ldc,
      boolean add) {
    FloatVector zero = broadcast(FLOATS, 0f);
    FloatVector s00 = zero, s10 = zero, s20 = zero, s30 = zero;
    for (int t = 0; t < terms; t++) {
      FloatVector b0 = fromArray(FLOATS, packed, bAt + t * PANEL);
      FloatVector x = broadcast(FLOATS, packed[aAt + t * TILE]);
      s00 = x.fma(b0, s00);
      x = broadcast(FLOATS, packed[aAt + t * TILE + 1]);
      s10 = x.fma(b0, s10);
      x = broadcast(FLOATS, packed[aAt + t * TILE + 2]);
      s20 = x.fma(b0, s20);
      x = broadcast(FLOATS, packed[aAt + t * TILE + 3]);
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
