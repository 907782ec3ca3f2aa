package sluice.experiment;

import sluice.experiment.settings.AlsoNamed;
import sluice.experiment.settings.Default;
import sluice.experiment.settings.Help;
import sluice.experiment.settings.Range;
import sluice.experiment.settings.Shorthand;

/** An average of the weights over steps, which is validated and saved in their place. */
public sealed interface AverageSettings {
  /** The weights themselves. */
  @Help("the weights themselves")
  record None() implements AverageSettings {}

  /**
   * Exponential moving average.
   *
   * @param decay share that the average keeps at a step
   */
  @Help("exponential moving average: at each step a little of the weights")
  @AlsoNamed({"ema", "exponential_moving_average"})
  @Shorthand
  record Moving(
      @Help("share that the average keeps at a step") @Default("0.999") @Range(min = 0, below = 1)
          double decay)
      implements AverageSettings {}

  /**
   * The mean over all steps of the last epochs.
   *
   * @param from the first epoch that counts
   */
  @Help("mean over all steps from an epoch on: averaged descent (Polyak & Juditsky 1992)")
  @AlsoNamed({"polyak", "asgd"})
  @Shorthand
  record Mean(
      @Help("first epoch that counts") @Default("1") @Range(min = 1, max = 1_000_000) int from)
      implements AverageSettings {}

  /**
   * The mean over all steps from the epoch on at which validation no longer gets on.
   *
   * @param patience epochs that may pass without a new best
   */
  @Help(
      "mean over all steps from the first epoch that is judged worse than the best of those more"
          + " than some epochs back: NT-ASGD (Merity et al. 2018)")
  @AlsoNamed({"non_monotone", "nt-asgd"})
  @Shorthand
  record NonMonotone(
      @Help("epochs that may pass without a new best")
          @Default("5")
          @Range(min = 1, max = 1_000_000)
          int patience)
      implements AverageSettings {}
}
