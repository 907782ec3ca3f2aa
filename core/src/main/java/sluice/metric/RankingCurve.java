package sluice.metric;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How well the probabilities of one label rank the examples that have it before those that have
 * not: the points of the curves of receiver operating characteristic (ROC) and of precision and
 * recall (PR), one for each threshold that occurs.
 *
 * <pre>
 *   recall = TP ÷ P    precision = TP ÷ (TP + FP)    false alarms = FP ÷ N
 *   ROC area = Σ ½·(TPᵢ + TPᵢ₋₁)·(FPᵢ − FPᵢ₋₁) ÷ (P·N)      chance that one that has it is ranked
 *                                                           before one that has not, ½ where equal
 *   PR area  = Σ (TPᵢ − TPᵢ₋₁) ÷ P · precisionᵢ             average precision, no interpolation
 * </pre>
 *
 * <p>Point i answers "yes" to every example whose probability is at least threshold i; thresholds
 * fall, equal probabilities are one point. (Davis &amp; Goadrich 2006; Fawcett 2006.)
 */
public final class RankingCurve {
  private final float[] thresholds; // falling
  private final long[] truePositives;
  private final long[] falsePositives;
  private final long positives;
  private final long negatives;

  private RankingCurve(
      float[] thresholds,
      long[] truePositives,
      long[] falsePositives,
      long positives,
      long negatives) {
    this.thresholds = thresholds;
    this.truePositives = truePositives;
    this.falsePositives = falsePositives;
    this.positives = positives;
    this.negatives = negatives;
  }

  /**
   * The curve of one label.
   *
   * @param probabilities one an example, from 0 to 1
   * @param truth whether the example has the label
   * @return the curve
   */
  public static RankingCurve of(float[] probabilities, boolean[] truth) {
    int count = probabilities.length;
    if (truth.length != count) {
      throw new IllegalArgumentException(
          "probabilities and truths must be equally many, were " + count + " and " + truth.length);
    }
    long[] ranked = new long[count]; // the bits of floats from 0 on are ordered as they are
    for (int i = 0; i < count; i++) {
      ranked[i] = (long) Float.floatToIntBits(probabilities[i] + 0f) << 32 | i;
    }
    Arrays.sort(ranked);
    float[] thresholds = new float[count];
    long[] tp = new long[count];
    long[] fp = new long[count];
    int points = 0;
    long yes = 0;
    long no = 0;
    for (int r = count - 1; r >= 0; r--) {
      int example = (int) ranked[r];
      yes += truth[example] ? 1 : 0;
      no += truth[example] ? 0 : 1;
      boolean last = r == 0 || ranked[r] >> 32 != ranked[r - 1] >> 32;
      if (last) {
        thresholds[points] = probabilities[example];
        tp[points] = yes;
        fp[points] = no;
        points++;
      }
    }
    return new RankingCurve(
        Arrays.copyOf(thresholds, points),
        Arrays.copyOf(tp, points),
        Arrays.copyOf(fp, points),
        yes,
        no);
  }

  /**
   * Number of points.
   *
   * @return how many different probabilities there are
   */
  public int size() {
    return thresholds.length;
  }

  /**
   * Examples that have the label.
   *
   * @return the count
   */
  public long positives() {
    return positives;
  }

  /**
   * Examples that have it not.
   *
   * @return the count
   */
  public long negatives() {
    return negatives;
  }

  /**
   * The least probability that is answered "yes" at a point.
   *
   * @param point from 0, the highest threshold
   * @return from 0 to 1
   */
  public float threshold(int point) {
    return thresholds[point];
  }

  /** How many are rightly answered "yes" at a point. */
  long found(int point) {
    return truePositives[point];
  }

  /** How many are answered "yes" at a point. */
  long answered(int point) {
    return truePositives[point] + falsePositives[point];
  }

  /**
   * Share of the "yes" that are right.
   *
   * @param point from 0
   * @return from 0 to 1
   */
  public double precision(int point) {
    return (double) truePositives[point] / (truePositives[point] + falsePositives[point]);
  }

  /**
   * Share of those that have the label which are found.
   *
   * @param point from 0
   * @return from 0 to 1; NaN where no example has the label
   */
  public double recall(int point) {
    return (double) truePositives[point] / positives;
  }

  /**
   * Share of those without the label which are answered "yes" all the same.
   *
   * @param point from 0
   * @return from 0 to 1; NaN where every example has the label
   */
  public double falseAlarms(int point) {
    return (double) falsePositives[point] / negatives;
  }

  /**
   * Weighted harmonic mean of precision and recall, (1+β²)·TP ÷ ((1+β²)·TP + β²·FN + FP): β above 1
   * counts what is missed more, below 1 what is wrong (van Rijsbergen 1979).
   *
   * @param point from 0
   * @param beta above 0
   * @return from 0 to 1
   */
  public double fBeta(int point, double beta) {
    double square = beta * beta;
    double found = (1 + square) * truePositives[point];
    double missed = square * (positives - truePositives[point]);
    return found / (found + missed + falsePositives[point]);
  }

  /**
   * Area under the curve of recall against false alarms.
   *
   * @return ½ for chance, 1 for a perfect ranking; empty where all examples have the label or none
   */
  public OptionalDouble rocArea() {
    if (positives == 0 || negatives == 0) {
      return OptionalDouble.empty();
    }
    double area = 0;
    long yes = 0;
    long no = 0;
    for (int i = 0; i < thresholds.length; i++) {
      area += 0.5 * (truePositives[i] + yes) * (falsePositives[i] - no);
      yes = truePositives[i];
      no = falsePositives[i];
    }
    return OptionalDouble.of(area / ((double) positives * negatives));
  }

  /**
   * Area under the curve of precision against recall, as average precision.
   *
   * @return about the label's frequency for chance, 1 for a perfect ranking; empty where no example
   *     has the label
   */
  public OptionalDouble prArea() {
    if (positives == 0) {
      return OptionalDouble.empty();
    }
    double area = 0;
    long yes = 0;
    for (int i = 0; i < thresholds.length; i++) {
      area += (double) (truePositives[i] - yes) / positives * precision(i);
      yes = truePositives[i];
    }
    return OptionalDouble.of(area);
  }

  /**
   * Points for a picture or a file: all of them, or so many spread evenly, the last one always.
   *
   * @param most at least 2
   * @return their numbers, rising
   */
  public int[] points(int most) {
    int count = Math.min(most, thresholds.length);
    int[] points = new int[count];
    for (int i = 0; i < count; i++) {
      points[i] = (int) ((long) (i + 1) * thresholds.length / count) - 1;
    }
    return points;
  }
}
