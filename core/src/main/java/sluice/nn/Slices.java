package sluice.nn;

import sluice.math.Steps;
import sluice.math.Workers;

/**
 * Divides a batch by sequences, so that each worker runs the whole time loop of its sequences
 * without waiting for the others.
 */
final class Slices {
  /** Sequences of a slice come in pairs: tiles of a product have an even height. */
  private static final int TILE = 2;

  private final Workers workers;
  private Steps steps = Steps.equal(1, 1);
  private int width;

  Slices(Workers workers) {
    this.workers = workers;
  }

  /**
   * Runs a piece for each slice of the batch. The piece asks {@link #first} and {@link #count} for
   * its sequences.
   */
  void run(Steps steps, Workers.Piece piece) {
    this.steps = steps;
    int tiles = (steps.sequences() + TILE - 1) / TILE;
    int wanted = Math.min(tiles, workers.threads());
    width = (tiles + wanted - 1) / wanted * TILE;
    workers.run((steps.sequences() + width - 1) / width, piece);
  }

  /** Takes the whole batch as slice 0. */
  void whole(Steps steps) {
    this.steps = steps;
    width = steps.sequences();
  }

  /** Position of the first sequence of a slice. */
  int first(int slice) {
    return slice * width;
  }

  /** How many sequences of a slice have a step t; none beyond the last step. */
  int count(int slice, int t) {
    return t == steps.count()
        ? 0
        : Math.max(0, Math.min((slice + 1) * width, steps.alive(t)) - first(slice));
  }

  /** First row of a slice at step t. */
  int row(int slice, int t) {
    return steps.row(t, first(slice));
  }
}
