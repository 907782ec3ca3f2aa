package sluice.nn;

import java.util.Arrays;
import java.util.List;
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
 * <p>Rows of numbers are read too, as mixtures: y = x·W. First values are drawn from U(−√3, √3):
 * their variance is 1, as that of PyTorch's normal ones.
 */
final class Embedding implements Layer {
  private final LayerSpec.EmbeddingSpec spec;
  private final int inputSize;
  private final Weight w; // [I, O]

  Embedding(LayerSpec.EmbeddingSpec spec, Blueprint.Place place) {
    this.spec = spec;
    this.inputSize = place.inputSize();
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
    return (long) capacity.rows() * spec.size()
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
    private final Matrix y; // [N, O]
    private final Matrix none; // [B, 0]
    private Input x = new Input.Rows(Matrix.EMPTY);
    private Steps steps = Steps.equal(1, 1);

    Pass(PassSettings settings) {
      capacity = settings.capacity();
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
      input.forward(x, zero, y.rows(steps.rows()));
      return y;
    }

    @Override
    public Matrix backward(Matrix dy, Matrix end) {
      Matrix dx = input.backward(x, dy);
      if (dw.size() > 0) {
        Arrays.fill(dw.data(), dw.at(padding), dw.at(padding + 1), 0);
      }
      return dx;
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
