package sluice.inspect;

import sluice.nn.Activation;

/**
 * An activation y = act(a) that goes element by element, with its derivative by a, both as
 * functions of a.
 *
 * <pre>
 *   identity      a                                      1
 *   step          0 below 0, else 1                      0
 *   σ             1 ∕ (1 + e^−a)                         σ(1 − σ)
 *   hard σ        a/6 + ½ in 0 … 1                       1/6 inside
 *   tanh          tanh a                                 1 − tanh² a
 *   hard tanh     a in −1 … 1                            1 inside
 *   ReLU          max(0, a)                              1 above 0
 *   leaky         a above 0, else s·a                    1 above 0, else s
 *   ELU           a above 0, else α(eᵃ − 1)              1 above 0, else αeᵃ
 *   SELU          λ · ELU with α                         λ · that
 *   GELU          ½a(1 + tanh u)                         ½(1 + tanh u) + ½a(1 − tanh² u)u′
 *   SiLU          a·σ                                    σ + a·σ(1 − σ)
 *   softplus      log(1 + eᵃ)                            σ
 *   softsign      a ∕ (1 + |a|)                          1 ∕ (1 + |a|)²
 *
 *   u = √(2/π)(a + 0.044715a³)     λ = 1.0507…, α = 1.6733… of SELU
 * </pre>
 */
record ReferenceActivation(Activation activation) {
  static final double SELU_SCALE = 1.0507009873554805;
  static final double SELU_ALPHA = 1.6732632423543772;

  static ReferenceActivation of(Activation activation) {
    return new ReferenceActivation(activation);
  }

  double value(double a) {
    return switch (activation.kind()) {
      case IDENTITY -> a;
      case STEP -> a < 0 ? 0 : 1;
      case SIGMOID -> Vectors.sigmoid(a);
      case HARD_SIGMOID -> Math.clamp(a / 6 + 0.5, 0.0, 1.0);
      case TANH -> StrictMath.tanh(a);
      case HARD_TANH -> Math.clamp(a, -1.0, 1.0);
      case RELU -> Math.max(0, a);
      case LEAKY_RELU -> a > 0 ? a : activation.parameter() * a;
      case ELU -> a > 0 ? a : activation.parameter() * StrictMath.expm1(a);
      case SELU -> SELU_SCALE * (a > 0 ? a : SELU_ALPHA * StrictMath.expm1(a));
      case GELU -> a / 2 * (1 + StrictMath.tanh(u(a)));
      case SILU -> a * Vectors.sigmoid(a);
      case SOFTPLUS -> Math.max(a, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(a)));
      case SOFTSIGN -> a / (1 + Math.abs(a));
      case SOFTMAX, PARAMETRIC_RELU -> throw new IllegalStateException(activation.toString());
    };
  }

  double derivative(double a) {
    return switch (activation.kind()) {
      case IDENTITY -> 1;
      case STEP -> 0;
      case SIGMOID -> Vectors.sigmoid(a) * (1 - Vectors.sigmoid(a));
      case HARD_SIGMOID -> Math.abs(a) < 3 ? 1 / 6.0 : 0;
      case TANH -> 1 - StrictMath.tanh(a) * StrictMath.tanh(a);
      case HARD_TANH -> Math.abs(a) < 1 ? 1 : 0;
      case RELU -> a > 0 ? 1 : 0;
      case LEAKY_RELU -> a > 0 ? 1 : activation.parameter();
      case ELU -> a > 0 ? 1 : activation.parameter() * StrictMath.exp(a);
      case SELU -> SELU_SCALE * (a > 0 ? 1 : SELU_ALPHA * StrictMath.exp(a));
      case GELU -> {
        double tanh = StrictMath.tanh(u(a));
        double du = Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * a * a);
        yield (1 + tanh) / 2 + a / 2 * (1 - tanh * tanh) * du;
      }
      case SILU -> Vectors.sigmoid(a) * (1 + a * (1 - Vectors.sigmoid(a)));
      case SOFTPLUS -> Vectors.sigmoid(a);
      case SOFTSIGN -> 1 / ((1 + Math.abs(a)) * (1 + Math.abs(a)));
      case SOFTMAX, PARAMETRIC_RELU -> throw new IllegalStateException(activation.toString());
    };
  }

  private static double u(double a) {
    return Math.sqrt(2 / Math.PI) * (a + 0.044715 * a * a * a);
  }

  /** Distance of a to the nearest point where value or derivative jumps. */
  double kink(double a) {
    return switch (activation.kind()) {
      case STEP, RELU, LEAKY_RELU, PARAMETRIC_RELU, ELU, SELU -> Math.abs(a);
      case HARD_SIGMOID -> Math.abs(Math.abs(a) - 3);
      case HARD_TANH -> Math.abs(Math.abs(a) - 1);
      default -> Double.POSITIVE_INFINITY;
    };
  }
}
