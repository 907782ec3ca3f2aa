package sluice.experiment;

import sluice.experiment.settings.AlsoNamed;
import sluice.experiment.settings.Default;
import sluice.experiment.settings.Help;
import sluice.experiment.settings.Range;
import sluice.experiment.settings.Shorthand;

/** How a gradient becomes a step. */
public sealed interface OptimiserSettings {
  /**
   * Adam (Kingma &amp; Ba 2015).
   *
   * @param rate the size of a step
   * @param beta1 decay of the mean of gradients
   * @param beta2 decay of the mean of their squares
   * @param epsilon keeps the quotient finite
   * @param biasCorrection whether the means are corrected for their start at 0
   * @param epsilonInside whether epsilon is under the root
   * @param amsgrad whether the largest mean square so far is divided by
   */
  @Help("Adam (Kingma & Ba 2015)")
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
          double epsilon,
      @Help("correct both means for their start at 0") @Default("true") boolean biasCorrection,
      @Help("add epsilon under the root, as some texts print it") @Default("false")
          boolean epsilonInside,
      @Help("divide by the largest mean square so far (AMSGrad, Reddi et al. 2018)")
          @Default("false")
          boolean amsgrad)
      implements OptimiserSettings {
    /** The usual one: bias-corrected, epsilon outside the root. */
    public Adam(double rate, double beta1, double beta2, double epsilon) {
      this(rate, beta1, beta2, epsilon, true, false, false);
    }
  }

  /**
   * Adam with decoupled weight decay (Loshchilov &amp; Hutter 2019).
   *
   * @param rate the size of a step
   * @param beta1 decay of the mean of gradients
   * @param beta2 decay of the mean of their squares
   * @param epsilon keeps the quotient finite
   * @param decay share of each weight that is lost at a step, times the rate; biases lose none
   */
  @Help("Adam with decoupled weight decay (Loshchilov & Hutter 2019)")
  @Shorthand
  record Adamw(
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
          double epsilon,
      @Help("share of a weight lost at a step, times the rate; biases lose none")
          @AlsoNamed("weight_decay")
          @Default("0.01")
          @Range(min = 0, max = 1)
          double decay)
      implements OptimiserSettings {}

  /**
   * Adam with Nesterov's momentum (Dozat 2016).
   *
   * @param rate the size of a step
   * @param beta1 decay of the mean of gradients
   * @param beta2 decay of the mean of their squares
   * @param epsilon keeps the quotient finite
   */
  @Help("Adam with Nesterov's momentum (Dozat 2016)")
  @Shorthand
  record Nadam(
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

  /**
   * Momentum with the rate inside: m = momentum·m + rate·g.
   *
   * @param rate the size of a step
   * @param momentum decay of the running sum of gradients
   */
  @Help("momentum with the rate inside the sum (Polyak 1964)")
  @Shorthand
  record Momentum(
      @Help("learning rate")
          @AlsoNamed("learning_rate")
          @Default("0.1")
          @Range(above = 0, max = 1000)
          double rate,
      @Help("decay of the running sum of gradients") @Default("0.9") @Range(min = 0, below = 1)
          double momentum)
      implements OptimiserSettings {}

  /**
   * Nesterov's momentum: the gradient is taken where the momentum leads.
   *
   * @param rate the size of a step
   * @param momentum decay of the running sum of gradients
   */
  @Help("momentum with the gradient taken where it leads (Nesterov 1983)")
  @Shorthand
  record Nesterov(
      @Help("learning rate")
          @AlsoNamed("learning_rate")
          @Default("0.1")
          @Range(above = 0, max = 1000)
          double rate,
      @Help("decay of the running sum of gradients") @Default("0.9") @Range(min = 0, below = 1)
          double momentum)
      implements OptimiserSettings {}

  /**
   * AdaGrad (Duchi et al. 2011).
   *
   * @param rate the size of a step
   * @param epsilon keeps the quotient finite
   */
  @Help("steps by the root of all squared gradients (Duchi et al. 2011)")
  @Shorthand
  record Adagrad(
      @Help("learning rate")
          @AlsoNamed("learning_rate")
          @Default("0.01")
          @Range(above = 0, max = 1000)
          double rate,
      @Help("added under the root") @Default("1e-8") @Range(above = 0, max = 1) double epsilon)
      implements OptimiserSettings {}

  /**
   * RMSProp (Hinton 2012).
   *
   * @param rate the size of a step
   * @param decay of the mean square
   * @param epsilon keeps the quotient finite
   */
  @Help("steps by the root of the mean squared gradient (Hinton 2012)")
  @Shorthand
  record Rmsprop(
      @Help("learning rate")
          @AlsoNamed("learning_rate")
          @Default("0.001")
          @Range(above = 0, max = 1000)
          double rate,
      @Help("decay of the mean of squared gradients")
          @AlsoNamed("rho")
          @Default("0.9")
          @Range(min = 0, below = 1)
          double decay,
      @Help("added under the root") @Default("1e-8") @Range(above = 0, max = 1) double epsilon)
      implements OptimiserSettings {}

  /**
   * AdaDelta (Zeiler 2012).
   *
   * @param rate what its own steps are multiplied by
   * @param decay of both means
   * @param epsilon keeps the quotient finite
   */
  @Help("steps in its own unit, without a rate (Zeiler 2012)")
  @Shorthand
  record Adadelta(
      @Help("what its own steps are multiplied by")
          @AlsoNamed("learning_rate")
          @Default("1")
          @Range(above = 0, max = 1000)
          double rate,
      @Help("decay of the means of squared gradients and steps")
          @AlsoNamed("rho")
          @Default("0.95")
          @Range(min = 0, below = 1)
          double decay,
      @Help("added under the roots; it makes the first step")
          @Default("1e-6")
          @Range(above = 0, max = 1)
          double epsilon)
      implements OptimiserSettings {}

  /**
   * L-BFGS with a line search, for full batches.
   *
   * @param rate first length that a search tries
   * @param history pairs of step and change of gradient remembered
   * @param evaluations the most of one step
   */
  @Help("L-BFGS with a strong Wolfe line search (Nocedal 1980); needs batch: all")
  @Shorthand
  record Lbfgs(
      @Help("first length that a line search tries")
          @AlsoNamed("learning_rate")
          @Default("1")
          @Range(above = 0, max = 1000)
          double rate,
      @Help("steps remembered") @Default("10") @Range(min = 1, max = 1000) int history,
      @Help("passes over the training part in one step at most")
          @Default("25")
          @Range(min = 2, max = 1000)
          int evaluations)
      implements OptimiserSettings {}
}
