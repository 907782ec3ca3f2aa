package sluice.nn;

import java.util.Arrays;
import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;

/**
 * A layer whose outputs are asked to be small, or to change little, while training (Merity et al.
 * 2017).
 *
 * <pre>
 *   α · mean h² + β · mean (h − h₋₁)²
 *
 *   dh += 2α ∕ (N·O) · h + 2β ∕ (M·O) · ((h − h₋₁) − (h₊₁ − h))      M = N less the first steps
 * </pre>
 */
final class PenalisedLayer implements LayerAround {
  private static final Kernels KERNELS = Kernels.get();

  private final LayerSpec.Penalised spec;
  private final Layer layer;

  PenalisedLayer(LayerSpec.Penalised spec, Layer layer) {
    this.spec = spec;
    this.layer = layer;
  }

  @Override
  public Layer layer() {
    return layer;
  }

  @Override
  public LayerSpec spec() {
    return spec;
  }

  @Override
  public long passFloats(Capacity capacity, boolean training) {
    long rows = capacityAfter(capacity).rows();
    long own = training ? (spec.change() > 0 ? 2 : 1) * rows * outputSize() : 0;
    return own + layer.passFloats(capacity, training);
  }

  @Override
  public Layer.Pass pass(PassSettings settings) {
    Layer.Pass pass = layer.pass(settings);
    return settings
        .gradients()
        .<Layer.Pass>map(gradients -> new Pass(pass, settings, gradients))
        .orElse(pass);
  }

  private final class Pass implements PassAround {
    private final Layer.Pass pass;
    private final Gradients gradients;
    private final Workers workers;
    private final Matrix change; // [N, O]  h − h₋₁
    private final Matrix dh; // [N, O]
    private final double[] squares; // of the rows of h
    private final double[] changes; // of the rows of h − h₋₁
    private final Matrix minus; // [1, O]  −1
    private final Matrix scale; // [1, O]  2α ∕ (N·O)
    private final Matrix ahead; // [1, O]  2β ∕ (M·O)
    private final Matrix behind; // [1, O]  its negative
    private final Workers.Piece measuring = this::measure;
    private final Workers.Piece adding = this::add;
    private Matrix y = Matrix.EMPTY;
    private Matrix dy = Matrix.EMPTY;
    private double penalty;

    Pass(Layer.Pass pass, PassSettings settings, Gradients gradients) {
      this.pass = pass;
      this.gradients = gradients;
      workers = settings.workers();
      int rows = capacityAfter(settings.capacity()).rows();
      int columns = outputSize();
      change = Matrix.of(spec.change() > 0 ? rows : 0, columns);
      dh = Matrix.of(rows, columns);
      squares = new double[spec.activation() > 0 ? rows : 0];
      changes = new double[spec.change() > 0 ? rows : 0];
      minus = Matrix.of(1, columns);
      minus.fill(-1);
      scale = Matrix.of(1, columns);
      ahead = Matrix.of(1, columns);
      behind = Matrix.of(1, columns);
    }

    @Override
    public Layer.Pass pass() {
      return pass;
    }

    @Override
    public Matrix forward(Input x, Steps steps) {
      y = pass.forward(x, steps);
      change.rows(Math.min(y.rows(), change.capacity()));
      workers.run(steps().count(), measuring);
      penalty = 0;
      if (spec.activation() > 0) {
        penalty += spec.activation() * Kernels.joinBlocks(y.rows(), squares, 0) / y.size();
      }
      if (changing() > 0) {
        penalty += spec.change() * Kernels.joinBlocks(y.rows(), changes, 0) / changing();
      }
      return y;
    }

    /** M·O, of which the mean change is one. */
    private double changing() {
      return changes.length == 0 ? 0 : (y.rows() - steps().sequences()) * (double) y.columns();
    }

    /** The rows of one step. */
    private void measure(int t) {
      int columns = y.columns();
      int row = steps().offset(t);
      int count = steps().alive(t);
      for (int r = row; r < row + count && squares.length > 0; r++) {
        squares[r] = KERNELS.sumOfSquares(columns, y.data(), y.at(r));
      }
      if (changes.length == 0) {
        return;
      }
      if (t == 0) {
        Arrays.fill(change.data(), change.at(row), change.at(row + count), 0);
      } else {
        int before = steps().offset(t - 1);
        copy(y, change, row, count);
        Elements.multiplyAdd(count, columns, minus, 0, 0, y, before, 0, change, row, 0);
      }
      for (int r = row; r < row + count; r++) {
        changes[r] = KERNELS.sumOfSquares(columns, change.data(), change.at(r));
      }
    }

    private static void copy(Matrix from, Matrix to, int row, int count) {
      int length = count * from.columns();
      System.arraycopy(from.data(), from.at(row), to.data(), to.at(row), length);
    }

    @Override
    public Matrix backward(Matrix dy, Matrix end) {
      this.dy = dy;
      double weight = 2 * gradients.lossWeight();
      scale.fill((float) (weight * spec.activation() / y.size()));
      float step = changing() > 0 ? (float) (weight * spec.change() / changing()) : 0;
      ahead.fill(step);
      behind.fill(-step);
      dh.rows(dy.rows());
      workers.run(steps().count(), adding);
      return pass.backward(dh, end);
    }

    /** The rows of one step. */
    private void add(int t) {
      int columns = y.columns();
      int row = steps().offset(t);
      int count = steps().alive(t);
      copy(dy, dh, row, count);
      if (spec.activation() > 0) {
        Elements.multiplyAdd(count, columns, scale, 0, 0, y, row, 0, dh, row, 0);
      }
      if (changing() > 0) {
        Elements.multiplyAdd(count, columns, ahead, 0, 0, change, row, 0, dh, row, 0);
        if (t + 1 < steps().count()) {
          int later = steps().offset(t + 1);
          int alive = steps().alive(t + 1);
          Elements.multiplyAdd(alive, columns, behind, 0, 0, change, later, 0, dh, row, 0);
        }
      }
    }

    @Override
    public double penalty() {
      return penalty + pass.penalty();
    }
  }
}
