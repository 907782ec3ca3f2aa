package sluice.experiment;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which prediction is to be explained, and against what.
 *
 * @param row the example, counted from 1 in the order of {@code predict}; without, the last one
 * @param sequence the key of a series, whose last example it is
 * @param output the class, label or target; without, the likeliest class, the first target
 * @param step of a forecast's horizon, from 1; 0 for the first
 * @param zero whether the baseline is zero in the columns' own units, not their mean
 * @param member which network of an ensemble, from 1
 */
public record WhySettings(
    Optional<Integer> row,
    Optional<String> sequence,
    Optional<String> output,
    int step,
    boolean zero,
    OptionalInt member) {
  /** The last example, its likeliest class or first target, against the mean. */
  public static final WhySettings DEFAULT =
      new WhySettings(
          Optional.empty(), Optional.empty(), Optional.empty(), 0, false, OptionalInt.empty());
}
