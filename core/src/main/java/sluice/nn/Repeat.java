package sluice.nn;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Steps;

/**
 * The last step of each sequence at every step: what a decoder reads that has only a code of the
 * whole (Cho et al. 2014, Srivastava et al. 2015).
 *
 * <pre>
 *   y_t = x_T,  t = 1 … T′        dx_T = Σ dy_t, 0 at all other steps
 * </pre>
 *
 * <p>T′ is T, the sequence's own length, or a number of steps that all are given. Gradients are
 * added in rising order of the steps.
 */
final class Repeat implements Layer {
  private static final Kernels KERNELS = Kernels.get();

  private final LayerSpec.RepeatSpec spec;
  private final int size;

  Repeat(LayerSpec.RepeatSpec spec, Blueprint.Place place) {
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
    return spec.ownLength() ? steps : spec.steps();
  }

  @Override
  public Capacity capacityAfter(Capacity capacity) {
    return spec.ownLength() ? capacity : Capacity.of(spec.steps(), capacity.sequences());
  }

  @Override
  public Optional<String> needsWholeSequences() {
    return Optional.of("a layer repeats the last step of a whole sequence");
  }

  @Override
  public long passFloats(Capacity capacity, boolean training) {
    long rows = capacityAfter(capacity).rows();
    return size * (rows + (training ? capacity.rows() : 0));
  }

  @Override
  public Layer.Pass pass(PassSettings settings) {
    return new Pass(settings);
  }

  private final class Pass implements StatelessPass {
    private final Matrix y; // [N′, I]
    private final Matrix dx; // [N, I]
    private final Matrix none; // [B, 0]
    private final int[] lengths; // [B]
    private final Steps repeated;
    private Steps steps = Steps.equal(1, 1);

    Pass(PassSettings settings) {
      Capacity capacity = settings.capacity();
      Capacity after = capacityAfter(capacity);
      y = Matrix.of(after.rows(), size);
      dx = Matrix.of(settings.training() ? capacity.rows() : 0, size);
      none = Matrix.of(capacity.sequences(), 0);
      lengths = new int[capacity.sequences()];
      repeated = new Steps(after.steps(), capacity.sequences());
    }

    @Override
    public Matrix forward(Input x, Steps steps) {
      this.steps = steps;
      Matrix values = Rows.of(x, "a layer that repeats");
      Arrays.fill(lengths, spec.steps());
      for (int b = 0; spec.ownLength() && b < steps.sequences(); b++) {
        lengths[b] = steps.length(b);
      }
      repeated.setLengths(steps, lengths);
      y.rows(repeated.rows());
      for (int t = 0; t < repeated.count(); t++) {
        for (int b = 0; b < repeated.alive(t); b++) {
          int from = values.at(steps.lastRow(b));
          System.arraycopy(values.data(), from, y.data(), y.at(repeated.row(t, b)), size);
        }
      }
      return y;
    }

    @Override
    public Matrix backward(Matrix dy, Matrix end) {
      dx.rows(steps.rows());
      dx.fill(0);
      for (int t = 0; t < repeated.count(); t++) {
        for (int b = 0; b < repeated.alive(t); b++) {
          int into = dx.at(steps.lastRow(b));
          KERNELS.add(size, dy.data(), dy.at(repeated.row(t, b)), dx.data(), into);
        }
      }
      return dx;
    }

    @Override
    public Steps steps() {
      return repeated;
    }

    @Override
    public Matrix none() {
      return none;
    }
  }
}
