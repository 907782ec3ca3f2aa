package sluice.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class FunctionsTest {
  /** Steps over all float bits: a prime, so that every mantissa pattern comes up. */
  private static final int STEP = 7919;

  private interface FloatFunction {
    float of(float x);
  }

  @Test
  void expIsWithinOneUlpEverywhere() {
    assertThat(worstUlps(Functions::exp, StrictMath::exp, 0f, Float.POSITIVE_INFINITY))
        .isLessThan(1.0);
    assertThat(worstUlps(Functions::exp, StrictMath::exp, 80f, 104.5f)).isLessThan(1.0);
    assertThat(Functions.exp(0f)).isEqualTo(1f);
    assertThat(Functions.exp(-0f)).isEqualTo(1f);
    assertThat(Functions.exp(88.72283f)).isFinite();
    assertThat(Functions.exp(88.72284f)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Functions.exp(-103.97f)).isEqualTo(Float.MIN_VALUE);
    assertThat(Functions.exp(-103.98f)).isEqualTo(0f);
    assertThat(Functions.exp(Float.NEGATIVE_INFINITY)).isEqualTo(0f);
    assertThat(Functions.exp(Float.NaN)).isNaN();
  }

  @Test
  void logIsWithinOneUlpEverywhere() {
    assertThat(worstUlps(Functions::log, StrictMath::log, 0f, Float.POSITIVE_INFINITY))
        .isLessThan(1.0);
    assertThat(worstUlps(Functions::log, StrictMath::log, 0.5f, 2f)).isLessThan(1.0);
    assertThat(Functions.log(1f)).isEqualTo(0f);
    assertThat(Functions.log(0f)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(Functions.log(-0f)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(Functions.log(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Functions.log(-Float.MIN_VALUE)).isNaN();
    assertThat(Functions.log(Float.NEGATIVE_INFINITY)).isNaN();
    assertThat(Functions.log(Float.NaN)).isNaN();
  }

  @Test
  void tanhIsWithinThreeUlps() {
    assertThat(worstUlps(Functions::tanh, StrictMath::tanh, 0f, Float.POSITIVE_INFINITY))
        .isLessThan(3.0);
    assertThat(worstUlps(Functions::tanh, StrictMath::tanh, 1e-3f, 10f)).isLessThan(3.0);
    assertThat(Functions.tanh(Float.POSITIVE_INFINITY)).isEqualTo(1f);
    assertThat(Functions.tanh(Float.NEGATIVE_INFINITY)).isEqualTo(-1f);
    assertThat(Functions.tanh(Float.NaN)).isNaN();
  }

  @Test
  void sigmoidIsWithinAFewUlps() {
    DoubleUnaryOperator exact = x -> 1 / (1 + StrictMath.exp(-x));
    assertThat(worstUlps(Functions::sigmoid, exact, 0f, 20f)).isLessThan(4.0);
    assertThat(worstUlps(Functions::sigmoid, exact, 20f, 87f)).isLessThan(6.0);
    assertThat(Functions.sigmoid(0f)).isEqualTo(0.5f);
    assertThat(Functions.sigmoid(Float.POSITIVE_INFINITY)).isEqualTo(1f);
    assertThat(Functions.sigmoid(Float.NEGATIVE_INFINITY)).isBetween(0f, 2e-38f);
    assertThat(Functions.sigmoid(Float.NaN)).isNaN();
  }

  @Test
  void gatesStayInTheirRangeAndRise() {
    float sigmoid = 0;
    float tanh = -1;
    for (int j = -1_000_000; j <= 1_000_000; j++) {
      float x = j * 1e-4f;
      float nextSigmoid = Functions.sigmoid(x);
      float nextTanh = Functions.tanh(x);
      assertThat(nextSigmoid >= sigmoid && nextSigmoid <= 1f).isTrue();
      assertThat(nextTanh >= tanh - 2.4e-7f && Math.abs(nextTanh) <= 1f).isTrue();
      sigmoid = nextSigmoid;
      tanh = nextTanh;
    }
  }

  /** The largest error in units of the last place for from ≤ |x| ≤ to. */
  private static double worstUlps(
      FloatFunction function, DoubleUnaryOperator exact, float from, float to) {
    double worst = 0;
    int last = Float.floatToIntBits(to);
    int step = Math.max(1, Math.min(STEP, (last - Float.floatToIntBits(from)) / 200_000));
    for (int bits = Float.floatToIntBits(from); bits <= last; bits += step) {
      float x = Float.intBitsToFloat(bits);
      worst = Math.max(worst, ulps(function.of(x), exact.applyAsDouble(x)));
      worst = Math.max(worst, ulps(function.of(-x), exact.applyAsDouble(-x)));
    }
    return worst;
  }

  private static double ulps(float got, double want) {
    float rounded = (float) want;
    if (Float.isNaN(rounded) || Float.isInfinite(rounded) || Float.isInfinite(got)) {
      return Float.compare(got, rounded) == 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    return Math.abs(got - want) / Math.ulp(rounded);
  }
}
