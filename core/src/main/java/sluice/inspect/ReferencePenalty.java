package sluice.inspect;

/**
 * What is asked of the numbers of all steps of a batch, in the mean. How many they are is known
 * when all sequences have gone forward once.
 */
final class ReferencePenalty {
  private final double strength;
  private double sum;
  private long count;
  private boolean counted;

  ReferencePenalty(double strength) {
    this.strength = strength;
  }

  /** Whether it asks anything. */
  boolean asks() {
    return strength > 0;
  }

  /** Takes one number, such as the square of an output; none any more when all are counted. */
  void add(double number) {
    if (!counted) {
      sum += number;
      count++;
    }
  }

  /** All sequences have gone forward. */
  void counted() {
    counted = true;
  }

  /** strength · mean. */
  double value() {
    return slope() * sum;
  }

  /** Its derivative with respect to each number. */
  double slope() {
    return count == 0 ? 0 : strength / count;
  }
}
