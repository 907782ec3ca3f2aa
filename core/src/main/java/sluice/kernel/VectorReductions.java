package sluice.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.F2D;
import static sluice.kernel.Lanes.COUNT;
import static sluice.kernel.Lanes.DOUBLES;
import static sluice.kernel.Lanes.FLOATS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * {@link ScalarReductions} with the 16 partial sums in the lanes of vectors of doubles: two, four
 * or eight vectors. What is not used at a width is cut off when the code is compiled.
 */
final class VectorReductions {
  private static final int STEP = Kernels.PARTIALS;
  private static final int BLOCK = Kernels.REDUCTION_BLOCK;
  private static final VectorShuffle<Float> TURN_8 = VectorShuffle.iota(FLOATS, 8, 1, true);
  private static final VectorShuffle<Float> TURN_4 = VectorShuffle.iota(FLOATS, 4, 1, true);
  private static final VectorShuffle<Float> TURN_2 = VectorShuffle.iota(FLOATS, 2, 1, true);
  private static final VectorShuffle<Float> TURN_1 = VectorShuffle.iota(FLOATS, 1, 1, true);

  private VectorReductions() {}

  static double sum(int n, float[] x, int xAt) {
    if (n > BLOCK) {
      int left = ScalarReductions.left(n);
      return sum(left, x, xAt) + sum(n - left, x, xAt + left);
    }
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector s1 = s0, s2 = s0, s3 = s0;
    int whole = n - n % STEP;
    for (int j = 0; j < whole; j += STEP) {
      FloatVector x0 = fromArray(FLOATS, x, xAt + j);
      s0 = s0.add(x0.convertShape(F2D, DOUBLES, 0));
      s1 = s1.add(x0.convertShape(F2D, DOUBLES, 1));
      if (COUNT == 8) {
        FloatVector x1 = fromArray(FLOATS, x, xAt + j + COUNT);
        s2 = s2.add(x1.convertShape(F2D, DOUBLES, 0));
        s3 = s3.add(x1.convertShape(F2D, DOUBLES, 1));
      }
    }
    if (whole < n) { // lanes beyond the end add +0, which changes no partial sum
      FloatVector x0 = fromArray(FLOATS, x, xAt + whole, FLOATS.indexInRange(0, n - whole));
      s0 = s0.add(x0.convertShape(F2D, DOUBLES, 0));
      s1 = s1.add(x0.convertShape(F2D, DOUBLES, 1));
      if (COUNT == 8) {
        FloatVector x1 =
            fromArray(FLOATS, x, xAt + whole + COUNT, FLOATS.indexInRange(COUNT, n - whole));
        s2 = s2.add(x1.convertShape(F2D, DOUBLES, 0));
        s3 = s3.add(x1.convertShape(F2D, DOUBLES, 1));
      }
    }
    if (COUNT == 16) {
      DoubleVector eight = s0.add(s1);
      double even = (eight.lane(0) + eight.lane(4)) + (eight.lane(2) + eight.lane(6));
      return even + ((eight.lane(1) + eight.lane(5)) + (eight.lane(3) + eight.lane(7)));
    }
    DoubleVector four = s0.add(s2).add(s1.add(s3));
    return (four.lane(0) + four.lane(2)) + (four.lane(1) + four.lane(3));
  }

  static double dot(int n, float[] x, int xAt, float[] y, int yAt) {
    if (n > BLOCK) {
      int left = ScalarReductions.left(n);
      return dot(left, x, xAt, y, yAt) + dot(n - left, x, xAt + left, y, yAt + left);
    }
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector s1 = s0, s2 = s0, s3 = s0;
    int whole = n - n % STEP;
    for (int j = 0; j < whole; j += STEP) {
      FloatVector x0 = fromArray(FLOATS, x, xAt + j);
      FloatVector y0 = fromArray(FLOATS, y, yAt + j);
      s0 =
          ((DoubleVector) x0.convertShape(F2D, DOUBLES, 0))
              .fma(y0.convertShape(F2D, DOUBLES, 0), s0);
      s1 =
          ((DoubleVector) x0.convertShape(F2D, DOUBLES, 1))
              .fma(y0.convertShape(F2D, DOUBLES, 1), s1);
      if (COUNT == 8) {
        FloatVector x1 = fromArray(FLOATS, x, xAt + j + COUNT);
        FloatVector y1 = fromArray(FLOATS, y, yAt + j + COUNT);
        s2 =
            ((DoubleVector) x1.convertShape(F2D, DOUBLES, 0))
                .fma(y1.convertShape(F2D, DOUBLES, 0), s2);
        s3 =
            ((DoubleVector) x1.convertShape(F2D, DOUBLES, 1))
                .fma(y1.convertShape(F2D, DOUBLES, 1), s3);
      }
    }
    if (whole < n) { // lanes beyond the end add +0, which changes no partial sum
      FloatVector x0 = fromArray(FLOATS, x, xAt + whole, FLOATS.indexInRange(0, n - whole));
      FloatVector y0 = fromArray(FLOATS, y, yAt + whole, FLOATS.indexInRange(0, n - whole));
      s0 =
          ((DoubleVector) x0.convertShape(F2D, DOUBLES, 0))
              .fma(y0.convertShape(F2D, DOUBLES, 0), s0);
      s1 =
          ((DoubleVector) x0.convertShape(F2D, DOUBLES, 1))
              .fma(y0.convertShape(F2D, DOUBLES, 1), s1);
      if (COUNT == 8) {
        FloatVector x1 =
            fromArray(FLOATS, x, xAt + whole + COUNT, FLOATS.indexInRange(COUNT, n - whole));
        FloatVector y1 =
            fromArray(FLOATS, y, yAt + whole + COUNT, FLOATS.indexInRange(COUNT, n - whole));
        s2 =
            ((DoubleVector) x1.convertShape(F2D, DOUBLES, 0))
                .fma(y1.convertShape(F2D, DOUBLES, 0), s2);
        s3 =
            ((DoubleVector) x1.convertShape(F2D, DOUBLES, 1))
                .fma(y1.convertShape(F2D, DOUBLES, 1), s3);
      }
    }
    if (COUNT == 16) {
      DoubleVector eight = s0.add(s1);
      double even = (eight.lane(0) + eight.lane(4)) + (eight.lane(2) + eight.lane(6));
      return even + ((eight.lane(1) + eight.lane(5)) + (eight.lane(3) + eight.lane(7)));
    }
    DoubleVector four = s0.add(s2).add(s1.add(s3));
    return (four.lane(0) + four.lane(2)) + (four.lane(1) + four.lane(3));
  }

  /** Eight vectors of columns at once, so that rows are read as a stream. */
  static void columnSums(
      int rows, int n, float[] a, int aAt, int lda, float[] c, int cAt, boolean add) {
    for (int block = 0; block < rows || (block == 0 && !add); block += Kernels.BLOCK) {
      int end = Math.min(block + Kernels.BLOCK, rows);
      boolean more = add || block > 0;
      int j = 0;
      for (; j <= n - 8 * COUNT; j += 8 * COUNT) {
        eightColumns(block, end, a, aAt + j, lda, c, cAt + j, more);
      }
      for (; j < n; j += COUNT) {
        columns(block, end, n - j, a, aAt + j, lda, c, cAt + j, more);
      }
    }
  }

  /** Up to a vector of columns. No vector lives in the loop around it, which is compiled late. */
  private static void columns(
      int from, int to, int n, float[] a, int aAt, int lda, float[] c, int cAt, boolean add) {
    VectorMask<Float> columns = FLOATS.indexInRange(0, n);
    FloatVector zero = broadcast(FLOATS, 0f);
    FloatVector sum = zero;
    for (int t = from; t < to; t++) {
      sum = sum.add(fromArray(FLOATS, a, aAt + t * lda, columns));
    }
    (add ? fromArray(FLOATS, c, cAt, columns) : zero).add(sum).intoArray(c, cAt, columns);
  }

  private static void eightColumns(
      int from, int to, float[] a, int aAt, int lda, float[] c, int cAt, boolean add) {
    FloatVector zero = broadcast(FLOATS, 0f);
    FloatVector s0 = zero, s1 = zero, s2 = zero, s3 = zero;
    FloatVector s4 = zero, s5 = zero, s6 = zero, s7 = zero;
    for (int t = from; t < to; t++) {
      int at = aAt + t * lda;
      s0 = s0.add(fromArray(FLOATS, a, at));
      s1 = s1.add(fromArray(FLOATS, a, at + COUNT));
      s2 = s2.add(fromArray(FLOATS, a, at + 2 * COUNT));
      s3 = s3.add(fromArray(FLOATS, a, at + 3 * COUNT));
      s4 = s4.add(fromArray(FLOATS, a, at + 4 * COUNT));
      s5 = s5.add(fromArray(FLOATS, a, at + 5 * COUNT));
      s6 = s6.add(fromArray(FLOATS, a, at + 6 * COUNT));
      s7 = s7.add(fromArray(FLOATS, a, at + 7 * COUNT));
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

  static float max(int n, float[] x, int xAt) {
    FloatVector max = broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    FloatVector second = max, third = max, fourth = max; // one chain alone would wait for itself
    int j = 0;
    for (; j <= n - 4 * COUNT; j += 4 * COUNT) {
      max = max.max(fromArray(FLOATS, x, xAt + j));
      second = second.max(fromArray(FLOATS, x, xAt + j + COUNT));
      third = third.max(fromArray(FLOATS, x, xAt + j + 2 * COUNT));
      fourth = fourth.max(fromArray(FLOATS, x, xAt + j + 3 * COUNT));
    }
    max = max.max(second).max(third.max(fourth));
    for (; j <= n - COUNT; j += COUNT) {
      max = max.max(fromArray(FLOATS, x, xAt + j));
    }
    if (j < n) {
      VectorMask<Float> rest = FLOATS.indexInRange(j, n);
      max = max.blend(max.max(fromArray(FLOATS, x, xAt + j, rest)), rest);
    }
    max = max.max(max.rearrange(TURN_8));
    max = max.max(max.rearrange(TURN_4));
    max = max.max(max.rearrange(TURN_2));
    return max.max(max.rearrange(TURN_1)).lane(0);
  }
}
