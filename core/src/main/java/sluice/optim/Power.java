package sluice.optim;

/** Whole powers, without the arrays that {@code StrictMath.pow} makes until it is compiled. */
final class Power {
  private Power() {}

  /** Returns x^n by squaring, for n of at least 0. */
  static double of(double x, long n) {
    double power = 1;
    double square = x;
    for (long left = n; left > 0; left >>= 1) {
      if ((left & 1) == 1) {
        power *= square;
      }
      square *= square;
    }
    return power;
  }
}
