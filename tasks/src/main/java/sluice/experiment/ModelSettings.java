package sluice.experiment;

import java.util.List;
import java.util.Optional;
import sluice.experiment.settings.Default;
import sluice.experiment.settings.Help;
import sluice.experiment.settings.Range;

/**
 * The network. Its last dense layer, with as many outputs as the task has, is added by itself.
 *
 * @param layers from the input on, at least one
 * @param reconstruct of an autoencoder, from the code on
 * @param decoder where a forecast's steps are read from
 * @param head how the weights of the last dense layer begin
 * @param tied whether the last dense layer multiplies with the embedding's table
 * @param similarity how the two sides of a pair are compared
 */
public record ModelSettings(
    @Help("layers from the input on; the last dense layer, to the outputs, is added by itself")
        @Default(
            value = "[{lstm: {hidden: 64}}]",
            words =
                "`[{lstm: {hidden: 64}}]`; of rows, which have no time, two of `dense: {units: 32,"
                    + " activation: relu}`")
        @Range(min = 1, max = 100)
        List<LayerSettings> layers,
    @Help(
            "autoencode: layers from the code, which model.layers end with, back to the inputs;"
                + " behind the last step's code of a sequence, repeat is added by itself")
        @Default("[]")
        @Range(max = 100)
        List<LayerSettings> reconstruct,
    @Help("forecast: run on through the horizon, or give all its steps after the history")
        @Default("sequence")
        Decoder decoder,
    @Help("how the weights of the last dense layer begin, which is added by itself") First head,
    @Help(
            "language: the last dense layer multiplies with the table of the embedding that"
                + " model.layers begin with: one weight, two uses (Press & Wolf 2017)")
        @Default("false")
        boolean tied,
    @Help(
            "similarity: of what the layers make of both sides, the cosine, minus the distance, or"
                + " a dense layer over their difference and product")
        @Default("cosine")
        Similarity similarity) {

  /**
   * How the weights of the last layer begin.
   *
   * @param weights what the inputs are multiplied by; empty for uniform by their number
   * @param biases empty for 0
   */
  public record First(
      @Help("as in initialised; without, uniform by the number of inputs")
          Optional<InitialiserSettings> weights,
      @Help("as in initialised; without, 0") Optional<InitialiserSettings> biases) {}

  /** How the two sides of a pair are compared. */
  public enum Similarity {
    /** The cosine of the angle between them, times a learned scale. */
    COSINE,
    /** Minus their Euclidean distance. */
    DISTANCE,
    /** A dense layer over |u - v| and u x v, element by element. */
    DENSE
  }

  /** Where a forecast's steps are read from. */
  public enum Decoder {
    /** The network runs on through the horizon, seeing what is known ahead; each step gives one. */
    SEQUENCE,
    /** The last step of the history gives all steps of the horizon. */
    DIRECT
  }

  /** Copies the list. */
  public ModelSettings {
    layers = List.copyOf(layers);
    reconstruct = List.copyOf(reconstruct);
  }
}
