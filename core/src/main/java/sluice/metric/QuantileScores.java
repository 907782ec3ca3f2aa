package sluice.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * Gathers several quantiles of each value and measures them: the pinball loss of each (Koenker
 * &amp; Bassett 1978), their mean, and the share of the truths that lie between the outermost two.
 *
 * <p>Values are in the target's own unit. A truth of NaN is a missing one: it is left out and
 * counted. An answer that is not finite leaves every metric undefined. Without quantiles there is
 * nothing to measure. Not for use by several threads at once.
 */
public final class QuantileScores {
  private final List<Double> levels;
  private final double[] pinball;
  private long inside;
  private long count;
  private long missing;
  private long notFinite;

  /**
   * Starts with no value.
   *
   * @param levels the quantiles, each above 0 and below 1, rising; may be none
   */
  public QuantileScores(List<Double> levels) {
    this.levels = List.copyOf(levels);
    pinball = new double[levels.size()];
  }

  /**
   * Which of the quantiles stands for the answer: the one nearest to one half, of two the lower.
   *
   * @return an index; 0 without quantiles
   */
  public static int middle(List<Double> levels) {
    int middle = 0;
    for (int q = 1; q < levels.size(); q++) {
      if (Math.abs(levels.get(q) - 0.5) < Math.abs(levels.get(middle) - 0.5)) {
        middle = q;
      }
    }
    return middle;
  }

  /**
   * Adds the quantiles of one value.
   *
   * @param truth what came; NaN where it is not known
   * @param answers one a quantile
   */
  public void add(double truth, double[] answers) {
    if (levels.isEmpty()) {
      return;
    }
    if (answers.length != levels.size()) {
      throw new IllegalArgumentException(
          "expected " + levels.size() + " quantiles, found " + answers.length);
    }
    if (Double.isNaN(truth)) {
      missing++;
      return;
    }
    count++;
    boolean finite = true;
    for (int q = 0; q < answers.length; q++) {
      double over = truth - answers[q];
      pinball[q] += over >= 0 ? levels.get(q) * over : (levels.get(q) - 1) * over;
      finite &= Double.isFinite(answers[q]);
    }
    notFinite += finite ? 0 : 1;
    inside += truth >= answers[0] && truth <= answers[answers.length - 1] ? 1 : 0;
  }

  /**
   * The mean pinball loss, that of each quantile, and with two or more the share of the truths that
   * lie between the outermost.
   *
   * @return none without quantiles
   */
  public List<Score> scores() {
    List<Score> scores = new ArrayList<>();
    if (levels.isEmpty()) {
      return scores;
    }
    double sum = 0;
    for (double own : pinball) {
      sum += own;
    }
    scores.add(score(Metric.PINBALL, sum / levels.size()));
    for (int q = 0; q < pinball.length; q++) {
      scores.add(score(Metric.pinball(levels.get(q)), pinball[q]));
    }
    if (levels.size() > 1) {
      scores.add(score(Metric.interval(levels.getFirst(), levels.getLast()), inside));
    }
    return List.copyOf(scores);
  }

  private Score score(Metric metric, double sum) {
    if (count == 0) {
      String reason = missing == 0 ? "nothing was measured" : "none of the truths is known";
      return Score.undefined(metric, reason, 0, missing);
    }
    return notFinite > 0
        ? Score.undefined(
            metric, notFinite + " of " + count + " answers are not finite", count, missing)
        : Score.of(metric, sum / count, count, missing);
  }
}
