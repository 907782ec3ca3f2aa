package sluice.experiment;

import java.util.HashMap;
import java.util.Map;

/** How good answers are: the share of wrong classes, or of the variance that is left. */
final class Tally {
  private final boolean classes;
  private long count;
  private double wrong; // answers, or squares
  private double sum;
  private double squares;

  Tally(boolean classes) {
    this.classes = classes;
  }

  void add(double truth, double answer) {
    count++;
    double miss = truth - answer;
    wrong += classes ? (miss == 0 ? 0 : 1) : miss * miss;
    sum += truth;
    squares += truth * truth;
  }

  long count() {
    return count;
  }

  /** 0 is perfect; for values 1 is no better than their mean. NaN without any, or of equal ones. */
  double error() {
    return classes ? wrong / count : wrong / (squares - sum * sum / count);
  }

  /** The answer of several known ones: the most frequent class, or the mean. */
  static double together(boolean classes, double[] truths, int from, int to) {
    if (!classes) {
      double sum = 0;
      for (int i = from; i < to; i++) {
        sum += truths[i];
      }
      return sum / (to - from);
    }
    Map<Double, Integer> votes = new HashMap<>();
    double best = truths[from];
    for (int i = from; i < to; i++) {
      int own = votes.merge(truths[i], 1, Integer::sum);
      best = own > votes.getOrDefault(best, 0) ? truths[i] : best;
    }
    return best;
  }
}
