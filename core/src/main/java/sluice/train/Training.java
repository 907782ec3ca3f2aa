package sluice.train;

import java.util.List;

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
}
