package sluice.optim;

import java.util.List;
import java.util.regex.Pattern;
import sluice.nn.Weight;

/**
 * How some of a model's weights are trained. Of several treatments that name a weight the last one
 * counts.
 *
 * @param weights their names, {@code *} standing for any letters: {@code layers.0.*} is the lowest
 *     layer, {@code head.*} the head
 * @param rate what the learning rate is multiplied by, at least 0; 0 freezes them
 * @param penalty what is asked of them beside the loss
 */
public record Treatment(String weights, double rate, Penalty penalty) {
  private static final Pattern BIAS = Pattern.compile(".*\\.(b|gain|shift|slope)[^.]*");

  public Treatment {
    if (weights.isEmpty()) {
      throw new IllegalArgumentException("a treatment needs the names of its weights, had none");
    }
    if (!(rate >= 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException(
          "the rate of " + weights + " must be at least 0 and finite, was " + rate);
    }
  }

  /** The same penalty for all weights. */
  public static Treatment all(Penalty penalty) {
    return new Treatment("*", 1, penalty);
  }

  /** These weights keep their values. */
  public static Treatment frozen(String weights) {
    return new Treatment(weights, 0, Penalty.NONE);
  }

  /** Whether it names a weight. */
  public boolean names(Weight weight) {
    return Pattern.matches("\\Q" + weights.replace("*", "\\E.*\\Q") + "\\E", weight.name());
  }

  /** Whether a weight is a bias, or a layer's gain, shift or slope, by its name. */
  public static boolean bias(Weight weight) {
    return BIAS.matcher(weight.name()).matches();
  }

  /** What counts for a weight: the last of the treatments that name it, biases spared. */
  static Treatment of(List<Treatment> treatments, Weight weight) {
    Treatment found = all(Penalty.NONE);
    for (Treatment treatment : treatments) {
      found = treatment.names(weight) ? treatment : found;
    }
    return bias(weight) && !found.penalty.biases()
        ? new Treatment(found.weights, found.rate, Penalty.NONE)
        : found;
  }

  /**
   * Throws if a treatment names no weight at all.
   *
   * @throws IllegalArgumentException with the names there are
   */
  public static void check(List<Treatment> treatments, List<Weight> weights) {
    for (Treatment treatment : treatments) {
      if (weights.stream().noneMatch(treatment::names)) {
        throw new IllegalArgumentException(
            "no weight is called "
                + treatment.weights
                + "; there are "
                + String.join(", ", weights.stream().map(Weight::name).toList()));
      }
    }
  }
}
