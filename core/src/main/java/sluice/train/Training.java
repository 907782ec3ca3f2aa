package sluice.train;

import java.util.List;
import sluice.loss.Model;
import sluice.nn.Weight;

/**
 * The record of a fit.
 *
 * @param epochs all epochs, in order
 * @param bestEpoch number of the epoch whose weights the model has now; 0 if no epoch was finished
 * @param steps optimiser steps made
 * @param ending why it ended
 */
public record Training(List<Epoch> epochs, int bestEpoch, long steps, Ending ending) {
  /** Why a fit ended. */
  public enum Ending {
    /** All epochs were done. */
    COMPLETED,
    /** Validation had no new best for as long as the patience. */
    STOPPED_EARLY,
    /** A stop was requested; the checkpoint goes on from here. */
    INTERRUPTED
  }

  public Training {
    epochs = List.copyOf(epochs);
  }

  /**
   * This record with the weights that its training came to, to be kept in checkpoints of what is
   * trained after it.
   */
  public Checkpoint save(Model model) {
    Checkpoint checkpoint = new Checkpoint();
    for (Weight weight : model.weights()) {
      checkpoint.put("weights/" + weight.name(), weight.values().toArray());
    }
    checkpoint.put("training", new long[] {bestEpoch, steps, ending.ordinal()});
    return checkpoint.put("epochs", Progress.flattened(epochs));
  }

  /** The record in such a checkpoint; the model gets its weights. Modified: the model. */
  public static Training restore(Checkpoint from, Model model) {
    for (Weight weight : model.weights()) {
      Progress.write(from.floats("weights/" + weight.name(), weight.size()), weight);
    }
    long[] counters = from.longs("training");
    return new Training(
        Progress.unflattened(from.doubles("epochs")),
        Math.toIntExact(counters[0]),
        counters[1],
        Ending.values()[Math.toIntExact(counters[2])]);
  }
}
