package sluice.experiment;

import java.util.List;
import sluice.experiment.settings.Reading;

/**
 * What a line search asks of the network: it compares losses along a line, so that they must be
 * those of one function. Masks that are drawn anew make another one of every step.
 */
final class LineSearchRules {
  private LineSearchRules() {}

  static void check(Reading<Experiment> reading) {
    Experiment experiment = reading.value();
    if (experiment.training().optimiser() instanceof OptimiserSettings.Lbfgs) {
      check(reading, "model.layers", experiment.model().layers());
      check(reading, "model.reconstruct", experiment.model().reconstruct());
      reading.require(
          experiment.training().weights().stream()
              .allMatch(own -> own.rate() == 0 || own.rate() == 1),
          "training.weights",
          "a rate of its own has no effect for lbfgs, whose line search moves all weights together:"
              + " write rate: 0 to freeze them, or another optimiser, such as adam",
          "training.optimiser");
    }
  }

  private static void check(Reading<Experiment> reading, String key, List<LayerSettings> layers) {
    reading.require(
        !random(layers),
        key,
        "dropout and noise draw another network at each step, and the line search of lbfgs compares"
            + " losses of one: take them out, or write another optimiser, such as adam",
        "training.optimiser");
  }

  private static boolean random(List<LayerSettings> layers) {
    return layers.stream().anyMatch(LineSearchRules::random);
  }

  private static boolean random(LayerSettings layer) {
    return switch (layer) {
      case LayerSettings.Dropout dropout -> dropout.rate() > 0;
      case LayerSettings.Embedding embedding -> embedding.dropout() > 0;
      case LayerSettings.Lstm lstm -> random(lstm.noise());
      case LayerSettings.Gru gru -> random(gru.noise());
      case LayerSettings.Rnn rnn -> random(rnn.noise());
      case LayerSettings.Indrnn rnn -> random(rnn.noise());
      case LayerSettings.Stack own -> random(own.layers());
      case LayerSettings.Bidirectional own -> random(own.layers());
      case LayerSettings.Reversed own -> random(own.layers());
      case LayerSettings.Residual own -> random(own.layers());
      case LayerSettings.Initialised own -> random(own.layers());
      case LayerSettings.Penalised own -> random(own.layers());
      case LayerSettings.Parallel own -> random(own.layers());
      case LayerSettings.InputOnEvery own -> random(own.layers());
      case LayerSettings.Dense _,
          LayerSettings.Activation _,
          LayerSettings.LayerNorm _,
          LayerSettings.MeanPool _,
          LayerSettings.MaxPool _,
          LayerSettings.AttentionPool _,
          LayerSettings.LastSteps _,
          LayerSettings.Flatten _,
          LayerSettings.Reshape _,
          LayerSettings.Repeat _ ->
          false;
    };
  }

  private static boolean random(LayerSettings.Noise noise) {
    return noise.recurrentDropout() > 0
        || noise.stateDropout() > 0
        || noise.zoneoutCell() > 0
        || noise.zoneoutHidden() > 0
        || noise.weightDrop() > 0;
  }

  private static boolean random(LayerSettings.UnitNoise noise) {
    return noise.recurrentDropout() > 0 || noise.stateDropout() > 0 || noise.zoneoutHidden() > 0;
  }

  private static boolean random(LayerSettings.StateNoise noise) {
    return noise.recurrentDropout() > 0
        || noise.stateDropout() > 0
        || noise.zoneoutHidden() > 0
        || noise.weightDrop() > 0;
  }
}
