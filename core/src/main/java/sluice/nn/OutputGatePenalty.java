package sluice.nn;

import java.util.Optional;
import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Workers;

/**
 * Asks the output gates of an LSTM to stay shut, while training: which units speak then shows what
 * is needed of them.
 *
 * <pre>
 *   strength · mean |o|       da_o += strength ∕ (N·H) · σ′(o)      no o is below 0
 * </pre>
 */
final class OutputGatePenalty {
  private static final Kernels KERNELS = Kernels.get();

  /** Rows of a piece. */
  private static final int PIECE_ROWS = 64;

  private final float strength;
  private final Activation gate;
  private final int column; // of o
  private final Matrix a; // [N, 4H]  gate activations
  private final Gradients gradients;
  private final Workers workers;
  private final Matrix slopes; // [N, H]  what da_o gets
  private final Matrix each; // [1, H]
  private final double[] sums; // of the rows
  private final Workers.Piece measuring = this::measure;
  private final Workers.Piece deriving = this::derive;
  private double penalty;

  private OutputGatePenalty(
      float strength,
      boolean hard,
      int column,
      Matrix a,
      PassSettings settings,
      Gradients gradients) {
    this.strength = strength;
    this.gate = hard ? Activation.HARD_SIGMOID : Activation.SIGMOID;
    this.column = column;
    this.a = a;
    this.gradients = gradients;
    workers = settings.workers();
    int hidden = a.columns() - column;
    slopes = Matrix.of(a.capacity(), hidden);
    each = Matrix.of(1, hidden);
    sums = new double[a.capacity()];
  }

  /**
   * For the gates of a pass; none if nothing is asked of them, or the pass only predicts.
   *
   * @param column of the output gates, which stand last
   */
  static Optional<OutputGatePenalty> of(
      float strength, boolean hard, int column, Matrix a, PassSettings settings) {
    return strength > 0
        ? settings
            .gradients()
            .map(gradients -> new OutputGatePenalty(strength, hard, column, a, settings, gradients))
        : Optional.empty();
  }

  /** Floats that one holds. */
  static long floats(float strength, Capacity capacity, int hidden, boolean training) {
    return strength > 0 && training ? (long) capacity.rows() * hidden : 0;
  }

  /** Measures the gates of all rows, after forward. */
  void measure() {
    workers.run(Math.ceilDiv(a.rows(), PIECE_ROWS), measuring);
    double size = a.rows() * (double) slopes.columns();
    penalty = strength * Kernels.joinBlocks(a.rows(), sums, 0) / size;
  }

  private void measure(int piece) {
    for (int r = piece * PIECE_ROWS, end = end(piece); r < end; r++) {
      sums[r] = KERNELS.sum(slopes.columns(), a.data(), a.at(r) + column);
    }
  }

  private int end(int piece) {
    return Math.min((piece + 1) * PIECE_ROWS, a.rows());
  }

  /** strength · mean |o| of the last forward. */
  double penalty() {
    return penalty;
  }

  /** Before backward, which overwrites the gates. */
  void begin() {
    double size = a.rows() * (double) slopes.columns();
    each.fill((float) (gradients.lossWeight() * strength / size));
    workers.run(Math.ceilDiv(a.rows(), PIECE_ROWS), deriving);
  }

  private void derive(int piece) {
    int n = slopes.columns();
    for (int r = piece * PIECE_ROWS, end = end(piece); r < end; r++) {
      int o = a.at(r) + column;
      gate.backward(n, a.data(), o, each.data(), each.at(0), slopes.data(), slopes.at(r));
    }
  }

  /** Adds to da_o of some rows, of the units {@code [from, to)}. */
  void add(int row, int count, int from, int to) {
    Elements.add(count, to - from, slopes, row, from, a, row, column + from);
  }
}
