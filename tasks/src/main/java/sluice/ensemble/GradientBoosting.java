package sluice.ensemble;

import java.util.ArrayList;
import java.util.List;
import sluice.data.Examples;
import sluice.data.Predictions;
import sluice.loss.Combination;
import sluice.loss.Ensemble;
import sluice.loss.Model;
import sluice.loss.Predictor;
import sluice.loss.Target;

/**
 * Gradient boosting of residuals (Friedman 2001): each member learns what those before it left
 * unexplained, and only a little of it is added.
 *
 * <pre>
 *   F₀ = mean of y        member m learns y − F₍ₘ₋₁₎        Fₘ = F₍ₘ₋₁₎ + rate · member m
 * </pre>
 *
 * <p>All in the units that the network learns in. With squared loss the residual is the negative
 * gradient; other losses of a residual make the same sum, step by step.
 */
public final class GradientBoosting implements Recipe {
  private final double start;
  private final double rate;
  private final Residuals training;
  private final Residuals validation;
  private final List<Model> members = new ArrayList<>();

  /**
   * Members that learn from these examples.
   *
   * @param training one number each, at its last step; at least one with a weight
   * @param validation likewise; may be empty
   * @param rate how much of each member is added, above 0
   */
  public GradientBoosting(Examples training, Examples validation, double rate) {
    double weights = 0;
    double sum = 0;
    float[] values = values(training);
    for (int i = 0; i < values.length; i++) {
      weights += training.weight(i, 0);
      sum += (double) training.weight(i, 0) * values[i];
    }
    if (!(weights > 0)) {
      throw new IllegalArgumentException("no training example weighs anything");
    }
    start = new Combination.Sum(sum / weights, rate).start();
    this.rate = rate;
    this.training = new Residuals(training, values);
    this.validation = new Residuals(validation, values(validation));
  }

  private static float[] values(Examples examples) {
    Target target = examples.newTarget(1);
    if (!(target instanceof Target.Values(var y))
        || examples.targetSteps() != 1
        || y.columns() != 1) {
      throw new IllegalArgumentException("boosting of residuals needs one number each example");
    }
    examples.targetRows(target, 1);
    float[] values = new float[examples.count()];
    for (int i = 0; i < values.length; i++) {
      examples.target(i, 0, target, 0);
      values[i] = y.get(0, 0);
    }
    return values;
  }

  @Override
  public Examples training() {
    return training;
  }

  @Override
  public Examples validation() {
    return validation;
  }

  @Override
  public boolean add(Model member) {
    members.add(member);
    training.explained(member);
    validation.explained(member);
    return true;
  }

  @Override
  public Predictor with(Model next) {
    List<Model> all = new ArrayList<>(members);
    all.add(next);
    return new Ensemble(all, combination());
  }

  @Override
  public Ensemble ensemble() {
    return new Ensemble(members, combination());
  }

  private Combination combination() {
    return new Combination.Sum(start, rate);
  }

  /** Examples with what is left of their numbers. */
  private final class Residuals extends Changed {
    private final float[] values;
    private final double[] sums; // of the members' answers

    Residuals(Examples own, float[] values) {
      super(own);
      this.values = values;
      sums = new double[values.length];
    }

    void explained(Model member) {
      Predictions.each(
          member, own, (example, step, output, row) -> sums[example] += output.get(row, 0));
    }

    @Override
    public void target(int example, int step, Target into, int row) {
      double left = values[example] - (start + rate * sums[example]);
      ((Target.Values) into).values().set(row, 0, (float) left);
    }
  }
}
