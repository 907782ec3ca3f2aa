package sluice.experiment;

import java.util.List;
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

  /**
   * Pinball loss of several quantiles at once, an answer each.
   *
   * @param quantiles shares of values that shall lie below each answer, rising
   */
  @Help("several quantiles at once, an answer each; the one nearest 0.5 stands for the number")
  @Shorthand
  record Quantiles(
      @Help("shares of the values that shall lie below each answer, rising: [0.1, 0.5, 0.9]")
          @Range(min = 1, max = 99)
          List<Double> quantiles)
      implements LossSettings {
    /** Copies the list. */
    public Quantiles {
      quantiles = List.copyOf(quantiles);
    }
  }

  /**
   * Cross-entropy of one label among several.
   *
   * @param smoothing share of a label that is spread over all
   */
  @Help("cross-entropy of one label among several, from logits")
  @AlsoNamed("softmax_cross_entropy_with_logits")
  record SoftmaxCrossEntropy(
      @Help("share of a label that is spread over all labels (Szegedy et al. 2016)")
          @AlsoNamed("label_smoothing")
          @Default("0")
          @Range(min = 0, below = 1)
          double smoothing)
      implements LossSettings {}

  /**
   * Cross-entropy of a label of two.
   *
   * @param smoothing share of a label that is spread over both
   * @param positive weight of the second of two labels, and of labels that hold
   */
  @Help("cross-entropy of a label of two, from one logit")
  @AlsoNamed("sigmoid_cross_entropy_with_logits")
  record SigmoidCrossEntropy(
      @Help("share of a label that is spread over yes and no (Szegedy et al. 2016)")
          @AlsoNamed("label_smoothing")
          @Default("0")
          @Range(min = 0, below = 1)
          double smoothing,
      @Help("what yes weighs beside no")
          @AlsoNamed("pos_weight")
          @Default("1")
          @Range(above = 0, max = 1_000_000)
          double positive)
      implements LossSettings {}

  /**
   * Focal loss over softmax.
   *
   * @param gamma how much less a row counts that is right already
   */
  @Help(
      "cross-entropy of one label among several, in which what is right already counts less (Lin et"
          + " al. 2017)")
  @AlsoNamed("focal_loss")
  @Shorthand
  record SoftmaxFocal(
      @Help("how much less: a row counts (1 - p)^gamma") @Default("2") @Range(min = 0, max = 100)
          double gamma)
      implements LossSettings {}

  /**
   * Focal loss over a sigmoid.
   *
   * @param gamma how much less a label counts that is right already
   * @param alpha share of the weight that yes has
   */
  @Help(
      "cross-entropy of a label of two, in which what is right already counts less (Lin et al."
          + " 2017)")
  @Shorthand
  record SigmoidFocal(
      @Help("how much less: a row counts (1 - p)^gamma") @Default("2") @Range(min = 0, max = 100)
          double gamma,
      @Help("weight of yes; no has 1 - alpha") @Default("0.25") @Range(above = 0, below = 1)
          double alpha)
      implements LossSettings {}

  /** A margin of 1 over every other label. */
  @Help("one label among several is to lead every other by 1 (Weston & Watkins 1999)")
  @AlsoNamed("hinge_loss")
  record Hinge() implements LossSettings {}

  /** Log loss of a probability, which a sigmoid on the output gives. */
  @Help(
      "cross-entropy of a label of two, from a probability that a sigmoid gives; prefer"
          + " sigmoid-cross-entropy")
  @AlsoNamed("log_loss")
  record LogLoss() implements LossSettings {}

  /** Rosenblatt's rule. */
  @Help(
      "Rosenblatt's rule of 1958: a row that is wrong moves the weights by the rate; answers are 0"
          + " or 1")
  record Perceptron() implements LossSettings {}

  /**
   * Contrastive loss of pairs.
   *
   * @param margin up to which others are pushed apart
   */
  @Help(
      "of pairs: draws together what belongs together, pushes others apart up to a margin (Hadsell"
          + " et al. 2006)")
  @AlsoNamed("contrastive_loss")
  @Shorthand
  record Contrastive(
      @Help("distance at which others are let be") @Default("1") @Range(above = 0) double margin)
      implements LossSettings {}

  /** Whether it compares labels, not numbers. */
  default boolean labels() {
    return switch (this) {
      case Squared _, Absolute _, Huber _, Quantile _, Quantiles _ -> false;
      case SoftmaxCrossEntropy _, SoftmaxFocal _, Hinge _ -> true;
      case SigmoidCrossEntropy _, SigmoidFocal _, LogLoss _, Perceptron _, Contrastive _ -> true;
    };
  }

  /** The quantiles that are answered in place of one number; none where it is one number. */
  default List<Double> levels() {
    return this instanceof Quantiles(List<Double> quantiles) ? quantiles : List.of();
  }

  /** Whether it asks of each label apart whether it holds, so that two labels share one output. */
  default boolean yesOrNo() {
    return this instanceof SigmoidCrossEntropy
        || this instanceof SigmoidFocal
        || this instanceof LogLoss
        || this instanceof Perceptron;
  }
}
