package sluice.nn;

import java.util.List;
import sluice.math.Matrix;
import sluice.math.Steps;

/** Gives what it reads: what a residual connection adds. It has no place among the leaves. */
final class Identity implements Layer {
  private final LayerSpec spec;
  private final int size;

  Identity(LayerSpec spec, int size) {
    this.spec = spec;
    this.size = size;
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
    return 0;
  }

  @Override
  public Layer.Pass pass(PassSettings settings) {
    return new Pass(Matrix.of(settings.capacity().sequences(), 0));
  }

  private static final class Pass implements StatelessPass {
    private final Matrix none;
    private Steps steps = Steps.equal(1, 1);

    Pass(Matrix none) {
      this.none = none;
    }

    @Override
    public Matrix forward(Input x, Steps steps) {
      this.steps = steps;
      return Rows.of(x, "a connection past a layer");
    }

    @Override
    public Matrix backward(Matrix dy, Matrix end) {
      return dy;
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
