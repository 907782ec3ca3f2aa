package sluice.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static sluice.kernel.Lanes.COUNT;
import static sluice.kernel.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * {@link ScalarGates}, a vector of units at once.
 *
 * <p>Forward goes over its rows once for each non-linearity, as all in one method would be more
 * than the compiler inlines.
 */
final class VectorGates {
  /** Rows are taken a few at a time, so that they stay in the first cache from pass to pass. */
  private static final int FLOATS_IN_CACHE = 4096;

  private VectorGates() {}

  static void lstmForward(
      int rows,
      int h,
      int from,
      int to,
      float[] a,
      int aAt,
      float[] cBefore,
      int cBeforeAt,
      float[] c,
      int cAt,
      float[] tanhC,
      int tAt,
      float[] y,
      int yAt) {
    int n = to - from;
    int few = Math.max(1, FLOATS_IN_CACHE / (4 * n + 1));
    for (int row = 0; row < rows; row += few) {
      int count = Math.min(few, rows - row);
      int at = aAt + row * 4 * h + from;
      int unit = row * h + from;
      if (n == h) { // i and f side by side
        VectorFunctions.sigmoid(count, 2 * h, a, at, 4 * h, a, at, 4 * h);
      } else {
        VectorFunctions.sigmoid(count, n, a, at, 4 * h, a, at, 4 * h);
        VectorFunctions.sigmoid(count, n, a, at + h, 4 * h, a, at + h, 4 * h);
      }
      VectorFunctions.tanh(count, n, a, at + 2 * h, 4 * h, a, at + 2 * h, 4 * h);
      VectorFunctions.sigmoid(count, n, a, at + 3 * h, 4 * h, a, at + 3 * h, 4 * h);
      cell(count, h, n, a, at, cBefore, cBeforeAt + unit, c, cAt + unit);
      if (n == h) {
        VectorFunctions.tanh(1, count * h, c, cAt + unit, 0, tanhC, tAt + unit, 0);
      } else {
        VectorFunctions.tanh(count, n, c, cAt + unit, h, tanhC, tAt + unit, h);
      }
      hidden(count, h, n, a, at + 3 * h, tanhC, tAt + unit, y, yAt + unit);
    }
  }

  /** c = f ⊙ c₋₁ + i ⊙ g. */
  private static void cell(
      int rows,
      int h,
      int n,
      float[] a,
      int aAt,
      float[] cBefore,
      int cBeforeAt,
      float[] c,
      int cAt) {
    VectorMask<Float> rest = FLOATS.indexInRange(0, n % COUNT);
    for (int row = 0; row < rows; row++) {
      int at = aAt + row * 4 * h;
      int before = cBeforeAt + row * h;
      int out = cAt + row * h;
      int j = 0;
      for (; j <= n - COUNT; j += COUNT) {
        FloatVector ig = fromArray(FLOATS, a, at + j).mul(fromArray(FLOATS, a, at + 2 * h + j));
        FloatVector f = fromArray(FLOATS, a, at + h + j);
        f.fma(fromArray(FLOATS, cBefore, before + j), ig).intoArray(c, out + j);
      }
      if (j < n) {
        FloatVector i = fromArray(FLOATS, a, at + j, rest);
        FloatVector ig = i.mul(fromArray(FLOATS, a, at + 2 * h + j, rest));
        FloatVector f = fromArray(FLOATS, a, at + h + j, rest);
        f.fma(fromArray(FLOATS, cBefore, before + j, rest), ig).intoArray(c, out + j, rest);
      }
    }
  }

  /** y = o ⊙ tanh c. */
  private static void hidden(
      int rows, int h, int n, float[] o, int oAt, float[] tanhC, int tAt, float[] y, int yAt) {
    VectorMask<Float> rest = FLOATS.indexInRange(0, n % COUNT);
    for (int row = 0; row < rows; row++) {
      int at = oAt + row * 4 * h;
      int tanh = tAt + row * h;
      int out = yAt + row * h;
      int j = 0;
      for (; j <= n - COUNT; j += COUNT) {
        FloatVector gate = fromArray(FLOATS, o, at + j);
        gate.mul(fromArray(FLOATS, tanhC, tanh + j)).intoArray(y, out + j);
      }
      if (j < n) {
        FloatVector gate = fromArray(FLOATS, o, at + j, rest);
        gate.mul(fromArray(FLOATS, tanhC, tanh + j, rest)).intoArray(y, out + j, rest);
      }
    }
  }

  /**
   * Whole vectors in one pass (1.1 × the speed of two), what is left in two: many masked loads and
   * stores in one method are more than the first compiler can hold, and it may then stay
   * uncompiled.
   */
  static void lstmBackward(
      int rows,
      int h,
      int from,
      int to,
      float[] a,
      int aAt,
      float[] cBefore,
      int cBeforeAt,
      float[] tanhC,
      int tAt,
      float[] dh,
      int dhAt,
      float[] dc,
      int dcAt) {
    int whole = (to - from) / COUNT * COUNT;
    if (whole > 0) {
      wholeBackward(
          rows,
          h,
          whole,
          a,
          aAt + from,
          cBefore,
          cBeforeAt + from,
          tanhC,
          tAt + from,
          dh,
          dhAt + from,
          dc,
          dcAt + from);
    }
    int left = from + whole;
    if (left < to) {
      int n = to - left;
      int at = aAt + left;
      restOfOutput(rows, h, n, a, at + 3 * h, tanhC, tAt + left, dh, dhAt + left, dc, dcAt + left);
      restOfCell(rows, h, n, a, at, cBefore, cBeforeAt + left, dc, dcAt + left);
    }
  }

  private static void wholeBackward(
      int rows,
      int h,
      int n,
      float[] a,
      int aAt,
      float[] cBefore,
      int cBeforeAt,
      float[] tanhC,
      int tAt,
      float[] dh,
      int dhAt,
      float[] dc,
      int dcAt) {
    FloatVector one = broadcast(FLOATS, 1f);
    for (int row = 0; row < rows; row++) {
      int at = aAt + row * 4 * h;
      int unit = row * h;
      for (int j = 0; j < n; j += COUNT) {
        FloatVector i = fromArray(FLOATS, a, at + j);
        FloatVector f = fromArray(FLOATS, a, at + h + j);
        FloatVector g = fromArray(FLOATS, a, at + 2 * h + j);
        FloatVector o = fromArray(FLOATS, a, at + 3 * h + j);
        FloatVector tanh = fromArray(FLOATS, tanhC, tAt + unit + j);
        FloatVector hidden = fromArray(FLOATS, dh, dhAt + unit + j);
        FloatVector cell = fromArray(FLOATS, dc, dcAt + unit + j);
        FloatVector before = fromArray(FLOATS, cBefore, cBeforeAt + unit + j);
        cell = hidden.mul(o).fma(tanh.neg().fma(tanh, one), cell);
        cell.mul(g).mul(i.mul(one.sub(i))).intoArray(a, at + j);
        cell.mul(before).mul(f.mul(one.sub(f))).intoArray(a, at + h + j);
        cell.mul(i).mul(g.neg().fma(g, one)).intoArray(a, at + 2 * h + j);
        hidden.mul(tanh).mul(o.mul(one.sub(o))).intoArray(a, at + 3 * h + j);
        cell.mul(f).intoArray(dc, dcAt + unit + j);
      }
    }
  }

  /** y = o ⊙ tanh c, for n units of a row, less than a vector. */
  private static void restOfOutput(
      int rows,
      int h,
      int n,
      float[] o,
      int oAt,
      float[] tanhC,
      int tAt,
      float[] dh,
      int dhAt,
      float[] dc,
      int dcAt) {
    FloatVector one = broadcast(FLOATS, 1f);
    VectorMask<Float> rest = FLOATS.indexInRange(0, n);
    for (int row = 0; row < rows; row++) {
      int at = oAt + row * 4 * h;
      int unit = row * h;
      FloatVector gate = fromArray(FLOATS, o, at, rest);
      FloatVector tanh = fromArray(FLOATS, tanhC, tAt + unit, rest);
      FloatVector hidden = fromArray(FLOATS, dh, dhAt + unit, rest);
      FloatVector cell = fromArray(FLOATS, dc, dcAt + unit, rest);
      cell = hidden.mul(gate).fma(tanh.neg().fma(tanh, one), cell);
      cell.intoArray(dc, dcAt + unit, rest);
      hidden.mul(tanh).mul(gate.mul(one.sub(gate))).intoArray(o, at, rest);
    }
  }

  /** c = f ⊙ c₋₁ + i ⊙ g, for the same. */
  private static void restOfCell(
      int rows,
      int h,
      int n,
      float[] a,
      int aAt,
      float[] cBefore,
      int cBeforeAt,
      float[] dc,
      int dcAt) {
    FloatVector one = broadcast(FLOATS, 1f);
    VectorMask<Float> rest = FLOATS.indexInRange(0, n);
    for (int row = 0; row < rows; row++) {
      int at = aAt + row * 4 * h;
      int unit = row * h;
      FloatVector i = fromArray(FLOATS, a, at, rest);
      FloatVector f = fromArray(FLOATS, a, at + h, rest);
      FloatVector g = fromArray(FLOATS, a, at + 2 * h, rest);
      FloatVector before = fromArray(FLOATS, cBefore, cBeforeAt + unit, rest);
      FloatVector cell = fromArray(FLOATS, dc, dcAt + unit, rest);
      cell.mul(g).mul(i.mul(one.sub(i))).intoArray(a, at, rest);
      cell.mul(before).mul(f.mul(one.sub(f))).intoArray(a, at + h, rest);
      cell.mul(i).mul(g.neg().fma(g, one)).intoArray(a, at + 2 * h, rest);
      cell.mul(f).intoArray(dc, dcAt + unit, rest);
    }
  }
}
