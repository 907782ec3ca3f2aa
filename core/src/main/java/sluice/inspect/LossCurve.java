package sluice.inspect;

import java.util.List;
import sluice.train.Epoch;

/** The shape of the training loss over the epochs. */
final class LossCurve {
  private final double[] losses;

  LossCurve(List<Epoch> epochs) {
    losses = epochs.stream().mapToDouble(Epoch::trainingLoss).toArray();
  }

  int epochs() {
    return losses.length;
  }

  double first() {
    return losses[0];
  }

  double last() {
    return losses[losses.length - 1];
  }

  /** Share of the steps from epoch to epoch, from one on, at which the loss rises. */
  double rises(int from) {
    int count = 0;
    for (int e = from + 1; e < losses.length; e++) {
      count += losses[e] > losses[e - 1] ? 1 : 0;
    }
    return (double) count / Math.max(1, losses.length - 1 - from);
  }

  /** Mean change from epoch to epoch, from one on, as a share of the mean loss there. */
  double roughness(int from) {
    double sum = 0;
    for (int e = from; e < losses.length; e++) {
      sum += losses[e];
    }
    return change(from) / (sum / (losses.length - from));
  }

  /** The same change as a share of the first loss of all. */
  double jump(int from) {
    return change(from) / losses[0];
  }

  private double change(int from) {
    double change = 0;
    for (int e = from + 1; e < losses.length; e++) {
      change += Math.abs(losses[e] - losses[e - 1]);
    }
    return change / Math.max(1, losses.length - 1 - from);
  }

  /** The fall over the second half, as a share of that over the first: 1 on a straight line. */
  double straightness() {
    double middle = losses[losses.length / 2];
    int firstSteps = losses.length / 2;
    int secondSteps = losses.length - 1 - firstSteps;
    double first = (losses[0] - middle) / Math.max(1, firstSteps);
    double second = (middle - last()) / Math.max(1, secondSteps);
    return first > 0 ? second / first : Double.NaN;
  }
}
