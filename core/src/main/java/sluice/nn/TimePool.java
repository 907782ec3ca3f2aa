package sluice.nn;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Steps;

/**
 * One row a sequence: the mean or the largest of each column over its steps.
 *
 * <pre>
 *   mean   y = Σ x ∕ T             dx = dy ∕ T at every step
 *   max    y = max x               dx = dy at the first step that has it, else 0
 * </pre>
 *
 * <p>T is the sequence's own length. Steps are added in rising order.
 */
final class TimePool implements Layer {
  private static final Kernels KERNELS = Kernels.get();

  private final LayerSpec.TimePoolSpec spec;
  private final int size;

  TimePool(LayerSpec.TimePoolSpec spec, Blueprint.Place place) {
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
    return 1;
  }

  @Override
  public Capacity capacityAfter(Capacity capacity) {
    return Capacity.of(1, capacity.sequences());
  }

  @Override
  public Optional<String> needsWholeSequences() {
    return Optional.of("a layer pools over all steps of a sequence");
  }

  @Override
  public long passFloats(Capacity capacity, boolean training) {
    long rows = (training ? 2L : 1L) * capacity.sequences() + (training ? capacity.rows() : 0);
    return rows * size;
  }

  @Override
  public Layer.Pass pass(PassSettings settings) {
    return new Pass(settings);
  }

  private final class Pass implements StatelessPass {
    private final boolean max = spec.over() == LayerSpec.Pool.MAX;
    private final boolean training;
    private final Matrix y; // [B, I]
    private final Matrix share; // [B, I]  what of dy each step gets, of a mean
    private final int[] from; // [B, I]  the step of the largest
    private final Matrix dx; // [N, I]
    private final Matrix none; // [B, 0]
    private final Steps pooled;
    private Steps steps = Steps.equal(1, 1);

    Pass(PassSettings settings) {
      int sequences = settings.capacity().sequences();
      training = settings.training();
      y = Matrix.of(sequences, size);
      share = Matrix.of(training && !max ? sequences : 0, size);
      from = new int[training && max ? sequences * size : 0];
      dx = Matrix.of(training ? settings.capacity().rows() : 0, size);
      none = Matrix.of(sequences, 0);
      pooled = new Steps(1, sequences);
    }

    @Override
    public Matrix forward(Input x, Steps steps) {
      this.steps = steps;
      Matrix values = Rows.of(x, "pooling");
      pooled.setLast(steps, 1);
      y.rows(steps.sequences());
      System.arraycopy(values.data(), values.at(0), y.data(), y.at(0), y.size());
      if (max) {
        largest(values);
      } else {
        mean(values);
      }
      return y;
    }

    private void mean(Matrix x) {
      for (int t = 1; t < steps.count(); t++) {
        int n = steps.alive(t) * size;
        KERNELS.add(n, x.data(), x.at(steps.offset(t)), y.data(), y.at(0));
      }
      for (int b = 0; b < steps.sequences(); b++) {
        KERNELS.scale(size, 1f / steps.length(b), y.data(), y.at(b));
      }
    }

    private void largest(Matrix x) {
      if (training) {
        Arrays.fill(from, 0, y.size(), 0);
      }
      for (int t = 1; t < steps.count(); t++) {
        int in = x.at(steps.offset(t));
        for (int j = 0, n = steps.alive(t) * size; j < n; j++) {
          float value = x.data()[in + j];
          if (value > y.data()[j] || Float.isNaN(value)) {
            y.data()[j] = value;
            if (training) {
              from[j] = t;
            }
          }
        }
      }
    }

    @Override
    public Matrix backward(Matrix dy, Matrix end) {
      dx.rows(steps.rows());
      if (max) {
        dx.fill(0);
        for (int b = 0; b < steps.sequences(); b++) {
          for (int j = 0; j < size; j++) {
            dx.set(steps.row(from[b * size + j], b), j, dy.get(b, j));
          }
        }
        return dx;
      }
      share.rows(dy.rows()).set(dy);
      for (int b = 0; b < steps.sequences(); b++) {
        KERNELS.scale(size, 1f / steps.length(b), share.data(), share.at(b));
      }
      for (int t = 0; t < steps.count(); t++) {
        int n = steps.alive(t) * size;
        System.arraycopy(share.data(), share.at(0), dx.data(), dx.at(steps.offset(t)), n);
      }
      return dx;
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
