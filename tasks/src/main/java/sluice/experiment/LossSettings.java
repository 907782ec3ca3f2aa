package sluice.experiment;

import sluice.experiment.settings.AlsoNamed;
import sluice.experiment.settings.Default;
import sluice.experiment.settings.Help;
import sluice.experiment.settings.Range;
import sluice.experiment.settings.Shorthand;

/** What training makes small. */
public sealed interface LossSettings {
  /** Half the square of the residual. */
  @Help("half the square of the residual")
  @AlsoNamed("mean_squared_error")
  record Squared() implements LossSettings {}

  /** The size of the residual. */
  @Help("the size of the residual")
  @AlsoNamed("absolute_difference")
  record Absolute() implements LossSettings {}

  /**
   * Squared near 0, absolute beyond.
   *
   * @param delta where one becomes the other, in the scaled target's unit
   */
  @Help("squared for small residuals, absolute for large ones (Huber 1964)")
  @AlsoNamed("huber_loss")
  @Shorthand
  record Huber(
      @Help("residual where one becomes the other, in the scaled target's unit")
          @Default("1.35")
          @Range(above = 0)
          double delta)
      implements LossSettings {}

  /**
   * Pinball loss, least at a quantile.
   *
   * @param quantile the share of values that shall lie below the prediction
   */
  @Help("pinball loss, whose least value is at a quantile")
  @Shorthand
  record Quantile(
      @Help("share of the values that shall lie below the prediction")
          @Default("0.5")
          @Range(above = 0, below = 1)
          double quantile)
      implements LossSettings {}

  /** Cross-entropy of one label among several. */
  @Help("cross-entropy of one label among several, from logits")
  @AlsoNamed("softmax_cross_entropy_with_logits")
  record SoftmaxCrossEntropy() implements LossSettings {}

  /** Cross-entropy of a label of two. */
  @Help("cross-entropy of a label of two, from one logit")
  @AlsoNamed({"sigmoid_cross_entropy_with_logits", "log_loss"})
  record SigmoidCrossEntropy() implements LossSettings {}
}
