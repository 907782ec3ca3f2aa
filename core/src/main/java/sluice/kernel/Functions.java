package sluice.kernel;

import static sluice.kernel.Fma.fma;

/**
 * exp, expm1, log, softplus, tanh and sigmoid of floats, from + − × ÷, fused multiply-add and bit
 * operations only, so that every machine and every vector width gives the same bits.
 *
 * <p>exp and log are within 2 ulp everywhere, subnormal results included; expm1, softplus, tanh and
 * sigmoid within 5 ulp, the last two within 2e-7. The constants are minimax fits (Remez), rounded
 * to float.
 */
public final class Functions {
  static final float LOG2_E = 1.442695f;

  /** ln 2 as a float, and what is missing from it. */
  static final float LN2 = 0.6931472f;

  static final float LN2_REST = -1.9046542e-9f;

  /**
   * 1.5·2²³: a float below 2²² added to it is rounded to an integer, which stands in the low bits.
   */
  static final float ROUND = 12582912f;

  static final int ROUND_BITS = 0x4b400000;

  /** The same with the exponent bias added, so that the low bits are those of a power of two. */
  static final float ROUND_BIASED = 12582912f + 127f;

  /** Beyond these exp is infinite and 0. */
  static final float EXP_HIGH = 89f;

  static final float EXP_LOW = -104.5f;

  /** e^r = 1 + r + r²·(E0 + E1·r + …) for |r| ≤ ½ ln 2. */
  static final float E0 = 0.49999994f;

  static final float E1 = 0.16666521f;
  static final float E2 = 0.041668385f;
  static final float E3 = 0.00836871f;
  static final float E4 = 0.0013814635f;

  /** The same with one term less, at 1e-7, for the gates. */
  static final float S0 = 0.4999923f;

  static final float S1 = 0.16667116f;
  static final float S2 = 0.041890077f;
  static final float S3 = 0.008312475f;

  /** Beyond ±this the sigmoid is at its limits to within 2e-38. */
  static final float SIGMOID_LIMIT = 87f;

  /** Below this expm1 is −1. */
  static final float EXPM1_LIMIT = -87f;

  /** Beyond ±this tanh is ±1. */
  static final float TANH_LIMIT = 9.1f;

  /** expm1(r) = r + r²·(M0 + M1·r + …) for |r| ≤ ½ ln 2, relative to expm1. */
  static final float M0 = 0.5f;

  static final float M1 = 0.16666543f;
  static final float M2 = 0.041666284f;
  static final float M3 = 0.008366572f;
  static final float M4 = 0.0013946424f;

  /** log(1 + f) = f − f²/2 + f³·(L0 + L1·f + …) for √½ − 1 ≤ f ≤ √2 − 1. */
  static final float L0 = 0.3333331f;

  static final float L1 = -0.24999987f;
  static final float L2 = 0.20002218f;
  static final float L3 = -0.16669248f;
  static final float L4 = 0.14218801f;
  static final float L5 = -0.12384465f;
  static final float L6 = 0.1187215f;
  static final float L7 = -0.117889024f;
  static final float L8 = 0.06916025f;

  /** √2 − 1, from which on log(1 + u) is log 2 + log((1 + u) / 2). */
  static final float SQRT2_LESS_1 = 0.41421357f;

  static final int SQRT_HALF_BITS = 0x3f3504f3;
  static final int ONE_BITS = 0x3f800000;
  static final int MANTISSA = 0x007fffff;
  static final float TWO_23 = 8388608f;

  private Functions() {}

  /** Returns e^x: 0 and infinity at the ends, NaN for NaN. */
  public static float exp(float x) {
    float t = x > EXP_HIGH ? EXP_HIGH : x;
    t = t < EXP_LOW ? EXP_LOW : t;
    float shifted = fma(t, LOG2_E, ROUND);
    float n = shifted - ROUND;
    float r = fma(n, -LN2_REST, fma(n, -LN2, t));
    float q = fma(fma(fma(fma(E4, r, E3), r, E2), r, E1), r, E0);
    float y = fma(r * r, q, r) + 1f;
    int power = Float.floatToRawIntBits(shifted) - ROUND_BITS;
    int half = power >> 1; // two factors: 2^power itself may not be a normal number
    float first = Float.intBitsToFloat((half + 127) << 23);
    float second = Float.intBitsToFloat((power - half + 127) << 23);
    return y * first * second;
  }

  /** Returns e^x − 1, near 0 too, for x up to 87; NaN for NaN. */
  public static float expm1(float x) {
    float t = x < EXPM1_LIMIT ? EXPM1_LIMIT : x;
    float shifted = fma(t, LOG2_E, ROUND_BIASED);
    float n = shifted - ROUND_BIASED;
    float r = fma(n, -LN2, t);
    float q = fma(fma(fma(fma(M4, r, M3), r, M2), r, M1), r, M0);
    float p = fma(r * r, q, r);
    float scale = Float.intBitsToFloat(Float.floatToRawIntBits(shifted) << 23);
    return fma(scale, p, scale - 1f);
  }

  /** Returns log(1 + e^x) = max(x, 0) + log(1 + e^−|x|); NaN for NaN. */
  public static float softplus(float x) {
    float t = -Math.abs(x);
    t = t < EXPM1_LIMIT ? EXPM1_LIMIT : t;
    float shifted = fma(t, LOG2_E, ROUND_BIASED);
    float n = shifted - ROUND_BIASED;
    float r = fma(n, -LN2, t);
    float q = fma(fma(fma(fma(M4, r, M3), r, M2), r, M1), r, M0);
    float scale = Float.intBitsToFloat(Float.floatToRawIntBits(shifted) << 23);
    float u = fma(scale, fma(r * r, q, r), scale); // e^−|x|, in (0, 1]
    boolean halve = u > SQRT2_LESS_1;
    float k = halve ? 1f : 0f;
    float f = halve ? (u - 1f) * 0.5f : u;
    float p = fma(fma(fma(fma(L8, f, L7), f, L6), f, L5), f, L4);
    p = fma(fma(fma(fma(p, f, L3), f, L2), f, L1), f, L0);
    float square = f * f;
    float tail = fma(square * f, p, fma(square, -0.5f, k * LN2_REST));
    return (x > 0f ? x : 0f) + fma(k, LN2, f + tail);
  }

  /** Returns the natural logarithm: −infinity at 0, NaN below 0. */
  public static float log(float x) {
    boolean small = x < Float.MIN_NORMAL;
    float normal = small ? x * TWO_23 : x;
    int bits = Float.floatToRawIntBits(normal) - SQRT_HALF_BITS;
    int power = (bits >> 23) - (small ? 23 : 0);
    float f = Float.intBitsToFloat((bits & MANTISSA) + SQRT_HALF_BITS) - 1f;
    float k = (float) power;
    float p = fma(fma(fma(fma(L8, f, L7), f, L6), f, L5), f, L4);
    p = fma(fma(fma(fma(p, f, L3), f, L2), f, L1), f, L0);
    float square = f * f;
    float tail = fma(square * f, p, fma(square, -0.5f, k * LN2_REST));
    float y = fma(k, LN2, f + tail);
    y = x < Float.POSITIVE_INFINITY ? y : x; // infinity and NaN are their own logarithms
    y = x == 0f ? Float.NEGATIVE_INFINITY : y;
    return x < 0f ? Float.NaN : y;
  }

  /** Returns 1 / (1 + e^−x), in [0, 1]; NaN for NaN. */
  public static float sigmoid(float x) {
    float t = x > SIGMOID_LIMIT ? SIGMOID_LIMIT : x;
    t = t < -SIGMOID_LIMIT ? -SIGMOID_LIMIT : t;
    float shifted = fma(t, -LOG2_E, ROUND_BIASED);
    float n = shifted - ROUND_BIASED;
    float r = fma(n, LN2, t); // e^−x = 2^n·e^−r
    float q = fma(fma(fma(-S3, r, S2), r, -S1), r, S0);
    float y = fma(r * r, q, 1f - r);
    float scale = Float.intBitsToFloat(Float.floatToRawIntBits(shifted) << 23);
    return 1f / fma(y, scale, 1f);
  }

  /** Returns the hyperbolic tangent, in [−1, 1]; NaN for NaN. */
  public static float tanh(float x) {
    float t = x > TANH_LIMIT ? TANH_LIMIT : x;
    t = t < -TANH_LIMIT ? -TANH_LIMIT : t;
    float two = t + t;
    float shifted = fma(two, LOG2_E, ROUND_BIASED);
    float n = shifted - ROUND_BIASED;
    float r = fma(n, -LN2, two);
    float q = fma(fma(fma(fma(M4, r, M3), r, M2), r, M1), r, M0);
    float p = fma(r * r, q, r);
    float scale = Float.intBitsToFloat(Float.floatToRawIntBits(shifted) << 23);
    float e = fma(scale, p, scale - 1f); // e^2x − 1
    return e / (e + 2f);
  }
}
