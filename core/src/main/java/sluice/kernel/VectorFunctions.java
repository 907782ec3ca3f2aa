package sluice.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static sluice.kernel.Functions.*;
import static sluice.kernel.Lanes.COUNT;
import static sluice.kernel.Lanes.FLOATS;
import static sluice.kernel.Lanes.INTS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * {@link Functions}, operation by operation, on rows of vectors.
 *
 * <p>Each function stands whole in its loop, once for whole vectors and the rest alike: where a
 * method with vectors as arguments is not inlined they become objects, and C2 stops inlining ours,
 * though never the Vector API, once a method has grown. A clamp is compare and blend, as min and
 * max cost more and a NaN must stay.
 */
final class VectorFunctions {
  private VectorFunctions() {}

  static void exp(int n, float[] x, int xAt, float shift, float[] y, int yAt) {
    VectorMask<Float> rest = FLOATS.indexInRange(0, n % COUNT);
    for (int j = 0; j < n; j += COUNT) {
      boolean whole = j <= n - COUNT;
      FloatVector t = whole ? fromArray(FLOATS, x, xAt + j) : fromArray(FLOATS, x, xAt + j, rest);
      t = t.sub(shift);
      t = t.blend(EXP_HIGH, t.compare(GT, EXP_HIGH));
      t = t.blend(EXP_LOW, t.compare(LT, EXP_LOW));
      FloatVector shifted = t.fma(broadcast(FLOATS, LOG2_E), broadcast(FLOATS, ROUND));
      FloatVector k = shifted.sub(ROUND);
      FloatVector r = k.fma(broadcast(FLOATS, -LN2), t);
      r = k.fma(broadcast(FLOATS, -LN2_REST), r);
      FloatVector q = broadcast(FLOATS, E4).fma(r, broadcast(FLOATS, E3));
      q = q.fma(r, broadcast(FLOATS, E2)).fma(r, broadcast(FLOATS, E1));
      q = q.fma(r, broadcast(FLOATS, E0));
      FloatVector value = r.mul(r).fma(q, r).add(1f);
      IntVector power = shifted.reinterpretAsInts().sub(ROUND_BITS);
      IntVector half = power.lanewise(ASHR, 1);
      value = value.mul(half.add(127).lanewise(LSHL, 23).reinterpretAsFloats());
      value = value.mul(power.sub(half).add(127).lanewise(LSHL, 23).reinterpretAsFloats());
      if (whole) {
        value.intoArray(y, yAt + j);
      } else {
        value.intoArray(y, yAt + j, rest);
      }
    }
  }

  static void log(int n, float[] x, int xAt, float[] y, int yAt) {
    VectorMask<Float> rest = FLOATS.indexInRange(0, n % COUNT);
    for (int j = 0; j < n; j += COUNT) {
      boolean whole = j <= n - COUNT;
      FloatVector t = whole ? fromArray(FLOATS, x, xAt + j) : fromArray(FLOATS, x, xAt + j, rest);
      VectorMask<Float> small = t.compare(LT, Float.MIN_NORMAL);
      IntVector bits = t.blend(t.mul(TWO_23), small).reinterpretAsInts().sub(SQRT_HALF_BITS);
      IntVector power = bits.lanewise(ASHR, 23);
      power = power.blend(power.sub(23), small.cast(INTS));
      FloatVector f = bits.and(MANTISSA).add(SQRT_HALF_BITS).reinterpretAsFloats().sub(1f);
      FloatVector k = (FloatVector) power.convert(I2F, 0);
      FloatVector p = broadcast(FLOATS, L8).fma(f, broadcast(FLOATS, L7));
      p = p.fma(f, broadcast(FLOATS, L6)).fma(f, broadcast(FLOATS, L5));
      p = p.fma(f, broadcast(FLOATS, L4)).fma(f, broadcast(FLOATS, L3));
      p = p.fma(f, broadcast(FLOATS, L2)).fma(f, broadcast(FLOATS, L1));
      p = p.fma(f, broadcast(FLOATS, L0));
      FloatVector square = f.mul(f);
      FloatVector tail = square.fma(broadcast(FLOATS, -0.5f), k.mul(LN2_REST));
      tail = square.mul(f).fma(p, tail);
      FloatVector value = k.fma(broadcast(FLOATS, LN2), f.add(tail));
      value = t.blend(value, t.compare(LT, Float.POSITIVE_INFINITY));
      value = value.blend(Float.NEGATIVE_INFINITY, t.compare(EQ, 0f));
      value = value.blend(Float.NaN, t.compare(LT, 0f));
      if (whole) {
        value.intoArray(y, yAt + j);
      } else {
        value.intoArray(y, yAt + j, rest);
      }
    }
  }

  /** The sigmoid of rows of n, {@code ldx} and {@code ldy} apart. */
  static void sigmoid(int rows, int n, float[] x, int xAt, int ldx, float[] y, int yAt, int ldy) {
    VectorMask<Float> rest = FLOATS.indexInRange(0, n % COUNT);
    FloatVector one = broadcast(FLOATS, 1f);
    for (int row = 0; row < rows; row++) {
      int in = xAt + row * ldx;
      int out = yAt + row * ldy;
      for (int j = 0; j < n; j += COUNT) {
        boolean whole = j <= n - COUNT;
        FloatVector t = whole ? fromArray(FLOATS, x, in + j) : fromArray(FLOATS, x, in + j, rest);
        t = t.blend(SIGMOID_LIMIT, t.compare(GT, SIGMOID_LIMIT));
        t = t.blend(-SIGMOID_LIMIT, t.compare(LT, -SIGMOID_LIMIT));
        FloatVector shifted = t.fma(broadcast(FLOATS, -LOG2_E), broadcast(FLOATS, ROUND_BIASED));
        FloatVector k = shifted.sub(ROUND_BIASED);
        FloatVector r = k.fma(broadcast(FLOATS, LN2), t);
        FloatVector q = broadcast(FLOATS, -S3).fma(r, broadcast(FLOATS, S2));
        q = q.fma(r, broadcast(FLOATS, -S1)).fma(r, broadcast(FLOATS, S0));
        FloatVector e = r.mul(r).fma(q, one.sub(r));
        FloatVector scale = shifted.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
        FloatVector value = one.div(e.fma(scale, one));
        if (whole) {
          value.intoArray(y, out + j);
        } else {
          value.intoArray(y, out + j, rest);
        }
      }
    }
  }

  /** tanh of rows of n, {@code ldx} and {@code ldy} apart. */
  static void tanh(int rows, int n, float[] x, int xAt, int ldx, float[] y, int yAt, int ldy) {
    VectorMask<Float> rest = FLOATS.indexInRange(0, n % COUNT);
    for (int row = 0; row < rows; row++) {
      int in = xAt + row * ldx;
      int out = yAt + row * ldy;
      for (int j = 0; j < n; j += COUNT) {
        boolean whole = j <= n - COUNT;
        FloatVector t = whole ? fromArray(FLOATS, x, in + j) : fromArray(FLOATS, x, in + j, rest);
        t = t.blend(TANH_LIMIT, t.compare(GT, TANH_LIMIT));
        t = t.blend(-TANH_LIMIT, t.compare(LT, -TANH_LIMIT));
        t = t.add(t);
        FloatVector shifted = t.fma(broadcast(FLOATS, LOG2_E), broadcast(FLOATS, ROUND_BIASED));
        FloatVector k = shifted.sub(ROUND_BIASED);
        FloatVector r = k.fma(broadcast(FLOATS, -LN2), t);
        FloatVector q = broadcast(FLOATS, M4).fma(r, broadcast(FLOATS, M3));
        q = q.fma(r, broadcast(FLOATS, M2)).fma(r, broadcast(FLOATS, M1));
        q = q.fma(r, broadcast(FLOATS, M0));
        FloatVector scale = shifted.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
        FloatVector e = scale.fma(r.mul(r).fma(q, r), scale.sub(1f));
        FloatVector value = e.div(e.add(2f));
        if (whole) {
          value.intoArray(y, out + j);
        } else {
          value.intoArray(y, out + j, rest);
        }
      }
    }
  }
}
