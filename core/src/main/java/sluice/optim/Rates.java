package sluice.optim;

/** Checks of settings that all optimisers share. */
final class Rates {
  private Rates() {}

  static void positive(double rate) {
    if (!(rate > 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException(
          "the learning rate must be above 0 and finite, was " + rate);
    }
  }

  static void fraction(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must be at least 0 and below 1, was " + value);
    }
  }

  static void epsilon(double epsilon) {
    if (!(epsilon > 0)) {
      throw new IllegalArgumentException("epsilon must be above 0, was " + epsilon);
    }
  }

  static void adam(double rate, double beta1, double beta2, double epsilon) {
    positive(rate);
    fraction("beta1", beta1);
    fraction("beta2", beta2);
    epsilon(epsilon);
  }
}
