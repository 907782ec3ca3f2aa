package sluice.nn;

import java.util.Optional;
import sluice.math.Workers;

/**
 * What a pass is made for.
 *
 * @param capacity the largest batch
 * @param gradients where backward adds; empty for a pass that only predicts (dropout is then off)
 * @param probe what reads along
 * @param draw the counters of randomness
 * @param workers the threads that may help
 * @param inputGradient whether backward also gives the gradient of the input
 */
public record PassSettings(
    Capacity capacity,
    Optional<Gradients> gradients,
    Probe probe,
    Draw draw,
    Workers workers,
    boolean inputGradient) {

  /** For prediction: no gradients, no probe. */
  public static PassSettings predicting(Capacity capacity) {
    return new PassSettings(
        capacity, Optional.empty(), Probe.NONE, new Draw(0), Workers.shared(), false);
  }

  /** For training: gradients of weights, none of the input. */
  public static PassSettings training(Capacity capacity, Gradients gradients, Draw draw) {
    return new PassSettings(
        capacity, Optional.of(gradients), Probe.NONE, draw, Workers.shared(), false);
  }

  /** The same with other workers. */
  public PassSettings workers(Workers value) {
    return new PassSettings(capacity, gradients, probe, draw, value, inputGradient);
  }

  /** The same with a probe. */
  public PassSettings probe(Probe value) {
    return new PassSettings(capacity, gradients, value, draw, workers, inputGradient);
  }

  /** The same with or without the gradient of the input. */
  public PassSettings inputGradient(boolean value) {
    return new PassSettings(capacity, gradients, probe, draw, workers, value);
  }

  /** The same for another capacity. */
  public PassSettings capacity(Capacity value) {
    return new PassSettings(value, gradients, probe, draw, workers, inputGradient);
  }

  /** Whether anything in a layer learns in this pass. */
  boolean learns(Layer layer) {
    return gradients.isPresent() && layer.weights().stream().anyMatch(gradients.get()::learns);
  }

  boolean training() {
    return gradients.isPresent();
  }
}
