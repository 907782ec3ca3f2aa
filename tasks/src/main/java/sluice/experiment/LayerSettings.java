package sluice.experiment;

import sluice.experiment.settings.Default;
import sluice.experiment.settings.Help;
import sluice.experiment.settings.Range;
import sluice.experiment.settings.Shorthand;

/** One layer of the network. */
public sealed interface LayerSettings {
  /**
   * Long short-term memory.
   *
   * @param hidden units
   * @param forgetBias the forget gate's bias at the start
   */
  @Help("long short-term memory")
  @Shorthand
  record Lstm(
      @Help("units") @Default("64") @Range(min = 1, max = 65_536) int hidden,
      @Help("the forget gate's bias at the start; above 0 it remembers from the first step")
          @Default("1")
          @Range(min = -100, max = 100)
          double forgetBias)
      implements LayerSettings {}

  /**
   * A plain recurrent layer.
   *
   * @param hidden units
   * @param activation of the units
   */
  @Help("plain recurrent layer (Elman)")
  @Shorthand
  record Rnn(
      @Help("units") @Default("64") @Range(min = 1, max = 65_536) int hidden,
      @Help("of the units") @Default("tanh") Recurrent activation)
      implements LayerSettings {}

  /**
   * A dense layer, the same at every step.
   *
   * @param units outputs
   * @param activation of the outputs
   */
  @Help("dense layer, the same at every step")
  @Shorthand
  record Dense(
      @Help("outputs") @Default("64") @Range(min = 1, max = 65_536) int units,
      @Help("of the outputs") @Default("tanh") Activation activation)
      implements LayerSettings {}

  /**
   * Dropout: while training, a share of the values is set to 0 and the others are raised to make
   * up.
   *
   * @param rate the share
   */
  @Help("while training, sets a share of the values to 0 and raises the others to make up")
  @Shorthand
  record Dropout(@Help("the share") @Default("0.1") @Range(min = 0, below = 1) double rate)
      implements LayerSettings {}

  /** What a plain recurrent unit does with its sum. */
  enum Recurrent {
    /** Hyperbolic tangent. */
    TANH,
    /** The positive part. */
    RELU
  }

  /** What a dense unit does with its sum. */
  enum Activation {
    /** Nothing. */
    IDENTITY,
    /** Hyperbolic tangent. */
    TANH,
    /** Logistic function. */
    SIGMOID,
    /** The positive part. */
    RELU
  }
}
