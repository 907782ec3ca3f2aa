package sluice.experiment.settings;

import java.math.BigDecimal;

/**
 * The values a number may have.
 *
 * @param low the lower bound, negative infinity for none
 * @param lowIncluded whether the lower bound itself is allowed
 * @param high the upper bound, infinity for none
 * @param highIncluded whether the upper bound itself is allowed
 */
public record Limits(double low, boolean lowIncluded, double high, boolean highIncluded) {
  /** Every finite number. */
  public static final Limits NONE =
      new Limits(Double.NEGATIVE_INFINITY, false, Double.POSITIVE_INFINITY, false);

  static Limits of(Range range) {
    boolean lowIncluded = range.min() > Double.NEGATIVE_INFINITY;
    boolean highIncluded = range.max() < Double.POSITIVE_INFINITY;
    return new Limits(
        lowIncluded ? range.min() : range.above(),
        lowIncluded,
        highIncluded ? range.max() : range.below(),
        highIncluded);
  }

  boolean contain(double value) {
    return (lowIncluded ? value >= low : value > low)
        && (highIncluded ? value <= high : value < high);
  }

  boolean contain(BigDecimal value) {
    return (!hasLow() || value.compareTo(new BigDecimal(low)) >= (lowIncluded ? 0 : 1))
        && (!hasHigh() || value.compareTo(new BigDecimal(high)) <= (highIncluded ? 0 : -1));
  }

  /**
   * Whether there is a lower bound.
   *
   * @return true when there is
   */
  public boolean hasLow() {
    return low > Double.NEGATIVE_INFINITY;
  }

  /**
   * Whether there is an upper bound.
   *
   * @return true when there is
   */
  public boolean hasHigh() {
    return high < Double.POSITIVE_INFINITY;
  }

  /**
   * The bounds in words.
   *
   * @return for instance " from 1 to 10" or " above 0", with a blank in front; nothing without
   *     bounds
   */
  public String words() {
    if (lowIncluded && highIncluded) {
      return " from " + number(low) + " to " + number(high);
    }
    var from = !hasLow() ? "" : (lowIncluded ? " of at least " : " above ") + number(low);
    var atMost = from.isEmpty() ? " of at most " : " at most ";
    var to = !hasHigh() ? "" : (highIncluded ? atMost : " below ") + number(high);
    return from + (from.isEmpty() || to.isEmpty() ? "" : " and") + to;
  }

  private static String number(double value) {
    return Numbers.shortest(value);
  }
}
