package sluice.nn;

import java.util.List;
import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;

/**
 * Inverted dropout (Srivastava et al. 2014).
 *
 * <pre>
 *   y = x ⊙ mask ∕ (1 − rate)      dx = dy ⊙ mask ∕ (1 − rate)
 * </pre>
 *
 * <p>The mask is never stored: it is a function of seed, epoch, step, sequence, t (but where one is
 * to hold for a whole sequence) and unit, and backward draws it again.
 */
final class Dropout implements Layer {
  private static final Kernels KERNELS = Kernels.get();

  /** Floats of a piece, below which another thread costs more than it brings. */
  private static final int PIECE_FLOATS = 1 << 16;

  private final LayerSpec.DropoutSpec spec;
  private final int index;
  private final int size;

  Dropout(LayerSpec.DropoutSpec spec, Blueprint.Place place) {
    this.spec = spec;
    this.index = place.index();
    this.size = place.inputSize();
  }

  @Override
  public LayerSpec spec() {
    return spec;
  }

  @Override
  public int inputSize() {
    return size;
  }

  @Override
  public int outputSize() {
    return size;
  }

  @Override
  public List<Weight> weights() {
    return List.of();
  }

  @Override
  public long passFloats(Capacity capacity, boolean training) {
    return training ? 2L * capacity.rows() * size : 0;
  }

  @Override
  public Layer.Pass pass(PassSettings settings) {
    return new Pass(settings);
  }

  private final class Pass implements Layer.Pass {
    private final PassSettings settings;
    private final boolean active;
    private final int threshold; // as unsigned: kept below it
    private final float scale;
    private final Matrix y; // [N, I]
    private final Matrix dx; // [N, I]
    private final Matrix none; // [B, 0]
    private final Workers.Piece maskSteps = this::maskSteps;
    private Steps steps = Steps.equal(1, 1);
    private Matrix from = Matrix.EMPTY;
    private Matrix to = Matrix.EMPTY;
    private int pieceSteps;

    Pass(PassSettings settings) {
      this.settings = settings;
      active = settings.training() && spec.rate() > 0;
      threshold = Masks.threshold(1 - (double) spec.rate());
      scale = 1 / (1 - spec.rate());
      int rows = active ? settings.capacity().rows() : 0;
      y = Matrix.of(rows, size);
      dx = Matrix.of(rows, size);
      none = Matrix.of(settings.capacity().sequences(), 0);
    }

    @Override
    public Matrix forward(Input x, Steps steps) {
      this.steps = steps;
      if (!(x instanceof Input.Rows(Matrix values))) {
        throw new IllegalArgumentException(
            "dropout reads rows of numbers, not " + x.getClass().getSimpleName());
      }
      return active ? mask(values, y) : values;
    }

    @Override
    public Matrix backward(Matrix dy, Matrix end) {
      return active ? mask(dy, dx) : dy;
    }

    private Matrix mask(Matrix from, Matrix to) {
      this.from = from;
      this.to = to.rows(from.rows());
      pieceSteps = Math.max(1, PIECE_FLOATS / (steps.sequences() * size));
      settings.workers().run(Math.ceilDiv(steps.count(), pieceSteps), maskSteps);
      return to;
    }

    private void maskSteps(int piece) {
      int first = piece * pieceSteps;
      for (int t = first, end = Math.min(first + pieceSteps, steps.count()); t < end; t++) {
        for (int b = 0; b < steps.alive(t); b++) {
          int row = steps.row(t, b);
          long key =
              settings.draw().key(index, steps.id(b), spec.wholeSequence() ? Draw.ALL_STEPS : t);
          KERNELS.dropout(
              size, key, threshold, scale, from.data(), from.at(row), to.data(), to.at(row));
        }
      }
    }

    @Override
    public Steps steps() {
      return steps;
    }

    @Override
    public Matrix start() {
      return none;
    }

    @Override
    public Matrix end() {
      return none;
    }

    @Override
    public Matrix startGradient() {
      return none;
    }
  }
}
