package sluice.experiment;

import java.util.List;
import java.util.Optional;
import sluice.experiment.settings.AlsoNamed;
import sluice.experiment.settings.Default;
import sluice.experiment.settings.Help;
import sluice.experiment.settings.Range;
import sluice.experiment.settings.Shorthand;
import sluice.experiment.settings.Unset;

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
      @Help("what the rate is multiplied by")
          @AlsoNamed("decay_rate")
          @Default("0.5")
          @Range(above = 0, max = 1)
          double factor,
      @Help("time after which it is")
          @AlsoNamed("decay_steps")
          @Default("10")
          @Range(min = 1, max = 1_000_000_000)
          int every,
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

  /**
   * Rates that hold up to and at their boundaries.
   *
   * @param boundaries times
   * @param values learning rates, one more than boundaries
   * @param unit of the times
   */
  @Help("rates that hold each up to and at its boundary, the last one after all")
  @AlsoNamed("piecewise_constant")
  record Piecewise(
      @Help("times, rising") @Default("[10]") @Range(min = 1, max = 1000) List<Integer> boundaries,
      @Help("learning rates, one more than boundaries; the optimiser's own does not count")
          @Default("[0.001, 0.0001]")
          @Range(min = 2, max = 1001)
          List<Double> values,
      @Help("unit of the times") @Default("epochs") Unit unit)
      implements ScheduleSettings {
    /** Copies the lists. */
    public Piecewise {
      boundaries = List.copyOf(boundaries);
      values = List.copyOf(values);
    }
  }

  /**
   * (rate - end) x (1 - time / over)^power + end.
   *
   * @param end the rate it comes to
   * @param over time until then; without, the whole training
   * @param unit of that time
   * @param power 1 for a line
   * @param cycle whether it begins anew
   */
  @Help("(rate - end) x (1 - time / over)^power + end")
  @AlsoNamed("polynomial_decay")
  record Polynomial(
      @Help("the rate it comes to")
          @AlsoNamed("end_learning_rate")
          @Default("0.0001")
          @Range(min = 0, max = 1000)
          double end,
      @Help("time until then; all for the whole training")
          @AlsoNamed("decay_steps")
          @Unset("all")
          @Range(min = 1, max = 1_000_000_000)
          Optional<Integer> over,
      @Help("unit of that time") @Default("epochs") Unit unit,
      @Help("1 for a line, more for a fall that is steep at first")
          @Default("1")
          @Range(above = 0, max = 100)
          double power,
      @Help("begin anew at its end, each time over more time") @Default("false") boolean cycle)
      implements ScheduleSettings {}

  /**
   * Half a cosine from the rate to its end.
   *
   * @param end the rate it comes to
   * @param over time until then; without, the whole training
   * @param unit of that time
   * @param restarts whether it begins anew
   * @param longer how many times as long each time
   */
  @Help("along half a cosine to its end, once or again and again (Loshchilov & Hutter 2017)")
  record Cosine(
      @Help("the rate it comes to") @Default("0") @Range(min = 0, max = 1000) double end,
      @Help("time until then; all for the whole training")
          @Unset("all")
          @Range(min = 1, max = 1_000_000_000)
          Optional<Integer> over,
      @Help("unit of that time") @Default("epochs") Unit unit,
      @Help("begin anew at the full rate") @Default("false") boolean restarts,
      @Help("how many times as long each time") @Default("1") @Range(min = 1, max = 100) int longer)
      implements ScheduleSettings {}

  /**
   * Up to the rate and down again over the whole training.
   *
   * @param rise share of the way up
   */
  @Help(
      "from a 25th up to the rate and down to nothing, over the whole training (Smith & Topin"
          + " 2018)")
  record OneCycle(
      @Help("share of the training on the way up") @Default("0.3") @Range(above = 0, below = 1)
          double rise)
      implements ScheduleSettings {}

  /**
   * Higher while the loss falls, lower when it rises.
   *
   * @param raise factor after an epoch with a lower loss
   * @param cut factor after one with a higher loss
   */
  @Help(
      "higher after each epoch with a lower loss, lower after one with a higher loss (Vogl et al."
          + " 1988)")
  record BoldDriver(
      @Help("factor after a lower loss") @Default("1.05") @Range(min = 1, max = 100) double raise,
      @Help("factor after a higher loss") @Default("0.5") @Range(above = 0, below = 1) double cut)
      implements ScheduleSettings {}

  /**
   * A linear rise from 0 to the rate in front of the schedule.
   *
   * @param over how long
   * @param unit of that time
   */
  @Shorthand
  record WarmUp(
      @Help("how long") @Default("1") @Range(min = 1, max = 1_000_000_000) int over,
      @Help("unit of that time") @Default("epochs") Unit unit) {}

  /** A unit of training time. */
  enum Unit {
    /** Passes over the training part. */
    EPOCHS,
    /** Steps of the optimiser. */
    STEPS
  }
}
