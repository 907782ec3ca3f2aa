package sluice.nn;

import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;

/**
 * Divides a batch by sequences, so that each worker runs the whole time loop of its sequences
 * without waiting for the others, and moves what recurrent layers hand from step to step. A slice
 * is a multiple of four sequences, the height of a product's tile.
 */
final class Slices {
  private static final Kernels KERNELS = Kernels.get();
  private static final int TILE = 4;

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

  /** Position of the first sequence of a slice. */
  int first(int slice) {
    return slice * width;
  }

  /** How many sequences of a slice have a step t. */
  int count(int slice, int t) {
    return Math.max(0, Math.min((slice + 1) * width, steps.alive(t)) - first(slice));
  }

  /** First row of a slice at step t. */
  int row(int slice, int t) {
    return steps.row(t, first(slice));
  }

  /** Copies a band of the sequences' initial states to the first rows of a matrix. */
  void fromStart(int slice, Matrix start, int column, Matrix to) {
    for (int b = first(slice), end = b + count(slice, 0); b < end; b++) {
      System.arraycopy(start.data(), start.at(b) + column, to.data(), to.at(b), to.columns());
    }
  }

  /**
   * Copies the rows of the sequences' last steps, which begin at {@code firstRow}, to a band of the
   * final states.
   */
  void toEnd(int slice, Matrix from, int firstRow, Matrix end, int column) {
    for (int b = first(slice), to = b + count(slice, 0); b < to; b++) {
      int row = firstRow + steps.lastRow(b);
      System.arraycopy(from.data(), from.at(row), end.data(), end.at(b) + column, from.columns());
    }
  }

  /** Hands h of step t to step t+1, for the sequences that go on. */
  void onward(int slice, int t, Matrix h, Matrix before) {
    if (t + 1 < steps.count() && count(slice, t + 1) > 0) { // else it has no row there
      int length = count(slice, t + 1) * h.columns();
      System.arraycopy(
          h.data(), h.at(row(slice, t)), before.data(), before.at(row(slice, t + 1)), length);
    }
  }

  /** dh = dy at every step, plus the gradient of the final h at each sequence's last step. */
  void gather(int slice, Matrix dy, Matrix endGradient, Matrix dh) {
    for (int t = 0; t < steps.count() && count(slice, t) > 0; t++) {
      int row = row(slice, t);
      System.arraycopy(
          dy.data(), dy.at(row), dh.data(), dh.at(row), count(slice, t) * dh.columns());
    }
    for (int b = first(slice), end = b + count(slice, 0); b < end; b++) {
      KERNELS.add(
          dh.columns(), endGradient.data(), endGradient.at(b), dh.data(), dh.at(steps.lastRow(b)));
    }
  }
}
