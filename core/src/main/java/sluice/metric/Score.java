package sluice.metric;

import java.util.OptionalDouble;

/**
 * What a metric came to, or the reason why it has no value.
 *
 * @param metric what was measured
 * @param value the figure, always finite; empty where the metric is undefined
 * @param reason why there is no figure; empty if there is one
 * @param count how many values, answers or (macro-F1) classes the figure is a mean of
 * @param omitted how many were left out: values without a truth, or (macro-F1) classes that neither
 *     occurred nor were answered
 */
public record Score(Metric metric, OptionalDouble value, String reason, long count, long omitted) {

  /** Checks that there is either a finite figure or a reason. */
  public Score {
    if (value.isPresent() != reason.isEmpty()) {
      throw new IllegalArgumentException(
          metric + " needs either a value or a reason, had " + value + " and \"" + reason + "\"");
    }
    if (value.isPresent() && !Double.isFinite(value.getAsDouble())) {
      throw new IllegalArgumentException(metric + " is not finite: " + value.getAsDouble());
    }
  }

  /**
   * A figure; one that is not finite becomes undefined, with that as the reason.
   *
   * @param metric what was measured
   * @param value the figure
   * @param count how many values it is a mean of
   * @param omitted how many were left out
   * @return the score
   */
  public static Score of(Metric metric, double value, long count, long omitted) {
    if (!Double.isFinite(value)) {
      return undefined(metric, "its sums are too large for a double", count, omitted);
    }
    return new Score(metric, OptionalDouble.of(value), "", count, omitted);
  }

  /**
   * A metric without a value.
   *
   * @param metric what was to be measured
   * @param reason why it has no value, such as "the truth is 0 in 3 of 717 values"
   * @param count how many values there were
   * @param omitted how many were left out
   * @return the score
   */
  public static Score undefined(Metric metric, String reason, long count, long omitted) {
    return new Score(metric, OptionalDouble.empty(), reason, count, omitted);
  }

  /**
   * Says whether this score is strictly better than another of the same metric.
   *
   * @param other the score it is compared with
   * @return true if both have a value and this one's is better
   */
  public boolean betterThan(Score other) {
    if (!metric.equals(other.metric)) {
      throw new IllegalArgumentException("cannot compare " + metric + " with " + other.metric);
    }
    return value.isPresent()
        && other.value.isPresent()
        && metric.direction().better(value.getAsDouble(), other.value.getAsDouble());
  }
}
