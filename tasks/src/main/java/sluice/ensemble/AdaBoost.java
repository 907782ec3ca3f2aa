package sluice.ensemble;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sluice.data.Examples;
import sluice.data.Predictions;
import sluice.loss.Combination;
import sluice.loss.Ensemble;
import sluice.loss.Model;
import sluice.loss.Predictor;
import sluice.loss.Target;

/**
 * AdaBoost.M1 (Freund &amp; Schapire 1997): each member learns most from what those before it got
 * wrong, and votes the more the fewer it gets wrong itself.
 *
 * <pre>
 *   D₁(i) = the example's own weight ∕ their sum
 *   ε = Σ D(i) over the examples that the member gets wrong        β = ε ∕ (1 − ε)
 *   D(i) ·= β where it is right, then D ∕= Σ D                      its vote weighs log(1∕β)
 * </pre>
 *
 * <p>A member with ε ≥ ½ is not taken, and ends the boosting (the first one is kept: there is no
 * other). One that gets nothing wrong ends it too, as nothing is left to learn from: its vote is
 * that of an ε of half an example, 1∕(2N).
 */
public final class AdaBoost implements Recipe {
  private static final double CHANCE = 0.5;

  private final Examples training;
  private final Examples validation;
  private final int[] classes; // of the training examples
  private final double[] distribution; // D
  private final double sum; // of the examples' own weights
  private final List<Model> members = new ArrayList<>();
  private final List<Double> votes = new ArrayList<>();
  private Optional<String> ended = Optional.empty();

  /**
   * Members that learn from these examples.
   *
   * @param training a class each, at its last step; at least one with a weight
   */
  public AdaBoost(Examples training, Examples validation) {
    this.training = training;
    this.validation = validation;
    classes = new int[training.count()];
    distribution = new double[classes.length];
    Target target = training.newTarget(1);
    training.targetRows(target, 1);
    double all = 0;
    for (int i = 0; i < classes.length; i++) {
      training.target(i, 0, target, 0);
      classes[i] = number(target);
      distribution[i] = training.weight(i, 0);
      all += distribution[i];
    }
    if (training.targetSteps() != 1 || !(all > 0)) {
      throw new IllegalArgumentException(
          "boosting needs one class for each example, and examples that weigh something");
    }
    sum = all;
    for (int i = 0; i < classes.length; i++) {
      distribution[i] /= all;
    }
  }

  private static int number(Target target) {
    return switch (target) {
      case Target.ClassIds ids -> ids.get(0);
      case Target.LabelSets one when one.values().columns() == 1 -> (int) one.values().get(0, 0);
      case Target.LabelSets _, Target.Values _ ->
          throw new IllegalArgumentException("boosting needs one class for each example");
    };
  }

  @Override
  public Examples training() {
    return members.isEmpty() ? training : new Weighted();
  }

  @Override
  public Examples validation() {
    return validation;
  }

  @Override
  public boolean add(Model member) {
    boolean[] right = new boolean[classes.length];
    Predictions.each(
        member,
        training,
        (example, step, output, row) ->
            right[example] = Ensemble.likeliest(output, row) == classes[example]);
    double vote = round(right);
    if (vote > 0 || members.isEmpty()) {
      members.add(member);
      votes.add(vote > 0 ? vote : 1);
    }
    return ended.isEmpty();
  }

  /** One round: the weight of a member's vote, 0 if it is not to be taken. Modified: D. */
  double round(boolean[] right) {
    double error = 0;
    int weighing = 0;
    for (int i = 0; i < right.length; i++) {
      error += right[i] ? 0 : distribution[i];
      weighing += distribution[i] > 0 ? 1 : 0;
    }
    int number = members.size() + 1;
    if (error >= CHANCE) {
      ended =
          Optional.of(
              String.format(
                  Locale.ROOT,
                  "Boosting ended early: member %d was wrong on %.1f %% of the weighted training"
                      + " rows, no better than chance.",
                  number,
                  100 * error));
      return 0;
    }
    if (error == 0) {
      ended =
          Optional.of(
              String.format(
                  Locale.ROOT,
                  "Boosting ended early: member %d was right on all training rows, which leaves"
                      + " nothing to learn from.",
                  number));
      error = 0.5 / weighing;
    }
    double beta = error / (1 - error);
    double all = 0;
    for (int i = 0; i < right.length; i++) {
      distribution[i] *= right[i] ? beta : 1;
      all += distribution[i];
    }
    for (int i = 0; i < right.length; i++) {
      distribution[i] /= all;
    }
    return StrictMath.log(1 / beta);
  }

  /** D: how much each training example counts for the next member; they sum to 1. */
  public double[] distribution() {
    return distribution.clone();
  }

  @Override
  public Predictor with(Model next) {
    return next;
  }

  @Override
  public Ensemble ensemble() {
    return new Ensemble(members, new Combination.Vote(votes));
  }

  @Override
  public Optional<String> ended() {
    return ended;
  }

  /** The training examples, weighing what they weigh now; together as much as at first. */
  private final class Weighted extends Changed {
    private final float[] weights = new float[classes.length];

    Weighted() {
      super(training);
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) (distribution[i] * sum);
      }
    }

    @Override
    public float weight(int example, int step) {
      return weights[example];
    }
  }
}
