package sluice.inspect;

import sluice.nn.GateFunction;

/** A gate's value with its derivative by the pre-activation, both as functions of that. */
enum ReferenceGate {
  /** σ(a). */
  SIGMOID {
    @Override
    double value(double a) {
      return Vectors.sigmoid(a);
    }

    @Override
    double derivative(double a) {
      return Vectors.sigmoid(a) * (1 - Vectors.sigmoid(a));
    }

    @Override
    double kink(double a) {
      return Double.POSITIVE_INFINITY;
    }
  },
  /** min(1, max(0, a∕6 + 0.5)). */
  HARD_SIGMOID {
    @Override
    double value(double a) {
      return Math.clamp(a / 6 + 0.5, 0, 1);
    }

    @Override
    double derivative(double a) {
      return Math.abs(a) < 3 ? 1 / 6.0 : 0;
    }

    @Override
    double kink(double a) {
      return Math.abs(Math.abs(a) - 3);
    }
  };

  abstract double value(double a);

  abstract double derivative(double a);

  /** Distance of a to the nearest point where the derivative jumps. */
  abstract double kink(double a);

  static ReferenceGate of(GateFunction function) {
    return switch (function) {
      case SIGMOID -> SIGMOID;
      case HARD_SIGMOID -> HARD_SIGMOID;
    };
  }
}
