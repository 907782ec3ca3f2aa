package sluice.kernel;

/**
 * Fused multiply-add, exact on every machine.
 *
 * <p>Without hardware support {@link Math#fma(float, float, float)} goes through {@code BigDecimal}
 * and takes microseconds. Then the same bits come from {@link #rounded}, in a few nanoseconds.
 */
final class Fma {
  /** Whether {@code Math.fma} is an instruction here; both branches give the same bits. */
  static final boolean HARDWARE = measuredNanoseconds() < 400;

  private static final int TRIES = 20;
  private static final int CALLS = 50;

  private Fma() {}

  /** Returns a·b + c, rounded once. */
  static float fma(float a, float b, float c) {
    return HARDWARE ? Math.fma(a, b, c) : rounded(a, b, c);
  }

  /**
   * The same through {@code double}: the product of two floats is exact, its sum with c is rounded
   * to odd, and a value rounded to odd at 53 bits rounds to 24 bits as the exact one does (Boldo
   * and Melquiond, Emulation of FMA and correctly rounded sums, 2008).
   */
  static float rounded(float a, float b, float c) {
    double product = (double) a * b;
    double sum = product + c;
    double back = sum - product;
    double error = (product - (sum - back)) + (c - back);
    if (error > 0 || error < 0) { // inexact, and neither infinite nor NaN
      long bits = Double.doubleToRawLongBits(sum);
      if ((bits & 1) == 0) {
        return (float) Double.longBitsToDouble((error > 0) == (sum > 0) ? bits + 1 : bits - 1);
      }
    }
    return (float) sum;
  }

  /** The shortest time of one call; an instruction takes some 30 ns even when interpreted. */
  private static double measuredNanoseconds() {
    long best = Long.MAX_VALUE;
    float chain = 0.3f;
    for (int i = 0; i < TRIES; i++) {
      long start = System.nanoTime();
      for (int j = 0; j < CALLS; j++) {
        chain = Math.fma(chain, 0.7f, 0.1f);
      }
      best = Math.min(best, System.nanoTime() - start);
    }
    return chain > 1 ? Double.MAX_VALUE : (double) best / CALLS;
  }
}
