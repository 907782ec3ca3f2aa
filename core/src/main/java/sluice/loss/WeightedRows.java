package sluice.loss;

import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Workers;

/**
 * A loss over weighted rows: Σ weight · loss, and the gradient of that sum; rows shared out among
 * workers.
 */
final class WeightedRows implements Workers.Piece {
  private static final Kernels KERNELS = Kernels.get();

  /** Outputs of a piece: below it another thread costs more than it brings. */
  private static final int PIECE_OUTPUTS = 1 << 14;

  private final Loss loss;
  private final Workers workers;
  private final double[] losses; // [N]
  private Matrix output = Matrix.EMPTY;
  private Matrix dOutput = Matrix.EMPTY;
  private Target target = new Target.Values(Matrix.EMPTY);
  private float[] weights = {};
  private int first;
  private int pieceRows;

  WeightedRows(Loss loss, int rows, Workers workers) {
    this.loss = loss;
    this.workers = workers;
    this.losses = new double[rows];
  }

  /**
   * The loss of each row of the output, which belong to the rows of the target from {@code first}
   * on, and their gradient, which may go where the outputs were.
   */
  void add(Matrix output, Target target, float[] weights, int first, Matrix dOutput) {
    this.output = output;
    this.target = target;
    this.weights = weights;
    this.first = first;
    this.dOutput = dOutput;
    pieceRows = Math.max(1, PIECE_OUTPUTS / output.columns());
    workers.run(Math.ceilDiv(output.rows(), pieceRows), this);
  }

  @Override
  public void run(int piece) {
    int from = piece * pieceRows;
    for (int r = from, to = Math.min(from + pieceRows, output.rows()); r < to; r++) {
      double value = loss.row(output, r, target, first + r, dOutput);
      float weight = weights[first + r];
      if (weight != 1) {
        value *= weight;
        KERNELS.scale(dOutput.columns(), weight, dOutput.data(), dOutput.at(r));
      }
      losses[first + r] = value;
    }
  }

  /** Σ weight · loss of the first rows. */
  double sum(int rows) {
    return KERNELS.sum(rows, losses, 0);
  }
}
