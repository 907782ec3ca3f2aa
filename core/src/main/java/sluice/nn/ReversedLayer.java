package sluice.nn;

import java.util.List;
import java.util.Optional;
import sluice.math.Matrix;
import sluice.math.Steps;

/**
 * A layer that reads every sequence backwards; its outputs stand in the sequence's own order again.
 *
 * <pre>
 *   y = reverse(f(reverse(x)))      dx = reverse(f′(reverse(dy)))
 * </pre>
 *
 * <p>Each sequence is turned within its own length: its last step comes first. The initial state
 * comes before the last step, the final state is that after the first one.
 */
final class ReversedLayer implements LayerAround {
  private final LayerSpec spec;
  private final Layer layer;

  ReversedLayer(LayerSpec spec, Layer layer) {
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
  public Optional<String> needsWholeSequences() {
    return Optional.of("a layer reads sequences from their end");
  }

  @Override
  public void addCells(int state, boolean backwards, List<Cell> into) {
    layer.addCells(state, !backwards, into);
  }

  @Override
  public long passFloats(Capacity capacity, boolean training) {
    long in = (long) capacity.rows() * inputSize();
    long out = (long) capacityAfter(capacity).rows() * outputSize();
    return (training ? 2 : 1) * (in + out) + layer.passFloats(capacity, training);
  }

  @Override
  public Layer.Pass pass(PassSettings settings) {
    return new Pass(settings);
  }

  private final class Pass implements PassAround {
    private final Layer.Pass pass;
    private final boolean inputGradient;
    private final ReversedInput input;
    private final Matrix y; // [N′, O]
    private final Matrix dy; // [N′, O]
    private final Matrix dx; // [N, I]
    private Steps steps = Steps.equal(1, 1);

    Pass(PassSettings settings) {
      Capacity capacity = settings.capacity();
      int rows = capacityAfter(capacity).rows();
      pass = layer.pass(settings);
      inputGradient = settings.training() && settings.inputGradient();
      input = new ReversedInput(capacity.rows());
      y = Matrix.of(rows, outputSize());
      dy = Matrix.of(settings.training() ? rows : 0, outputSize());
      dx = Matrix.of(inputGradient ? capacity.rows() : 0, inputSize());
    }

    @Override
    public Layer.Pass pass() {
      return pass;
    }

    @Override
    public Matrix forward(Input x, Steps steps) {
      this.steps = steps;
      Matrix out = pass.forward(input.of(x, steps), steps);
      ReversedInput.copy(out, pass.steps(), y);
      return y;
    }

    @Override
    public Matrix backward(Matrix dy, Matrix end) {
      ReversedInput.copy(dy, pass.steps(), this.dy);
      Matrix down = pass.backward(this.dy, end);
      if (inputGradient) {
        ReversedInput.copy(down, steps, dx);
      }
      return dx;
    }
  }
}
