package sluice.experiment;

import sluice.experiment.settings.AlsoNamed;
import sluice.experiment.settings.Default;
import sluice.experiment.settings.Help;
import sluice.experiment.settings.Range;

/** How the learning rate changes over time. */
public sealed interface ScheduleSettings {
  /** The rate stays as it is. */
  @Help("the rate stays as it is")
  record Constant() implements ScheduleSettings {}

  /**
   * Rate × factor^(time / every).
   *
   * @param factor what the rate is multiplied by
   * @param every time between two multiplications
   * @param unit of that time
   * @param staircase whether the rate falls at once, else smoothly
   */
  @Help("rate x factor^(time / every)")
  @AlsoNamed("exponential_decay")
  record Exponential(
      @Help("what the rate is multiplied by") @Default("0.5") @Range(above = 0, max = 1)
          double factor,
      @Help("time after which it is") @Default("10") @Range(min = 1, max = 1_000_000_000) int every,
      @Help("unit of that time") @Default("epochs") Unit unit,
      @Help("at once at the end of that time, else a little at each step") @Default("true")
          boolean staircase)
      implements ScheduleSettings {}

  /**
   * Lower when validation no longer improves.
   *
   * @param factor what the rate is multiplied by
   * @param patience epochs without a new best validation loss
   * @param minRate the rate never falls below this
   */
  @Help("lower when validation no longer improves")
  record Plateau(
      @Help("what the rate is multiplied by") @Default("0.5") @Range(above = 0, below = 1)
          double factor,
      @Help("epochs without a new best validation loss")
          @Default("10")
          @Range(min = 1, max = 1_000_000)
          int patience,
      @Help("the rate never falls below this") @Default("0") @Range(min = 0) double minRate)
      implements ScheduleSettings {}

  /** A unit of training time. */
  enum Unit {
    /** Passes over the training part. */
    EPOCHS,
    /** Steps of the optimiser. */
    STEPS
  }
}
