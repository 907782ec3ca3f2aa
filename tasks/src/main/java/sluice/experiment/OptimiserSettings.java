package sluice.experiment;

import sluice.experiment.settings.AlsoNamed;
import sluice.experiment.settings.Default;
import sluice.experiment.settings.Help;
import sluice.experiment.settings.Range;
import sluice.experiment.settings.Shorthand;

/** How a gradient becomes a step. */
public sealed interface OptimiserSettings {
  /**
   * Adam (Kingma &amp; Ba 2015), bias-corrected.
   *
   * @param rate the size of a step
   * @param beta1 decay of the mean of gradients
   * @param beta2 decay of the mean of their squares
   * @param epsilon added to the root of the mean square
   */
  @Help("Adam (Kingma & Ba 2015), bias-corrected")
  @Shorthand
  record Adam(
      @Help("learning rate")
          @AlsoNamed("learning_rate")
          @Default("0.001")
          @Range(above = 0, max = 1000)
          double rate,
      @Help("decay of the mean of gradients") @Default("0.9") @Range(min = 0, below = 1)
          double beta1,
      @Help("decay of the mean of their squares") @Default("0.999") @Range(min = 0, below = 1)
          double beta2,
      @Help("added to the root of the mean square") @Default("1e-8") @Range(above = 0, max = 1)
          double epsilon)
      implements OptimiserSettings {}

  /**
   * Stochastic gradient descent.
   *
   * @param rate the size of a step
   * @param momentum decay of the running sum of gradients
   */
  @Help("stochastic gradient descent")
  @Shorthand
  record Sgd(
      @Help("learning rate")
          @AlsoNamed("learning_rate")
          @Default("0.1")
          @Range(above = 0, max = 1000)
          double rate,
      @Help("decay of the running sum of gradients, 0 for none")
          @Default("0")
          @Range(min = 0, below = 1)
          double momentum)
      implements OptimiserSettings {}
}
