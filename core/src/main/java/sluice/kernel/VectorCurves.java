package sluice.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static sluice.kernel.Functions.*;
import static sluice.kernel.Lanes.COUNT;
import static sluice.kernel.Lanes.FLOATS;
import static sluice.kernel.ScalarCurves.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * {@link ScalarCurves}, a vector at a time, for whole vectors only.
 *
 * <p>Each curve stands whole in its loop, for the reasons that {@link VectorFunctions} has.
 */
final class VectorCurves {
  private VectorCurves() {}

  /** {@code n} is a multiple of the lanes. */
  static void activate(Curve curve, float p, int n, float[] x, int xAt, float[] y, int yAt) {
    switch (curve) {
      case STEP -> step(n, x, xAt, y, yAt);
      case HARD_SIGMOID -> clamp(n, SIXTH, 0.5f, 0f, x, xAt, y, yAt);
      case HARD_TANH -> clamp(n, 1f, 0f, -1f, x, xAt, y, yAt);
      case LEAKY_RELU -> leaky(n, p, x, xAt, y, yAt);
      case ELU -> elu(n, 1f, p, x, xAt, y, yAt);
      case SELU -> elu(n, SELU_SCALE, SELU_SCALE_ALPHA, x, xAt, y, yAt);
      case GELU -> gelu(n, x, xAt, y, yAt);
      case SILU -> silu(n, x, xAt, y, yAt);
      case SOFTPLUS -> softplus(n, x, xAt, y, yAt);
      case SOFTSIGN -> softsign(n, x, xAt, y, yAt);
    }
  }

  /** {@code n} is a multiple of the lanes. */
  static void activateBackward(
      Curve curve, float p, int n, float[] z, int zAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    switch (curve) {
      case STEP -> between(n, 0f, 0f, 0f, z, zAt, dy, dyAt, dx, dxAt);
      case HARD_SIGMOID -> between(n, 0f, 1f, SIXTH, z, zAt, dy, dyAt, dx, dxAt);
      case HARD_TANH -> between(n, -1f, 1f, 1f, z, zAt, dy, dyAt, dx, dxAt);
      case LEAKY_RELU -> leakyBackward(n, p, z, zAt, dy, dyAt, dx, dxAt);
      case ELU -> eluBackward(n, 1f, p, z, zAt, dy, dyAt, dx, dxAt);
      case SELU -> eluBackward(n, SELU_SCALE, SELU_SCALE_ALPHA, z, zAt, dy, dyAt, dx, dxAt);
      case GELU -> geluBackward(n, z, zAt, dy, dyAt, dx, dxAt);
      case SILU -> siluBackward(n, z, zAt, dy, dyAt, dx, dxAt);
      case SOFTPLUS -> softplusBackward(n, z, zAt, dy, dyAt, dx, dxAt);
      case SOFTSIGN -> softsignBackward(n, z, zAt, dy, dyAt, dx, dxAt);
    }
  }

  private static void step(int n, float[] x, int xAt, float[] y, int yAt) {
    for (int j = 0; j < n; j += COUNT) {
      FloatVector t = fromArray(FLOATS, x, xAt + j);
      FloatVector value = t.blend(0f, t.compare(LT, 0f)).blend(1f, t.compare(GE, 0f));
      value.intoArray(y, yAt + j);
    }
  }

  /** y = x·slope + shift, from low to 1. */
  private static void clamp(
      int n, float slope, float shift, float low, float[] x, int xAt, float[] y, int yAt) {
    for (int j = 0; j < n; j += COUNT) {
      FloatVector t = fromArray(FLOATS, x, xAt + j);
      t = t.fma(broadcast(FLOATS, slope), broadcast(FLOATS, shift));
      t = t.blend(1f, t.compare(GT, 1f));
      t.blend(low, t.compare(LT, low)).intoArray(y, yAt + j);
    }
  }

  private static void between(
      int n,
      float low,
      float high,
      float slope,
      float[] z,
      int zAt,
      float[] dy,
      int dyAt,
      float[] dx,
      int dxAt) {
    for (int j = 0; j < n; j += COUNT) {
      FloatVector t = fromArray(FLOATS, z, zAt + j);
      FloatVector inside = broadcast(FLOATS, 0f);
      inside = inside.blend(slope, t.compare(GT, low).and(t.compare(LT, high)));
      fromArray(FLOATS, dy, dyAt + j).mul(inside).intoArray(dx, dxAt + j);
    }
  }

  private static void leaky(int n, float p, float[] x, int xAt, float[] y, int yAt) {
    for (int j = 0; j < n; j += COUNT) {
      FloatVector t = fromArray(FLOATS, x, xAt + j);
      t.mul(p).blend(t, t.compare(GT, 0f)).intoArray(y, yAt + j);
    }
  }

  private static void leakyBackward(
      int n, float p, float[] z, int zAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    for (int j = 0; j < n; j += COUNT) {
      FloatVector t = fromArray(FLOATS, z, zAt + j);
      FloatVector slope = broadcast(FLOATS, p).blend(1f, t.compare(GT, 0f));
      fromArray(FLOATS, dy, dyAt + j).mul(slope).intoArray(dx, dxAt + j);
    }
  }

  /** y = above·x where x &gt; 0, else below·expm1(x). */
  private static void elu(int n, float above, float below, float[] x, int xAt, float[] y, int yAt) {
    for (int j = 0; j < n; j += COUNT) {
      FloatVector a = fromArray(FLOATS, x, xAt + j);
      FloatVector t = a.blend(0f, a.compare(GT, 0f));
      t = t.blend(EXPM1_LIMIT, t.compare(LT, EXPM1_LIMIT));
      FloatVector shifted = t.fma(broadcast(FLOATS, LOG2_E), broadcast(FLOATS, ROUND_BIASED));
      FloatVector k = shifted.sub(ROUND_BIASED);
      FloatVector r = k.fma(broadcast(FLOATS, -LN2), t);
      FloatVector q = broadcast(FLOATS, M4).fma(r, broadcast(FLOATS, M3));
      q = q.fma(r, broadcast(FLOATS, M2)).fma(r, broadcast(FLOATS, M1));
      q = q.fma(r, broadcast(FLOATS, M0));
      FloatVector scale = shifted.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
      FloatVector e = scale.fma(r.mul(r).fma(q, r), scale.sub(1f));
      e.mul(below).blend(a.mul(above), a.compare(GT, 0f)).intoArray(y, yAt + j);
    }
  }

  private static void eluBackward(
      int n,
      float above,
      float below,
      float[] z,
      int zAt,
      float[] dy,
      int dyAt,
      float[] dx,
      int dxAt) {
    for (int j = 0; j < n; j += COUNT) {
      FloatVector t = fromArray(FLOATS, z, zAt + j);
      FloatVector slope = t.add(below).blend(above, t.compare(GT, 0f));
      fromArray(FLOATS, dy, dyAt + j).mul(slope).intoArray(dx, dxAt + j);
    }
  }

  private static void gelu(int n, float[] x, int xAt, float[] y, int yAt) {
    FloatVector one = broadcast(FLOATS, 1f);
    for (int j = 0; j < n; j += COUNT) {
      FloatVector a = fromArray(FLOATS, x, xAt + j);
      FloatVector t = a.blend(GELU_LIMIT, a.compare(GT, GELU_LIMIT));
      t = t.blend(-GELU_LIMIT, t.compare(LT, -GELU_LIMIT));
      t = t.mul(t.mul(t).fma(broadcast(FLOATS, GELU_3), broadcast(FLOATS, GELU_1)));
      t = t.blend(SIGMOID_LIMIT, t.compare(GT, SIGMOID_LIMIT));
      t = t.blend(-SIGMOID_LIMIT, t.compare(LT, -SIGMOID_LIMIT));
      FloatVector shifted = t.fma(broadcast(FLOATS, -LOG2_E), broadcast(FLOATS, ROUND_BIASED));
      FloatVector k = shifted.sub(ROUND_BIASED);
      FloatVector r = k.fma(broadcast(FLOATS, LN2), t);
      FloatVector q = broadcast(FLOATS, -S3).fma(r, broadcast(FLOATS, S2));
      q = q.fma(r, broadcast(FLOATS, -S1)).fma(r, broadcast(FLOATS, S0));
      FloatVector e = r.mul(r).fma(q, one.sub(r));
      FloatVector scale = shifted.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
      a.mul(one.div(e.fma(scale, one))).intoArray(y, yAt + j);
    }
  }

  private static void geluBackward(
      int n, float[] z, int zAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    FloatVector one = broadcast(FLOATS, 1f);
    for (int j = 0; j < n; j += COUNT) {
      FloatVector a = fromArray(FLOATS, z, zAt + j);
      a = a.blend(GELU_LIMIT, a.compare(GT, GELU_LIMIT));
      a = a.blend(-GELU_LIMIT, a.compare(LT, -GELU_LIMIT));
      FloatVector t = a.mul(a.mul(a).fma(broadcast(FLOATS, GELU_3), broadcast(FLOATS, GELU_1)));
      t = t.blend(SIGMOID_LIMIT, t.compare(GT, SIGMOID_LIMIT));
      t = t.blend(-SIGMOID_LIMIT, t.compare(LT, -SIGMOID_LIMIT));
      FloatVector shifted = t.fma(broadcast(FLOATS, -LOG2_E), broadcast(FLOATS, ROUND_BIASED));
      FloatVector k = shifted.sub(ROUND_BIASED);
      FloatVector r = k.fma(broadcast(FLOATS, LN2), t);
      FloatVector q = broadcast(FLOATS, -S3).fma(r, broadcast(FLOATS, S2));
      q = q.fma(r, broadcast(FLOATS, -S1)).fma(r, broadcast(FLOATS, S0));
      FloatVector e = r.mul(r).fma(q, one.sub(r));
      FloatVector scale = shifted.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
      FloatVector s = one.div(e.fma(scale, one));
      FloatVector du = a.mul(a).fma(broadcast(FLOATS, GELU_SLOPE), broadcast(FLOATS, GELU_1));
      FloatVector slope = a.mul(s).fma(one.sub(s).mul(du), s);
      fromArray(FLOATS, dy, dyAt + j).mul(slope).intoArray(dx, dxAt + j);
    }
  }

  private static void silu(int n, float[] x, int xAt, float[] y, int yAt) {
    FloatVector one = broadcast(FLOATS, 1f);
    for (int j = 0; j < n; j += COUNT) {
      FloatVector a = fromArray(FLOATS, x, xAt + j);
      FloatVector t = a.blend(SIGMOID_LIMIT, a.compare(GT, SIGMOID_LIMIT));
      t = t.blend(-SIGMOID_LIMIT, t.compare(LT, -SIGMOID_LIMIT));
      FloatVector shifted = t.fma(broadcast(FLOATS, -LOG2_E), broadcast(FLOATS, ROUND_BIASED));
      FloatVector k = shifted.sub(ROUND_BIASED);
      FloatVector r = k.fma(broadcast(FLOATS, LN2), t);
      FloatVector q = broadcast(FLOATS, -S3).fma(r, broadcast(FLOATS, S2));
      q = q.fma(r, broadcast(FLOATS, -S1)).fma(r, broadcast(FLOATS, S0));
      FloatVector e = r.mul(r).fma(q, one.sub(r));
      FloatVector scale = shifted.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
      a.mul(one.div(e.fma(scale, one))).intoArray(y, yAt + j);
    }
  }

  private static void siluBackward(
      int n, float[] z, int zAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    FloatVector one = broadcast(FLOATS, 1f);
    for (int j = 0; j < n; j += COUNT) {
      FloatVector t = fromArray(FLOATS, z, zAt + j);
      t = t.blend(SIGMOID_LIMIT, t.compare(GT, SIGMOID_LIMIT));
      t = t.blend(-SIGMOID_LIMIT, t.compare(LT, -SIGMOID_LIMIT));
      FloatVector shifted = t.fma(broadcast(FLOATS, -LOG2_E), broadcast(FLOATS, ROUND_BIASED));
      FloatVector k = shifted.sub(ROUND_BIASED);
      FloatVector r = k.fma(broadcast(FLOATS, LN2), t);
      FloatVector q = broadcast(FLOATS, -S3).fma(r, broadcast(FLOATS, S2));
      q = q.fma(r, broadcast(FLOATS, -S1)).fma(r, broadcast(FLOATS, S0));
      FloatVector e = r.mul(r).fma(q, one.sub(r));
      FloatVector scale = shifted.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
      FloatVector s = one.div(e.fma(scale, one));
      FloatVector slope = t.mul(s).fma(one.sub(s), s);
      fromArray(FLOATS, dy, dyAt + j).mul(slope).intoArray(dx, dxAt + j);
    }
  }

  private static void softplus(int n, float[] x, int xAt, float[] y, int yAt) {
    for (int j = 0; j < n; j += COUNT) {
      FloatVector a = fromArray(FLOATS, x, xAt + j);
      FloatVector t = a.abs().neg();
      t = t.blend(EXPM1_LIMIT, t.compare(LT, EXPM1_LIMIT));
      FloatVector shifted = t.fma(broadcast(FLOATS, LOG2_E), broadcast(FLOATS, ROUND_BIASED));
      FloatVector n2 = shifted.sub(ROUND_BIASED);
      FloatVector r = n2.fma(broadcast(FLOATS, -LN2), t);
      FloatVector q = broadcast(FLOATS, M4).fma(r, broadcast(FLOATS, M3));
      q = q.fma(r, broadcast(FLOATS, M2)).fma(r, broadcast(FLOATS, M1));
      q = q.fma(r, broadcast(FLOATS, M0));
      FloatVector scale = shifted.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
      FloatVector u = scale.fma(r.mul(r).fma(q, r), scale);
      VectorMask<Float> halve = u.compare(GT, SQRT2_LESS_1);
      FloatVector k = broadcast(FLOATS, 0f).blend(1f, halve);
      FloatVector f = u.blend(u.sub(1f).mul(0.5f), halve);
      FloatVector p = broadcast(FLOATS, L8).fma(f, broadcast(FLOATS, L7));
      p = p.fma(f, broadcast(FLOATS, L6)).fma(f, broadcast(FLOATS, L5));
      p = p.fma(f, broadcast(FLOATS, L4)).fma(f, broadcast(FLOATS, L3));
      p = p.fma(f, broadcast(FLOATS, L2)).fma(f, broadcast(FLOATS, L1));
      p = p.fma(f, broadcast(FLOATS, L0));
      FloatVector square = f.mul(f);
      FloatVector tail = square.fma(broadcast(FLOATS, -0.5f), k.mul(LN2_REST));
      tail = square.mul(f).fma(p, tail);
      FloatVector positive = broadcast(FLOATS, 0f).blend(a, a.compare(GT, 0f));
      positive.add(k.fma(broadcast(FLOATS, LN2), f.add(tail))).intoArray(y, yAt + j);
    }
  }

  private static void softplusBackward(
      int n, float[] z, int zAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    for (int j = 0; j < n; j += COUNT) {
      FloatVector t = fromArray(FLOATS, z, zAt + j).neg();
      t = t.blend(EXPM1_LIMIT, t.compare(LT, EXPM1_LIMIT));
      FloatVector shifted = t.fma(broadcast(FLOATS, LOG2_E), broadcast(FLOATS, ROUND_BIASED));
      FloatVector k = shifted.sub(ROUND_BIASED);
      FloatVector r = k.fma(broadcast(FLOATS, -LN2), t);
      FloatVector q = broadcast(FLOATS, M4).fma(r, broadcast(FLOATS, M3));
      q = q.fma(r, broadcast(FLOATS, M2)).fma(r, broadcast(FLOATS, M1));
      q = q.fma(r, broadcast(FLOATS, M0));
      FloatVector scale = shifted.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
      FloatVector e = scale.fma(r.mul(r).fma(q, r), scale.sub(1f));
      fromArray(FLOATS, dy, dyAt + j).mul(e.neg()).intoArray(dx, dxAt + j);
    }
  }

  private static void softsign(int n, float[] x, int xAt, float[] y, int yAt) {
    for (int j = 0; j < n; j += COUNT) {
      FloatVector t = fromArray(FLOATS, x, xAt + j);
      t.div(t.abs().add(1f)).intoArray(y, yAt + j);
    }
  }

  private static void softsignBackward(
      int n, float[] z, int zAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    FloatVector one = broadcast(FLOATS, 1f);
    for (int j = 0; j < n; j += COUNT) {
      FloatVector rest = one.sub(fromArray(FLOATS, z, zAt + j).abs());
      fromArray(FLOATS, dy, dyAt + j).mul(rest.mul(rest)).intoArray(dx, dxAt + j);
    }
  }
}
