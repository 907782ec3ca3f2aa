package sluice.inspect;

import java.util.function.DoubleUnaryOperator;
import sluice.kernel.Curve;
import sluice.kernel.Kernels;

/** The functions of the kernels beside those of {@link StrictMath}. */
final class KnownFunctions {
  private static final int POINTS = 400;

  private static final Kernels KERNELS = Kernels.get();

  private KnownFunctions() {}

  @FunctionalInterface
  private interface Ours {
    void run(int n, float[] x, int xAt, float[] y, int yAt);
  }

  /** How far the worst is off, of its value; near 0 of a ten-thousandth. */
  static double distance() {
    double worst = off(KERNELS::exp, StrictMath::exp, -20, 20);
    worst = Math.max(worst, off(KERNELS::log, StrictMath::log, 0.01, 9));
    worst = Math.max(worst, off(KERNELS::tanh, StrictMath::tanh, -5, 5));
    worst = Math.max(worst, off(KERNELS::sigmoid, x -> 1 / (1 + StrictMath.exp(-x)), -12, 12));
    Ours softplus = (n, x, xAt, y, yAt) -> KERNELS.activate(Curve.SOFTPLUS, 0, n, x, xAt, y, yAt);
    return Math.max(worst, off(softplus, x -> StrictMath.log1p(StrictMath.exp(x)), -12, 12));
  }

  private static double off(Ours ours, DoubleUnaryOperator known, double from, double to) {
    float[] x = new float[POINTS];
    float[] y = new float[POINTS];
    for (int j = 0; j < POINTS; j++) {
      x[j] = (float) (from + (to - from) * j / (POINTS - 1));
    }
    ours.run(POINTS, x, 0, y, 0);
    double worst = 0;
    for (int j = 0; j < POINTS; j++) {
      double expected = known.applyAsDouble(x[j]);
      double error = Math.abs(y[j] - expected) / Math.max(1e-4, Math.abs(expected));
      worst = error <= worst ? worst : error; // NaN is the worst
    }
    return worst;
  }
}
