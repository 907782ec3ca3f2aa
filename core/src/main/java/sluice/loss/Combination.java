package sluice.loss;

import java.util.List;
import java.util.Locale;

/** How the answers y₁ … y_M of several models become one, row by row and in the members' order. */
public sealed interface Combination {

  /** The mean Σ y ∕ M: of probabilities, or of numbers in the units of the target. */
  record Mean() implements Combination {}

  /**
   * Each member votes for its likeliest class; an answer is the share of the votes that each class
   * has, Σ w·[class is voted for] ∕ Σ w (Freund &amp; Schapire 1997). A single column is the
   * probability of yes: what is likelier than no is a vote for it.
   *
   * @param weights w of each member, above 0
   */
  record Vote(List<Double> weights) implements Combination {
    /** Copies the list and checks it. */
    public Vote {
      weights = List.copyOf(weights);
      for (double weight : weights) {
        if (!(weight > 0) || !Double.isFinite(weight)) {
          throw new IllegalArgumentException(
              "the weight of a vote must be above 0 and finite, was " + weight);
        }
      }
    }
  }

  /**
   * A start and a little of each member, start + rate·Σ y (Friedman 2001).
   *
   * @param start what is answered before the first member, in the units of the target
   * @param rate how much of each member is added, above 0
   */
  record Sum(double start, double rate) implements Combination {
    /** Checks the numbers. */
    public Sum {
      if (!Double.isFinite(start) || !(rate > 0) || !Double.isFinite(rate)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "start must be finite and rate above 0, were %s and %s", start, rate));
      }
    }
  }
}
