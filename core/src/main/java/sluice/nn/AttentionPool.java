package sluice.nn;

import java.util.List;
import java.util.Optional;
import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Steps;

/**
 * One row a sequence: its steps weighted by how well they answer a learned query (Yang et al.
 * 2016).
 *
 * <pre>
 *   u = tanh(x·W + b)     s = u·q            [N, A], [N, 1]
 *   α = softmax of s over the steps of each sequence
 *   y = Σ α·x                                [B, I]
 *
 *   dα = x·dy    ds = α(dα − Σ α·dα)    da = ds·qᵀ ⊙ (1 − u²)
 *   dq = uᵀ·ds    dW = xᵀ·da    db = Σ da    dx = α·dy + da·Wᵀ
 * </pre>
 */
final class AttentionPool implements Layer {
  private static final Kernels KERNELS = Kernels.get();

  private final LayerSpec.AttentionPoolSpec spec;
  private final int inputSize;
  private final Weight w; // [I, A]
  private final Weight b; // [1, A]
  private final Weight q; // [A, 1]

  AttentionPool(LayerSpec.AttentionPoolSpec spec, Blueprint.Place place) {
    this.spec = spec;
    this.inputSize = place.inputSize();
    w = place.uniform("w", inputSize, spec.size(), 1 / (float) Math.sqrt(inputSize));
    b = place.zeros("b", spec.size());
    q = place.uniform("q", spec.size(), 1, 1 / (float) Math.sqrt(spec.size()));
  }

  @Override
  public LayerSpec spec() {
    return spec;
  }

  @Override
  public int inputSize() {
    return inputSize;
  }

  @Override
  public int outputSize() {
    return inputSize;
  }

  @Override
  public List<Weight> weights() {
    return List.of(w, b, q);
  }

  @Override
  public long lengthAfter(long steps) {
    return 1;
  }

  @Override
  public Capacity capacityAfter(Capacity capacity) {
    return Capacity.of(1, capacity.sequences());
  }

  @Override
  public Optional<String> needsWholeSequences() {
    return Optional.of("a layer attends to all steps of a sequence");
  }

  @Override
  public long passFloats(Capacity capacity, boolean training) {
    long rows = capacity.rows();
    long floats = rows * (spec.size() + 1L) + (long) capacity.sequences() * inputSize;
    floats += 2L * capacity.steps() + DenseProduct.floats(w, capacity.rows(), training);
    if (training) {
      floats += rows * (spec.size() + inputSize + 1L);
      floats += WeightGradient.floats(capacity.rows(), spec.size(), 1);
    }
    return floats;
  }

  @Override
  public Layer.Pass pass(PassSettings settings) {
    return new Pass(settings);
  }

  private final class Pass implements StatelessPass {
    private final DenseProduct product;
    private final Optional<WeightGradient> dq;
    private final Matrix u; // [N, A]
    private final Matrix alpha; // [N, 1]
    private final Matrix y; // [B, I]
    private final Matrix da; // [N, A]
    private final Matrix ds; // [N, 1]
    private final Matrix dx; // [N, I]
    private final float[] one; // [T]  of one sequence: scores, then their weights
    private final float[] other; // [T]  of one sequence: gradients of its weights
    private final Matrix none; // [B, 0]
    private final Steps pooled;
    private Matrix x = Matrix.EMPTY;
    private Steps steps = Steps.equal(1, 1);

    Pass(PassSettings settings) {
      Capacity capacity = settings.capacity();
      int rows = capacity.rows();
      int back = settings.training() ? rows : 0;
      product = DenseProduct.of(w, b, rows, settings.gradients(), settings.workers());
      dq = settings.gradients().map(g -> WeightGradient.of(g, q, rows, settings.workers()));
      u = Matrix.of(rows, spec.size());
      alpha = Matrix.of(rows, 1);
      y = Matrix.of(capacity.sequences(), inputSize);
      da = Matrix.of(back, spec.size());
      ds = Matrix.of(back, 1);
      dx = Matrix.of(back, inputSize);
      one = new float[capacity.steps()];
      other = new float[settings.training() ? capacity.steps() : 0];
      none = Matrix.of(capacity.sequences(), 0);
      pooled = new Steps(1, capacity.sequences());
    }

    @Override
    public Matrix forward(Input input, Steps steps) {
      this.steps = steps;
      x = Rows.of(input, "attention");
      pooled.setLast(steps, 1);
      product.forward(x, 0, x.rows(), u);
      KERNELS.tanh(u.size(), u.data(), u.at(0), u.data(), u.at(0));
      alpha.rows(x.rows());
      y.rows(steps.sequences());
      y.fill(0);
      for (int b = 0; b < steps.sequences(); b++) {
        int length = steps.length(b);
        weights(b, length);
        for (int t = 0; t < length; t++) {
          int row = steps.row(t, b);
          alpha.set(row, 0, one[t]);
          KERNELS.axpy(inputSize, one[t], x.data(), x.at(row), y.data(), y.at(b));
        }
      }
      return y;
    }

    /** The weights of the steps of a sequence: softmax of its scores. */
    private void weights(int b, int length) {
      float[] query = q.values().data();
      for (int t = 0; t < length; t++) {
        int row = u.at(steps.row(t, b));
        one[t] = (float) KERNELS.dot(spec.size(), u.data(), row, query, q.values().at(0));
      }
      KERNELS.exp(length, one, 0, KERNELS.max(length, one, 0), one, 0);
      KERNELS.scale(length, (float) (1 / KERNELS.sum(length, one, 0)), one, 0);
    }

    @Override
    public Matrix backward(Matrix dy, Matrix end) {
      da.rows(steps.rows());
      ds.rows(steps.rows());
      for (int b = 0; b < steps.sequences(); b++) {
        scoreGradients(dy, b);
      }
      float[] query = q.values().data();
      int queryAt = q.values().at(0);
      for (int r = 0; r < da.rows(); r++) {
        float gradient = ds.get(r, 0);
        for (int j = 0; j < spec.size(); j++) {
          float value = u.get(r, j);
          da.set(r, j, gradient * query[queryAt + j] * (1 - value * value));
        }
      }
      dq.orElseThrow().add(u, 0, ds);
      product.backward(x, 0, da, dx.rows(steps.rows()));
      for (int b = 0; b < steps.sequences(); b++) {
        for (int t = 0; t < steps.length(b); t++) {
          int row = steps.row(t, b);
          float weight = alpha.get(row, 0);
          KERNELS.axpy(inputSize, weight, dy.data(), dy.at(b), dx.data(), dx.at(row));
        }
      }
      return dx;
    }

    /** ds = α(dα − Σ α·dα) of the steps of a sequence. */
    private void scoreGradients(Matrix dy, int b) {
      int length = steps.length(b);
      for (int t = 0; t < length; t++) {
        int row = steps.row(t, b);
        one[t] = alpha.get(row, 0);
        other[t] = (float) KERNELS.dot(inputSize, x.data(), x.at(row), dy.data(), dy.at(b));
      }
      float mean = (float) KERNELS.dot(length, one, 0, other, 0);
      for (int t = 0; t < length; t++) {
        ds.set(steps.row(t, b), 0, one[t] * (other[t] - mean));
      }
    }

    @Override
    public Steps steps() {
      return pooled;
    }

    @Override
    public Matrix none() {
      return none;
    }
  }
}
