package sluice.nn;

import java.util.Arrays;
import java.util.List;
import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Steps;

/**
 * A vector for each token id (Bengio et al. 2003).
 *
 * <pre>
 *   y = W[id]                      [N, O]        dW[id] += dy
 * </pre>
 *
 * <p>The row of a padding id is zero and never learns; a frozen table does not learn at all.
 *
 * <p>While training, a share of the ids may be left out, wherever they stand in the batch (Gal
 * &amp; Ghahramani 2016): y = W[id]·m[id] ∕ (1 − share), one m a batch.
 *
 * <p>Rows of numbers are read too, as mixtures: y = x·W. First values are drawn from U(−√3, √3):
 * their variance is 1, as that of PyTorch's normal ones.
 */
final class Embedding implements Layer {
  private final LayerSpec.EmbeddingSpec spec;
  private static final Kernels KERNELS = Kernels.get();

  private final int inputSize;
  private final int index;
  private final Weight w; // [I, O]

  Embedding(LayerSpec.EmbeddingSpec spec, Blueprint.Place place) {
    this.spec = spec;
    this.inputSize = place.inputSize();
    this.index = place.index();
    w =
        place.uniform(
            "w",
            inputSize,
            spec.size(),
            (float) Math.sqrt(3),
            spec.frozen() ? Weight.Role.FROZEN : Weight.Role.TRAINED);
    spec.padding().ifPresent(this::clear);
  }

  /** Nothing stands in the row of the padding. */
  private void clear(int padding) {
    if (padding >= inputSize) {
      throw new IllegalArgumentException(
          "padding is id " + padding + ", but the ids end at " + (inputSize - 1));
    }
    Arrays.fill(w.values().data(), w.values().at(padding), w.values().at(padding + 1), 0);
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
    return spec.size();
  }

  @Override
  public List<Weight> weights() {
    return List.of(w);
  }

  @Override
  public long passFloats(Capacity capacity, boolean training) {
    boolean drops = training && spec.dropout() > 0;
    return (long) capacity.rows() * spec.size() * (drops ? 2 : 1)
        + (drops ? inputSize : 0)
        + InputProduct.floats(inputSize, spec.size(), capacity, training);
  }

  @Override
  public Layer.Pass pass(PassSettings settings) {
    return new Pass(settings);
  }

  private final class Pass implements Layer.Pass {
    private final Capacity capacity;
    private final InputProduct input;
    private final Matrix dw; // [I, O], where there is a padding that must not learn
    private final int padding = spec.padding().orElse(-1);
    private final Matrix zero = Matrix.of(1, spec.size()); // there is no bias
    private final PassSettings settings;
    private final Matrix mask; // [1, I]  where ids are left out
    private final Matrix kept; // [N, O]  dy of what is not left out
    private final Matrix y; // [N, O]
    private final Matrix none; // [B, 0]
    private Matrix left = Matrix.EMPTY; // [N, I]  made when rows of numbers are first read
    private Input x = new Input.Rows(Matrix.EMPTY);
    private Steps steps = Steps.equal(1, 1);

    Pass(PassSettings settings) {
      this.settings = settings;
      capacity = settings.capacity();
      boolean drops = settings.training() && spec.dropout() > 0;
      mask = Matrix.of(drops ? 1 : 0, inputSize);
      kept = Matrix.of(drops ? capacity.rows() : 0, spec.size());
      input = new InputProduct(w, settings);
      dw =
          settings
              .gradients()
              .filter(all -> padding >= 0 && all.learns(w))
              .map(all -> all.byRows(w).values())
              .orElse(Matrix.EMPTY);
      y = Matrix.of(capacity.rows(), spec.size());
      none = Matrix.of(capacity.sequences(), 0);
    }

    @Override
    public Matrix forward(Input x, Steps steps) {
      capacity.check(steps);
      this.x = x;
      this.steps = steps;
      if (mask.rows() > 0) {
        draw();
        this.x = x instanceof Input.Rows(Matrix values) ? new Input.Rows(masked(values)) : x;
      }
      input.forward(this.x, zero, y.rows(steps.rows()));
      if (x instanceof Input.Ids ids && mask.rows() > 0) {
        for (int r = 0; r < y.rows(); r++) {
          mask(ids.get(r), y, r);
        }
      }
      return y;
    }

    private void draw() {
      if (x instanceof Input.Joined) {
        throw new IllegalArgumentException("an embedding with dropout reads ids or rows, not both");
      }
      float share = spec.dropout();
      int threshold = Masks.threshold(1 - (double) share);
      long key = settings.draw().key(Draw.Kind.WEIGHT, index, 0, 0);
      float[] into = mask.data();
      KERNELS.cells().mask(inputSize, 0, key, threshold, 1 / (1 - share), into, mask.at(0));
    }

    /** A row of an id that is left out becomes +0, as a product with a row of zeros would. */
    private void mask(int id, Matrix rows, int r) {
      float factor = mask.get(0, id);
      if (factor == 0) {
        Arrays.fill(rows.data(), rows.at(r), rows.at(r) + spec.size(), 0);
      } else {
        KERNELS.scale(spec.size(), factor, rows.data(), rows.at(r));
      }
    }

    /** Rows of numbers lose the columns of the ids that are left out. */
    private Matrix masked(Matrix rows) {
      if (left.columns() == 0) {
        left = Matrix.of(capacity.rows(), inputSize);
      }
      left.rows(rows.rows());
      Elements.multiply(rows.rows(), inputSize, rows, 0, 0, mask, 0, 0, left, 0, 0);
      return left;
    }

    @Override
    public Matrix backward(Matrix dy, Matrix end) {
      Matrix dx = input.backward(x, mask.rows() > 0 ? kept(dy) : dy);
      if (mask.rows() > 0 && dx.rows() > 0) {
        Elements.multiply(dx.rows(), inputSize, dx, 0, 0, mask, 0, 0, dx, 0, 0);
      }
      if (dw.size() > 0) {
        Arrays.fill(dw.data(), dw.at(padding), dw.at(padding + 1), 0);
      }
      return dx;
    }

    /** What of dy reaches vectors that were not left out. */
    private Matrix kept(Matrix dy) {
      if (!(x instanceof Input.Ids ids)) {
        return dy;
      }
      kept.rows(dy.rows());
      for (int r = 0; r < dy.rows(); r++) {
        System.arraycopy(dy.data(), dy.at(r), kept.data(), kept.at(r), spec.size());
        mask(ids.get(r), kept, r);
      }
      return kept;
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
