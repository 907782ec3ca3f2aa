package sluice.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FmaTest {
  private static final float[] SPECIAL = {
    0f,
    -0f,
    1f,
    -1f,
    Math.nextUp(1f),
    Math.nextDown(1f),
    1.5f,
    3f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    3 * Float.MIN_VALUE,
    Float.MIN_NORMAL,
    Math.nextDown(Float.MIN_NORMAL),
    0x1p-75f,
    0x1.000002p-75f,
    0x1p-74f,
    0x1p24f,
    0x1.000002p24f,
    -0x1p24f,
    0x1p64f,
    0x1.fffffep63f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  @Test
  void specialValuesAreRoundedAsByTheJdk() {
    for (float a : SPECIAL) {
      for (float b : SPECIAL) {
        for (float c : SPECIAL) {
          check(a, b, c);
        }
      }
    }
  }

  /** Any bits, and numbers so near each other that the sum cancels or is a tie. */
  @Test
  void randomValuesAreRoundedAsByTheJdk() {
    for (int j = 0; j < 1_000_000; j++) {
      float a = Float.intBitsToFloat(Mix.bits(1, j));
      float b = Float.intBitsToFloat(Mix.bits(2, j));
      check(a, b, Float.intBitsToFloat(Mix.bits(3, j)));
      float small = (Mix.bits(4, j) >> 20) * 0x1p-11f;
      float near = 1f + (Mix.bits(5, j) >> 24) * 0x1p-23f;
      check(near, small, -small);
      check(near, near, -1f);
      check(near, near, (Mix.bits(6, j) >> 28) * 0x1p-24f);
      check(small * 0x1p-70f, near * 0x1p-70f, small * 0x1p-140f);
    }
  }

  private static void check(float a, float b, float c) {
    float want = Math.fma(a, b, c);
    float got = Fma.rounded(a, b, c);
    if (Float.floatToIntBits(want) != Float.floatToIntBits(got)) {
      assertThat(got).as("%a · %a + %a", a, b, c).isEqualTo(want);
    }
    assertThat(Float.floatToIntBits(Fma.fma(a, b, c))).isEqualTo(Float.floatToIntBits(want));
  }
}
