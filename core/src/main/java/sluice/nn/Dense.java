package sluice.nn;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import sluice.math.Matrix;
import sluice.math.Steps;

/**
 * Dense layer, the same at every step.
 *
 * <pre>
 *   y = act(x·W + b)               [N, O]
 *
 *   da = dy ⊙ act′    dW = xᵀ·da    db = Σ da    dx = da·Wᵀ
 * </pre>
 */
final class Dense implements Layer {
  private final LayerSpec.DenseSpec spec;
  private final int inputSize;
  private final Weight w; // [I, O]
  private final Weight b; // [1, O]
  private final List<Weight> learned; // of the activation

  Dense(LayerSpec.DenseSpec spec, Blueprint.Place place) {
    this.spec = spec;
    this.inputSize = place.inputSize();
    w = place.uniform("w", inputSize, spec.units(), 1 / (float) Math.sqrt(inputSize));
    b = place.zeros("b", spec.units());
    learned = spec.activation().weights(place, spec.units());
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
    return spec.units();
  }

  @Override
  public List<Weight> weights() {
    return Stream.concat(Stream.of(w, b), learned.stream()).toList();
  }

  @Override
  public long passFloats(Capacity capacity, boolean training) {
    long outputs = (long) capacity.rows() * spec.units();
    return (training ? 2 : 1) * outputs
        + ActivationPass.floats(spec.activation(), spec.units(), capacity, training)
        + InputProduct.floats(inputSize, spec.units(), capacity, training);
  }

  @Override
  public Layer.Pass pass(PassSettings settings) {
    return new Pass(settings);
  }

  private final class Pass implements Layer.Pass {
    private final Capacity capacity;
    private final InputProduct input;
    private final Optional<BiasGradient> db;
    private final ActivationPass activation;
    private final Matrix y; // [N, O]
    private final Matrix da; // [N, O]
    private final Matrix none; // [B, 0]
    private Input x = new Input.Rows(Matrix.EMPTY);
    private Steps steps = Steps.equal(1, 1);

    Pass(PassSettings settings) {
      capacity = settings.capacity();
      input = new InputProduct(w, settings);
      db =
          settings.gradients().map(gradients -> new BiasGradient(gradients, b, settings.workers()));
      activation =
          new ActivationPass(
              spec.activation(), learned.stream().findFirst(), spec.units(), settings);
      y = Matrix.of(capacity.rows(), spec.units());
      da = Matrix.of(settings.training() ? capacity.rows() : 0, spec.units());
      none = Matrix.of(capacity.sequences(), 0);
    }

    @Override
    public Matrix forward(Input x, Steps steps) {
      capacity.check(steps);
      this.x = x;
      this.steps = steps;
      input.forward(x, b.values(), y.rows(steps.rows()));
      activation.forward(y, y);
      return y;
    }

    @Override
    public Matrix backward(Matrix dy, Matrix end) {
      da.rows(dy.rows());
      activation.backward(dy, da);
      db.orElseThrow().add(da);
      return input.backward(x, da);
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
