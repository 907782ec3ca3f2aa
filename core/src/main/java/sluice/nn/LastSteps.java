package sluice.nn;

import java.util.List;
import sluice.math.Matrix;
import sluice.math.Steps;

/**
 * Keeps the last steps of every sequence; the gradient of all others is zero.
 *
 * <p>With one step kept, the output is one row a sequence: what a classifier's head reads. Rows
 * keep the order of the batch's positions.
 */
final class LastSteps implements Layer {
  private final LayerSpec.LastStepsSpec spec;
  private final int size;

  LastSteps(LayerSpec.LastStepsSpec spec, Blueprint.Place place) {
    this.spec = spec;
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
  public long lengthAfter(long steps) {
    return Math.min(spec.count(), steps);
  }

  @Override
  public long passFloats(Capacity capacity, boolean training) {
    return (long) size * (kept(capacity) + (training ? capacity.rows() : 0));
  }

  private int kept(Capacity capacity) {
    return (int) Math.min(capacity.rows(), (long) spec.count() * capacity.sequences());
  }

  @Override
  public Layer.Pass pass(PassSettings settings) {
    return new Pass(settings);
  }

  private final class Pass implements Layer.Pass {
    private final Matrix y; // [N', I]
    private final Matrix dx; // [N, I]
    private final Matrix none; // [B, 0]
    private final Steps last;
    private Steps steps = Steps.equal(1, 1);

    Pass(PassSettings settings) {
      Capacity capacity = settings.capacity();
      y = Matrix.of(kept(capacity), size);
      dx = Matrix.of(settings.training() ? capacity.rows() : 0, size);
      none = Matrix.of(capacity.sequences(), 0);
      last = new Steps(Math.min(spec.count(), capacity.steps()), capacity.sequences());
    }

    @Override
    public Matrix forward(Input x, Steps steps) {
      this.steps = steps;
      if (!(x instanceof Input.Rows(Matrix values))) {
        throw new IllegalArgumentException(
            "last steps are taken of rows, not of " + x.getClass().getSimpleName());
      }
      last.setLast(steps, spec.count());
      y.rows(last.rows());
      for (int t = 0; t < last.count(); t++) {
        for (int b = 0; b < last.alive(t); b++) {
          System.arraycopy(
              values.data(), values.at(from(t, b)), y.data(), y.at(last.row(t, b)), size);
        }
      }
      return y;
    }

    /** The row of the input that becomes step t of the sequence at a position. */
    private int from(int t, int b) {
      return steps.row(steps.length(b) - last.length(b) + t, b);
    }

    @Override
    public Matrix backward(Matrix dy, Matrix end) {
      dx.rows(steps.rows());
      dx.fill(0);
      for (int t = 0; t < last.count(); t++) {
        for (int b = 0; b < last.alive(t); b++) {
          System.arraycopy(dy.data(), dy.at(last.row(t, b)), dx.data(), dx.at(from(t, b)), size);
        }
      }
      return dx;
    }

    @Override
    public Steps steps() {
      return last;
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
