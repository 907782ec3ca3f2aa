package sluice.metric;

import java.util.Arrays;

/**
 * What share of the questions may be answered at what accuracy, where the answers with the highest
 * probability are given first: the risk-coverage curve of a classifier that may say "unsure"
 * (El-Yaniv &amp; Wiener 2010).
 */
public final class CoverageCurve {
  private final float[] thresholds; // falling
  private final long[] answered;
  private final long[] right;
  private final long count;

  private CoverageCurve(float[] thresholds, long[] answered, long[] right, long count) {
    this.thresholds = thresholds;
    this.answered = answered;
    this.right = right;
    this.count = count;
  }

  /**
   * The curve of some answers.
   *
   * @param probabilities that the answers were given with, from 0 to 1
   * @param correct whether each is right
   * @return the curve
   */
  public static CoverageCurve of(float[] probabilities, boolean[] correct) {
    RankingCurve ranked = RankingCurve.of(probabilities, correct);
    int points = ranked.size();
    float[] thresholds = new float[points];
    long[] answered = new long[points];
    long[] right = new long[points];
    for (int i = 0; i < points; i++) {
      thresholds[i] = ranked.threshold(i);
      right[i] = ranked.found(i);
      answered[i] = ranked.answered(i);
    }
    return new CoverageCurve(thresholds, answered, right, probabilities.length);
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
   * The least probability that is answered with at a point.
   *
   * @param point from 0, the highest
   * @return from 0 to 1
   */
  public float threshold(int point) {
    return thresholds[point];
  }

  /**
   * Share of the questions that are answered.
   *
   * @param point from 0
   * @return above 0, at most 1
   */
  public double coverage(int point) {
    return (double) answered[point] / count;
  }

  /**
   * Share of the answers that are right.
   *
   * @param point from 0
   * @return from 0 to 1
   */
  public double accuracy(int point) {
    return (double) right[point] / answered[point];
  }

  /**
   * Points for a picture or a file: all, or so many spread evenly, the last one always.
   *
   * @param most at least 2
   * @return their numbers, rising
   */
  public int[] points(int most) {
    int shown = Math.min(most, thresholds.length);
    int[] points = new int[shown];
    Arrays.setAll(points, i -> (int) ((long) (i + 1) * thresholds.length / shown) - 1);
    return points;
  }
}
