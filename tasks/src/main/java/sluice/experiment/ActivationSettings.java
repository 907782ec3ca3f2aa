package sluice.experiment;

import sluice.experiment.settings.AlsoNamed;
import sluice.experiment.settings.Default;
import sluice.experiment.settings.Help;
import sluice.experiment.settings.Range;
import sluice.experiment.settings.Shorthand;

/** What a unit does with its sum. */
public sealed interface ActivationSettings {
  /** Nothing. */
  @Help("nothing")
  @AlsoNamed("linear")
  record Identity() implements ActivationSettings {}

  /** 0 below 0, else 1. */
  @Help("0 below 0, else 1; no gradient passes it")
  record Step() implements ActivationSettings {}

  /** Logistic function. */
  @Help("logistic function, 0 to 1")
  record Sigmoid() implements ActivationSettings {}

  /** Its straight form. */
  @Help("its straight form: a/6 + 1/2, from 0 to 1")
  record HardSigmoid() implements ActivationSettings {}

  /** Hyperbolic tangent. */
  @Help("hyperbolic tangent, -1 to 1")
  record Tanh() implements ActivationSettings {}

  /** Its straight form. */
  @Help("its straight form: a from -1 to 1")
  record HardTanh() implements ActivationSettings {}

  /** The positive part. */
  @Help("the positive part")
  record Relu() implements ActivationSettings {}

  /**
   * The positive part and a little of the negative one.
   *
   * @param slope of the negative part
   */
  @Help("a above 0, slope x a below (Maas 2013)")
  @Shorthand
  record LeakyRelu(@Help("below 0") @Default("0.01") @Range(min = 0, max = 1e6) double slope)
      implements ActivationSettings {}

  /**
   * The same with a slope that each unit learns.
   *
   * @param slope its first value
   */
  @Help("the same with a slope that each unit learns (He 2015)")
  @AlsoNamed("prelu")
  @Shorthand
  record ParametricRelu(
      @Help("first value of the slope below 0") @Default("0.25") @Range(min = -1e6, max = 1e6)
          double slope)
      implements ActivationSettings {}

  /**
   * Exponential below 0.
   *
   * @param alpha minus the value it comes to
   */
  @Help("a above 0, alpha (e^a - 1) below (Clevert 2016)")
  @Shorthand
  record Elu(
      @Help("minus the value it comes to far below 0") @Default("1") @Range(above = 0, max = 1e6)
          double alpha)
      implements ActivationSettings {}

  /** ELU scaled so that units keep mean 0 and variance 1. */
  @Help("elu scaled to keep mean 0 and variance 1 (Klambauer 2017)")
  record Selu() implements ActivationSettings {}

  /** Gaussian error linear unit. */
  @Help("a times the normal distribution function of a, in its tanh form (Hendrycks 2016)")
  record Gelu() implements ActivationSettings {}

  /** a times its sigmoid. */
  @Help("a times its sigmoid (Elfwing 2018)")
  @AlsoNamed("swish")
  record Silu() implements ActivationSettings {}

  /** A smooth ReLU. */
  @Help("log(1 + e^a), a smooth relu")
  record Softplus() implements ActivationSettings {}

  /** a / (1 + |a|). */
  @Help("a / (1 + |a|), -1 to 1")
  record Softsign() implements ActivationSettings {}

  /** Shares of a row. */
  @Help("shares of the row that sum to 1")
  record Softmax() implements ActivationSettings {}
}
