package sluice.optim;

import java.util.Locale;

/**
 * What is asked of a weight beside the loss. All but the last two are part of the objective.
 *
 * <pre>
 *   l1·Σ|w|          gradient l1·sign w, 0 at 0
 *   ½·l2·Σw²         gradient l2·w                      both together: elastic net (Zou &amp; Hastie 2005)
 *   norm·√Σw²        gradient norm·w ∕ ‖w‖, 0 at 0      "L2 as a norm", of a whole matrix
 *   decay            w loses rate·decay·w a step, apart from the gradient
 *   maxNorm          ‖column‖ ≤ maxNorm after each step: what comes into a unit
 * </pre>
 *
 * @param l1 η of Σ|w|, at least 0
 * @param l2 η of ½Σw², at least 0
 * @param norm η of √Σw², at least 0
 * @param decay decoupled weight decay (Loshchilov &amp; Hutter 2019), at least 0
 * @param maxNorm largest norm of a column (Srebro et al. 2005), above 0; infinity for none
 * @param biases whether biases are treated like all others; by default they are left alone
 */
public record Penalty(
    double l1, double l2, double norm, double decay, double maxNorm, boolean biases) {
  /** Asks for nothing. */
  public static final Penalty NONE = new Penalty(0, 0, 0, 0, Double.POSITIVE_INFINITY, false);

  public Penalty {
    if (!(l1 >= 0 && l2 >= 0 && norm >= 0 && decay >= 0 && maxNorm > 0)
        || Double.isInfinite(l1 + l2 + norm + decay)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "penalties must be at least 0 and finite and the largest norm above 0, were l1 %s, l2 %s, norm %s, decay %s, largest norm %s",
              l1,
              l2,
              norm,
              decay,
              maxNorm));
    }
  }

  /** η·Σ|w|. */
  public static Penalty l1(double l1) {
    return new Penalty(l1, 0, 0, 0, NONE.maxNorm, false);
  }

  /** ½·η·Σw². */
  public static Penalty l2(double l2) {
    return new Penalty(0, l2, 0, 0, NONE.maxNorm, false);
  }

  /** Both. */
  public static Penalty elastic(double l1, double l2) {
    return new Penalty(l1, l2, 0, 0, NONE.maxNorm, false);
  }

  /** η·√Σw². */
  public static Penalty norm(double norm) {
    return new Penalty(0, 0, norm, 0, NONE.maxNorm, false);
  }

  /** Decoupled weight decay. */
  public static Penalty decay(double decay) {
    return new Penalty(0, 0, 0, decay, NONE.maxNorm, false);
  }

  /** No column longer than this. */
  public static Penalty maxNorm(double maxNorm) {
    return new Penalty(0, 0, 0, 0, maxNorm, false);
  }

  /** Whether it adds anything to the objective. */
  boolean inObjective() {
    return l1 > 0 || l2 > 0 || norm > 0;
  }

  /** Whether it bounds columns. */
  boolean bounds() {
    return maxNorm < Double.POSITIVE_INFINITY;
  }
}
