package sluice.speed;

/** Twelve independent chains of x·a + b, one number at a time: the peak of the scalar kernels. */
final class ScalarPeak implements Peak.Chains {
  private static final int CHAINS = 12;
  private static final float X = 0.999f;
  private static final float Y = 0.001f;

  @Override
  public float run(int length) {
    float a = 1, b = 1, c = 1, d = 1, e = 1, f = 1, g = 1, h = 1, i = 1, j = 1, k = 1, l = 1;
    for (int t = 0; t < length; t++) {
      a = a * X + Y;
      b = b * X + Y;
      c = c * X + Y;
      d = d * X + Y;
      e = e * X + Y;
      f = f * X + Y;
      g = g * X + Y;
      h = h * X + Y;
      i = i * X + Y;
      j = j * X + Y;
      k = k * X + Y;
      l = l * X + Y;
    }
    return a + b + c + d + e + f + g + h + i + j + k + l;
  }

  @Override
  public int operations() {
    return 2 * CHAINS;
  }
}
