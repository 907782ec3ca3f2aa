package sluice.inspect;

import sluice.nn.Activation;

/** An activation y = act(a) with its derivative by a, both as functions of a. */
enum ReferenceActivation {
  /** y = a, y′ = 1. */
  IDENTITY {
    @Override
    double value(double a) {
      return a;
    }

    @Override
    double derivative(double a) {
      return 1;
    }
  },
  /** y = tanh a, y′ = 1 − tanh² a. */
  TANH {
    @Override
    double value(double a) {
      return StrictMath.tanh(a);
    }

    @Override
    double derivative(double a) {
      return 1 - StrictMath.tanh(a) * StrictMath.tanh(a);
    }
  },
  /** y = σ(a), y′ = σ(a)·(1 − σ(a)). */
  SIGMOID {
    @Override
    double value(double a) {
      return Vectors.sigmoid(a);
    }

    @Override
    double derivative(double a) {
      return Vectors.sigmoid(a) * (1 - Vectors.sigmoid(a));
    }
  },
  /** y = max(0, a), y′ = 1 where a is above 0, else 0. */
  RELU {
    @Override
    double value(double a) {
      return Math.max(0, a);
    }

    @Override
    double derivative(double a) {
      return a > 0 ? 1 : 0;
    }
  };

  abstract double value(double a);

  abstract double derivative(double a);

  /** Distance of a to the nearest point where the derivative jumps. */
  double kink(double a) {
    return this == RELU ? Math.abs(a) : Double.POSITIVE_INFINITY;
  }

  static ReferenceActivation of(Activation activation) {
    return switch (activation) {
      case IDENTITY -> IDENTITY;
      case TANH -> TANH;
      case SIGMOID -> SIGMOID;
      case RELU -> RELU;
    };
  }
}
