package sluice.nn;

import java.util.Arrays;
import java.util.Optional;
import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Workers;

/**
 * A recurrent weight of which a share is left out while training: DropConnect (Wan et al. 2013) on
 * Wh, as in AWD-LSTM (Merity, Keskar &amp; Socher 2018).
 *
 * <pre>
 *   W′ = W ⊙ m ∕ (1 − share)      m = 1 where u &lt; 1 − share, else 0
 *   dW += dW′ ⊙ m ∕ (1 − share)
 * </pre>
 *
 * <p>One mask a batch, the same for all sequences, steps and groups. Where nothing is left out,
 * products read W itself.
 */
final class WeightDrop {
  private static final Kernels KERNELS = Kernels.get();

  /** Floats of a piece of work. */
  private static final int PIECE_FLOATS = 1 << 15;

  private final Weight own; // W
  private final Weight read; // W′, or W
  private final Matrix mask; // [rows, columns] while something is left out
  private final Optional<Matrix> gradient; // dW
  private final Matrix dropped; // dW′
  private final Draw draw;
  private final Workers workers;
  private final int layer;
  private final int number;
  private final int threshold;
  private final float value;
  private final Workers.Piece masking = this::mask;
  private final Workers.Piece handing = this::handBack;
  private final int pieceRows;
  private final int pieces;

  /**
   * For one pass.
   *
   * @param number tells the weights of a layer apart
   */
  WeightDrop(Weight own, float share, int layer, int number, PassSettings settings) {
    this.own = own;
    this.layer = layer;
    this.number = number;
    draw = settings.draw();
    workers = settings.workers();
    boolean drops = share > 0 && settings.training();
    int rows = drops ? own.values().rows() : 0;
    int columns = own.values().columns();
    read = drops ? new Weight(own.name(), rows, columns, Weight.Role.CONSTANT) : own;
    mask = Matrix.of(rows, columns);
    gradient = settings.gradients().filter(all -> drops && all.learns(own)).map(all -> all.of(own));
    dropped = Matrix.of(gradient.isPresent() ? rows : 0, columns);
    threshold = Masks.threshold(1 - (double) share);
    value = 1 / (1 - share);
    pieceRows = Math.max(1, PIECE_FLOATS / columns);
    pieces = Math.ceilDiv(rows, pieceRows);
  }

  /** Floats that one holds. */
  static long floats(float share, Weight own, boolean training) {
    return share > 0 && training ? 3L * own.size() : 0;
  }

  /** What products multiply with. */
  Weight read() {
    return read;
  }

  /** What gathers the gradient of what is read. */
  WeightGradient gradient(Gradients gradients, int maxRows) {
    return read == own
        ? WeightGradient.of(gradients, own, maxRows, workers)
        : WeightGradient.ofBand(dropped, 0, dropped.rows(), maxRows, workers);
  }

  /** Draws the mask of this batch; before forward. */
  void draw() {
    if (pieces > 0) {
      workers.run(pieces, masking);
      read.changed();
    }
  }

  private void mask(int piece) {
    int first = piece * pieceRows;
    int columns = mask.columns();
    for (int r = first, end = Math.min(first + pieceRows, mask.rows()); r < end; r++) {
      long key = draw.key(Draw.Kind.WEIGHT, layer, r, number);
      KERNELS.cells().mask(columns, 0, key, threshold, value, mask.data(), mask.at(r));
      Elements.multiply(1, columns, mask, r, 0, own.values(), r, 0, read.values(), r, 0);
    }
  }

  /** Gives the gradient to the weight itself; when that of what is read is complete. */
  void handBack() {
    if (gradient.isPresent()) {
      workers.run(pieces, handing);
    }
  }

  private void handBack(int piece) {
    int first = piece * pieceRows;
    int end = Math.min(first + pieceRows, mask.rows());
    int columns = mask.columns();
    Matrix dw = gradient.orElseThrow();
    Elements.multiplyAdd(end - first, columns, mask, first, 0, dropped, first, 0, dw, first, 0);
    Arrays.fill(dropped.data(), dropped.at(first), dropped.at(first) + (end - first) * columns, 0);
  }
}
