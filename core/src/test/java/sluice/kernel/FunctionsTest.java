package sluice.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FunctionsTest {
  /** Steps over all float bits: a prime, so that every mantissa pattern comes up. */
  private static final int STEP = 7919;

  private static final Kernels KERNELS = new ScalarKernels();

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
  void expm1IsWithinAFewUlps() {
    assertThat(worstUlps(x -> Functions.expm1(-x), x -> StrictMath.expm1(-x), 0f, 87f))
        .isLessThan(5.0);
    assertThat(Functions.expm1(0f)).isEqualTo(0f);
    assertThat(Functions.expm1(Float.NEGATIVE_INFINITY)).isEqualTo(-1f);
    assertThat(Functions.expm1(Float.NaN)).isNaN();
  }

  @Test
  void softplusIsWithinAFewUlps() {
    DoubleUnaryOperator exact =
        x -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    assertThat(worstUlps(Functions::softplus, exact, 0f, 80f)).isLessThan(4.0);
    assertThat(Functions.softplus(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Functions.softplus(Float.NEGATIVE_INFINITY)).isBetween(0f, 2e-38f);
    assertThat(Functions.softplus(Float.NaN)).isNaN();
  }

  /** Value and derivative of every curve against its definition in double. */
  @ParameterizedTest
  @EnumSource
  void curvesAreWhatTheyAreDefinedToBe(Curve curve) {
    float p = 0.3f;
    for (int j = -40_000; j <= 40_000; j++) {
      float x = j * 5e-4f + 1e-4f;
      float[] y = new float[1];
      KERNELS.activate(curve, p, 1, new float[] {x}, 0, y, 0);
      double wanted = value(curve, p, x);
      assertThat((double) y[0]).as("%s of %s", curve, x).isCloseTo(wanted, within(bound(wanted)));
      boolean atInput = curve == Curve.GELU || curve == Curve.SILU;
      float[] slope = new float[1];
      float[] z = atInput ? new float[] {x} : y;
      KERNELS.activateBackward(curve, p, 1, z, 0, new float[] {1}, 0, slope, 0);
      double slopeWanted = (value(curve, p, x + 1e-6) - value(curve, p, x - 1e-6)) / 2e-6;
      assertThat((double) slope[0]).as("%s' at %s", curve, x).isCloseTo(slopeWanted, within(1e-5));
    }
  }

  private static double bound(double wanted) {
    return 6e-7 * Math.max(Math.abs(wanted), 0.5);
  }

  private static double value(Curve curve, double p, double x) {
    double scale = 1.0507009873554805;
    double alpha = 1.6732632423543772;
    return switch (curve) {
      case STEP -> x < 0 ? 0 : 1;
      case HARD_SIGMOID -> Math.clamp(x / 6 + 0.5, 0, 1);
      case HARD_TANH -> Math.clamp(x, -1, 1);
      case LEAKY_RELU -> x > 0 ? x : p * x;
      case ELU -> x > 0 ? x : p * StrictMath.expm1(x);
      case SELU -> scale * (x > 0 ? x : alpha * StrictMath.expm1(x));
      case GELU ->
          0.5 * x * (1 + StrictMath.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
      case SILU -> x / (1 + StrictMath.exp(-x));
      case SOFTPLUS -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
      case SOFTSIGN -> x / (1 + Math.abs(x));
    };
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
