package sluice.nn;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Steps;

/**
 * Layers side by side that read the same input, their outputs joined.
 *
 * <pre>
 *   concat   y = [f₁(x) … fₙ(x)]           dx = Σ fᵢ′(the i-th band of dy)
 *   sum      y = Σ fᵢ(x)                   dx = Σ fᵢ′(dy)
 *   mean     y = Σ fᵢ(x) ∕ n               dx = Σ fᵢ′(dy ∕ n)
 * </pre>
 *
 * <p>With the identity beside a layer it is a residual connection (He et al. 2016), with a layer
 * and its reverse a bidirectional one (Schuster &amp; Paliwal 1997). The state of a sequence is
 * that of the first part, then that of the second, and so on.
 */
final class ParallelLayer implements Layer {
  private static final Kernels KERNELS = Kernels.get();

  /** Lengths that tell apart what layers do to them: none keeps so many steps. */
  private static final int LONG = 1 << 24;

  private final LayerSpec spec;
  private final List<Layer> parts;
  private final LayerSpec.Join join;
  private final int inputSize;
  private final int outputSize;
  private final int stateLength;

  ParallelLayer(LayerSpec spec, List<Layer> parts, LayerSpec.Join join) {
    this.spec = spec;
    this.parts = List.copyOf(parts);
    this.join = join;
    inputSize = parts.getFirst().inputSize();
    boolean concat = join == LayerSpec.Join.CONCAT;
    outputSize =
        concat
            ? parts.stream().mapToInt(Layer::outputSize).reduce(0, Math::addExact)
            : parts.getFirst().outputSize();
    stateLength = parts.stream().mapToInt(Layer::stateLength).sum();
    for (Layer part : parts) {
      if (!concat && part.outputSize() != outputSize) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s adds outputs of %d and of %d columns; they must be equally many%s",
                spec.type(),
                part.outputSize(),
                outputSize,
                spec instanceof LayerSpec.Residual ? " as come in" : ", or joined by concat"));
      }
      if (part.lengthAfter(LONG) != parts.getFirst().lengthAfter(LONG)) {
        throw new IllegalArgumentException(
            spec.type() + " joins outputs of other lengths: one part changes the number of steps");
      }
    }
  }

  /** Side by side. */
  List<Layer> parts() {
    return parts;
  }

  /** How their outputs become one. */
  LayerSpec.Join join() {
    return join;
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
    return outputSize;
  }

  @Override
  public List<Weight> weights() {
    return parts.stream().flatMap(part -> part.weights().stream()).toList();
  }

  @Override
  public int stateLength() {
    return stateLength;
  }

  @Override
  public long lengthAfter(long steps) {
    return parts.getFirst().lengthAfter(steps);
  }

  @Override
  public Capacity capacityAfter(Capacity capacity) {
    return parts.getFirst().capacityAfter(capacity);
  }

  @Override
  public Optional<String> needsWholeSequences() {
    return parts.stream().flatMap(part -> part.needsWholeSequences().stream()).findFirst();
  }

  @Override
  public void addCells(int state, boolean backwards, List<Cell> into) {
    int next = state;
    for (Layer part : parts) {
      part.addCells(next, backwards, into);
      next += part.stateLength();
    }
  }

  @Override
  public long passFloats(Capacity capacity, boolean training) {
    long out = (long) capacityAfter(capacity).rows() * outputSize;
    long floats = 4L * capacity.sequences() * stateLength + out;
    if (training) {
      floats += (long) capacity.rows() * inputSize + (join == LayerSpec.Join.SUM ? 0 : out);
    }
    return floats + parts.stream().mapToLong(p -> p.passFloats(capacity, training)).sum();
  }

  @Override
  public Layer.Pass pass(PassSettings settings) {
    return new Pass(settings);
  }

  private final class Pass implements Layer.Pass {
    private final Layer.Pass[] passes;
    private final boolean inputGradient;
    private final boolean[] goesBack; // of those of which nothing learns nobody wants a gradient
    private final Matrix y; // [N′, O]
    private final Matrix[] dys; // [N′, O of the part]  bands of dy, or one share for all
    private final Matrix dx; // [N, I]
    private final Matrix start; // [B, S]
    private final Matrix end; // [B, S]
    private final Matrix startGradient; // [B, S]
    private final Matrix[] endGradients; // [B, S of the part]
    private Steps steps = Steps.equal(1, 1);

    Pass(PassSettings settings) {
      Capacity capacity = settings.capacity();
      int rows = capacityAfter(capacity).rows();
      inputGradient = settings.training() && settings.inputGradient();
      goesBack = new boolean[parts.size()];
      passes = parts.stream().map(part -> part.pass(settings)).toArray(Layer.Pass[]::new);
      y = Matrix.of(rows, outputSize);
      dys = new Matrix[passes.length];
      endGradients = new Matrix[passes.length];
      for (int p = 0; p < passes.length; p++) {
        Layer part = parts.get(p);
        goesBack[p] = inputGradient || settings.learns(part);
        boolean own = join == LayerSpec.Join.CONCAT || join == LayerSpec.Join.MEAN && p == 0;
        dys[p] = Matrix.of(settings.training() && own ? rows : 0, part.outputSize());
        endGradients[p] = Matrix.of(capacity.sequences(), part.stateLength());
      }
      dx = Matrix.of(inputGradient ? capacity.rows() : 0, inputSize);
      start = Matrix.of(capacity.sequences(), stateLength);
      end = Matrix.of(capacity.sequences(), stateLength);
      startGradient = Matrix.of(capacity.sequences(), stateLength);
    }

    @Override
    public Matrix forward(Input x, Steps steps) {
      this.steps = steps;
      int sequences = steps.sequences();
      int state = 0;
      int column = 0;
      for (int p = 0; p < passes.length; p++) {
        Layer part = parts.get(p);
        int length = part.stateLength();
        Columns.copy(start, state, passes[p].start(), 0, length, sequences);
        Matrix out = passes[p].forward(x, steps);
        Columns.copy(passes[p].end(), 0, end, state, length, sequences);
        state += length;
        gather(out, p, column);
        column += part.outputSize();
      }
      if (join == LayerSpec.Join.MEAN) {
        KERNELS.scale(y.size(), 1f / passes.length, y.data(), y.at(0));
      }
      return y;
    }

    /** Puts the output of a part to those before it. */
    private void gather(Matrix out, int p, int column) {
      y.rows(out.rows());
      if (join == LayerSpec.Join.CONCAT) {
        Columns.copy(out, 0, y, column, out.columns(), out.rows());
      } else if (p == 0) {
        y.set(out);
      } else {
        KERNELS.add(y.size(), out.data(), out.at(0), y.data(), y.at(0));
      }
    }

    @Override
    public Matrix backward(Matrix dy, Matrix endGradient) {
      int sequences = steps.sequences();
      int state = 0;
      int column = 0;
      for (int p = 0; p < passes.length; p++) {
        int length = parts.get(p).stateLength();
        Matrix share = share(dy, p, column);
        Matrix down = dx;
        if (goesBack[p]) {
          Columns.copy(endGradient, state, endGradients[p], 0, length, sequences);
          down = passes[p].backward(share, endGradients[p]);
          Columns.copy(passes[p].startGradient(), 0, startGradient, state, length, sequences);
        }
        state += length;
        column += parts.get(p).outputSize();
        if (inputGradient && p == 0) {
          dx.rows(down.rows()).set(down);
        } else if (inputGradient) {
          KERNELS.add(dx.size(), down.data(), down.at(0), dx.data(), dx.at(0));
        }
      }
      return dx;
    }

    /** What of the output's gradient goes to a part. */
    private Matrix share(Matrix dy, int p, int column) {
      return switch (join) {
        case SUM -> dy;
        case CONCAT -> {
          dys[p].rows(dy.rows());
          Columns.copy(dy, column, dys[p], 0, dys[p].columns(), dy.rows());
          yield dys[p];
        }
        case MEAN -> {
          if (p == 0) {
            dys[0].rows(dy.rows()).set(dy);
            KERNELS.scale(dy.size(), 1f / passes.length, dys[0].data(), dys[0].at(0));
          }
          yield dys[0];
        }
      };
    }

    @Override
    public double penalty() {
      double sum = 0;
      for (Layer.Pass pass : passes) {
        sum += pass.penalty();
      }
      return sum;
    }

    @Override
    public Steps steps() {
      return passes[0].steps();
    }

    @Override
    public Matrix start() {
      return start;
    }

    @Override
    public Matrix end() {
      return end;
    }

    @Override
    public Matrix startGradient() {
      return startGradient;
    }
  }
}
