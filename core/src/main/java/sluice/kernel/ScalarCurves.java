package sluice.kernel;

import static sluice.kernel.Fma.fma;

/** The specification of the {@link Curve}s, one element at a time. */
final class ScalarCurves {
  static final float SIXTH = 1 / 6f;

  /** λ and λ·α of SELU (Klambauer et al. 2017), at which activations keep mean 0, variance 1. */
  static final float SELU_SCALE = 1.0507010f;

  static final float SELU_SCALE_ALPHA = 1.7580993f;

  /** 2·√(2/π), and that times 0.044715 and 3 · 0.044715. */
  static final float GELU_1 = 1.595769f;

  static final float GELU_3 = 0.071354814f;
  static final float GELU_SLOPE = 0.21406445f;

  /** Beyond ±this a GELU is x or 0 to within 1e-36. */
  static final float GELU_LIMIT = 10f;

  private ScalarCurves() {}

  static void activate(Curve curve, float p, int n, float[] x, int xAt, float[] y, int yAt) {
    for (int j = 0; j < n; j++) {
      y[yAt + j] = value(curve, p, x[xAt + j]);
    }
  }

  static void activateBackward(
      Curve curve, float p, int n, float[] z, int zAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    for (int j = 0; j < n; j++) {
      dx[dxAt + j] = dy[dyAt + j] * slope(curve, p, z[zAt + j]);
    }
  }

  private static float value(Curve curve, float p, float x) {
    return switch (curve) {
      case STEP -> x < 0f ? 0f : x >= 0f ? 1f : x;
      case HARD_SIGMOID -> clamp(fma(x, SIXTH, 0.5f), 0f, 1f);
      case HARD_TANH -> clamp(fma(x, 1f, 0f), -1f, 1f);
      case LEAKY_RELU -> x > 0f ? x : p * x;
      case ELU -> x > 0f ? x : p * Functions.expm1(x);
      case SELU -> x > 0f ? SELU_SCALE * x : SELU_SCALE_ALPHA * Functions.expm1(x);
      case GELU -> x * Functions.sigmoid(doubleU(clamp(x, -GELU_LIMIT, GELU_LIMIT)));
      case SILU -> x * Functions.sigmoid(x);
      case SOFTPLUS -> Functions.softplus(x);
      case SOFTSIGN -> x / (1f + Math.abs(x));
    };
  }

  private static float slope(Curve curve, float p, float z) {
    return switch (curve) {
      case STEP -> 0f;
      case HARD_SIGMOID -> z > 0f && z < 1f ? SIXTH : 0f;
      case HARD_TANH -> z > -1f && z < 1f ? 1f : 0f;
      case LEAKY_RELU -> z > 0f ? 1f : p;
      case ELU -> z > 0f ? 1f : z + p;
      case SELU -> z > 0f ? SELU_SCALE : z + SELU_SCALE_ALPHA;
      case GELU -> {
        float t = clamp(z, -GELU_LIMIT, GELU_LIMIT);
        float s = Functions.sigmoid(doubleU(t));
        float du = fma(t * t, GELU_SLOPE, GELU_1);
        yield fma(t * s, (1f - s) * du, s);
      }
      case SILU -> {
        float t = clamp(z, -Functions.SIGMOID_LIMIT, Functions.SIGMOID_LIMIT);
        float s = Functions.sigmoid(t);
        yield fma(t * s, 1f - s, s);
      }
      case SOFTPLUS -> -Functions.expm1(-z);
      case SOFTSIGN -> {
        float rest = 1f - Math.abs(z);
        yield rest * rest;
      }
    };
  }

  private static float doubleU(float t) {
    return t * fma(t * t, GELU_3, GELU_1);
  }

  private static float clamp(float x, float low, float high) {
    float t = x > high ? high : x;
    return t < low ? low : t;
  }
}
