package sluice.nn;

import java.util.List;
import sluice.math.Matrix;
import sluice.math.Steps;

/**
 * An activation as a layer of its own.
 *
 * <pre>
 *   y = act(x)          dx = dy ⊙ act′(x)
 * </pre>
 *
 * <p>The identity hands on what it is given.
 */
final class ActivationLayer implements Layer {
  private final LayerSpec.ActivationSpec spec;
  private final int size;
  private final boolean identity;
  private final List<Weight> learned; // of the activation

  ActivationLayer(LayerSpec.ActivationSpec spec, Blueprint.Place place) {
    this.spec = spec;
    this.size = place.inputSize();
    identity = spec.activation().equals(Activation.IDENTITY);
    learned = spec.activation().weights(place, size);
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
    return learned;
  }

  @Override
  public long passFloats(Capacity capacity, boolean training) {
    long matrices = identity ? 0 : training ? 2 : 1;
    return matrices * capacity.rows() * size
        + ActivationPass.floats(spec.activation(), size, capacity, training);
  }

  @Override
  public Layer.Pass pass(PassSettings settings) {
    return new Pass(settings);
  }

  private final class Pass implements Layer.Pass {
    private final ActivationPass activation;
    private final Matrix y; // [N, I]
    private final Matrix dx; // [N, I]
    private final Matrix none; // [B, 0]
    private Steps steps = Steps.equal(1, 1);

    Pass(PassSettings settings) {
      activation =
          new ActivationPass(spec.activation(), learned.stream().findFirst(), size, settings);
      int rows = identity ? 0 : settings.capacity().rows();
      y = Matrix.of(rows, size);
      dx = Matrix.of(settings.training() ? rows : 0, size);
      none = Matrix.of(settings.capacity().sequences(), 0);
    }

    @Override
    public Matrix forward(Input x, Steps steps) {
      this.steps = steps;
      Matrix values = Rows.of(x, "an activation");
      if (identity) {
        return values;
      }
      activation.forward(values, y.rows(values.rows()));
      return y;
    }

    @Override
    public Matrix backward(Matrix dy, Matrix end) {
      if (identity) {
        return dy;
      }
      activation.backward(dy, dx.rows(dy.rows()));
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
