package sluice.nn;

import java.util.List;
import java.util.Optional;
import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;

/**
 * Layer normalisation (Ba et al. 2016): each row gets mean 0 and variance 1, then a learned scale
 * and shift.
 *
 * <pre>
 *   x̂ = (x − mean x) ∕ √(var x + ε)        y = g ⊙ x̂ + b        [N, I]
 *
 *   dx = (g ⊙ dy − mean(g ⊙ dy) − x̂·mean(g ⊙ dy ⊙ x̂)) ∕ √(var x + ε)
 *   dg = Σ dy ⊙ x̂        db = Σ dy
 * </pre>
 */
final class LayerNorm implements Layer {
  private static final Kernels KERNELS = Kernels.get();

  /** Floats of a piece, below which another thread costs more than it brings. */
  private static final int PIECE_FLOATS = 1 << 15;

  private final LayerSpec.LayerNormSpec spec;
  private final int size;
  private final Weight g; // [1, I]
  private final Weight b; // [1, I]

  LayerNorm(LayerSpec.LayerNormSpec spec, Blueprint.Place place) {
    this.spec = spec;
    this.size = place.inputSize();
    g = place.filled("g", size, 1);
    b = place.zeros("b", size);
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
    return List.of(g, b);
  }

  @Override
  public long passFloats(Capacity capacity, boolean training) {
    long matrices = training ? 4 : 1;
    return matrices * capacity.rows() * size + (training ? capacity.rows() : 0);
  }

  @Override
  public Layer.Pass pass(PassSettings settings) {
    return new Pass(settings);
  }

  private final class Pass implements StatelessPass {
    private final Workers workers;
    private final int pieceRows = Math.max(1, PIECE_FLOATS / size);
    private final Workers.Piece forwardPiece = this::forward;
    private final Workers.Piece backwardPiece = this::backward;
    private final Optional<BiasGradient> dg;
    private final Optional<BiasGradient> db;
    private final Matrix y; // [N, I]
    private final Matrix hat; // [N, I]  x̂; y itself in a pass that only predicts
    private final float[] inverse; // [N]  1 ∕ √(var x + ε)
    private final Matrix dgs; // [N, I]  what each row adds to dg
    private final Matrix dx; // [N, I]
    private final Matrix none; // [B, 0]
    private Matrix x = Matrix.EMPTY;
    private Matrix dy = Matrix.EMPTY;
    private Steps steps = Steps.equal(1, 1);

    Pass(PassSettings settings) {
      int rows = settings.capacity().rows();
      int back = settings.training() ? rows : 0;
      workers = settings.workers();
      dg = settings.gradients().map(all -> new BiasGradient(all, g, workers));
      db = settings.gradients().map(all -> new BiasGradient(all, b, workers));
      y = Matrix.of(rows, size);
      hat = settings.training() ? Matrix.of(rows, size) : y;
      inverse = new float[back];
      dgs = Matrix.of(back, size);
      dx = Matrix.of(back, size);
      none = Matrix.of(settings.capacity().sequences(), 0);
    }

    @Override
    public Matrix forward(Input input, Steps steps) {
      this.steps = steps;
      x = Rows.of(input, "layer normalisation");
      y.rows(x.rows());
      hat.rows(x.rows());
      workers.run(Math.ceilDiv(x.rows(), pieceRows), forwardPiece);
      return y;
    }

    private void forward(int piece) {
      int first = piece * pieceRows;
      for (int r = first, last = Math.min(first + pieceRows, x.rows()); r < last; r++) {
        row(r);
      }
    }

    private void row(int r) {
      float[] from = x.data();
      float[] to = hat.data();
      int in = x.at(r);
      int out = hat.at(r);
      float mean = (float) (KERNELS.sum(size, from, in) / size);
      for (int j = 0; j < size; j++) {
        to[out + j] = from[in + j] - mean;
      }
      double variance = KERNELS.sumOfSquares(size, to, out) / size;
      float factor = (float) (1 / Math.sqrt(variance + spec.epsilon()));
      KERNELS.scale(size, factor, to, out);
      if (inverse.length > 0) {
        inverse[r] = factor;
      }
      float[] scale = g.values().data();
      float[] shift = b.values().data();
      int scaleAt = g.values().at(0);
      int shiftAt = b.values().at(0);
      float[] result = y.data();
      int at = y.at(r);
      for (int j = 0; j < size; j++) {
        result[at + j] = scale[scaleAt + j] * to[out + j] + shift[shiftAt + j];
      }
    }

    @Override
    public Matrix backward(Matrix dy, Matrix end) {
      this.dy = dy;
      dx.rows(dy.rows());
      dgs.rows(dy.rows());
      workers.run(Math.ceilDiv(dy.rows(), pieceRows), backwardPiece);
      dg.orElseThrow().add(dgs);
      db.orElseThrow().add(dy);
      return dx;
    }

    private void backward(int piece) {
      int first = piece * pieceRows;
      for (int r = first, last = Math.min(first + pieceRows, dy.rows()); r < last; r++) {
        rowBackward(r);
      }
    }

    private void rowBackward(int r) {
      float[] scale = g.values().data();
      float[] gradient = dy.data();
      float[] normed = hat.data();
      float[] down = dx.data();
      int scaleAt = g.values().at(0);
      int in = dy.at(r);
      int hatAt = hat.at(r);
      int out = dx.at(r);
      for (int j = 0; j < size; j++) {
        dgs.data()[dgs.at(r) + j] = gradient[in + j] * normed[hatAt + j];
        down[out + j] = scale[scaleAt + j] * gradient[in + j];
      }
      float mean = (float) (KERNELS.sum(size, down, out) / size);
      float along = (float) (KERNELS.dot(size, down, out, normed, hatAt) / size);
      float factor = inverse[r];
      for (int j = 0; j < size; j++) {
        down[out + j] = (down[out + j] - mean - normed[hatAt + j] * along) * factor;
      }
    }

    @Override
    public Steps steps() {
      return steps;
    }

    @Override
    public Matrix none() {
      return none;
    }
  }
}
