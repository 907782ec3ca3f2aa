package sluice.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sluice.math.Matrix;
import sluice.math.Steps;

/**
 * A recurrent layer whose sequences do not begin at zero: they begin at a row of weights, or with
 * cells of a constant value.
 *
 * <p>The state of a sequence has one number more than the layer's: whether it has begun. Below ½,
 * as in a state of zeros, it has not: the layer then starts from the initial state, whatever else
 * the state holds. So states can be carried on, and a slab of zeros is one of fresh sequences.
 *
 * <pre>
 *   start = begun ≥ ½ ? state : s       ds = Σ (gradient of the start) of those that begin
 * </pre>
 */
final class InitialStateLayer implements Layer {
  private static final float BEGUN = 0.5f;

  private final LayerSpec.InitialState spec;
  private final Layer inner;
  private final int length; // S of the layer within
  private final Weight initial; // [1, S]
  private final boolean learned;

  InitialStateLayer(LayerSpec.InitialState spec, Layer inner, Blueprint.Place place) {
    this.spec = spec;
    this.inner = inner;
    this.length = inner.stateLength();
    this.learned = spec.learned();
    initial = place.zeros("start", length);
    int cells = inner.stateLength() - inner.outputSize(); // h stands first, then c
    for (int j = length - cells; j < length; j++) {
      initial.values().set(0, j, spec.cell());
    }
  }

  @Override
  public LayerSpec spec() {
    return spec;
  }

  @Override
  public int inputSize() {
    return inner.inputSize();
  }

  @Override
  public int outputSize() {
    return inner.outputSize();
  }

  @Override
  public List<Weight> weights() {
    if (!learned) {
      return inner.weights();
    }
    List<Weight> weights = new ArrayList<>(inner.weights());
    weights.add(initial);
    return List.copyOf(weights);
  }

  @Override
  public int stateLength() {
    return length + 1;
  }

  @Override
  public void addCells(int state, boolean backwards, List<Cell> into) {
    inner.addCells(state, backwards, into);
  }

  @Override
  public long passFloats(Capacity capacity, boolean training) {
    long floats = inner.passFloats(capacity, training) + 2L * capacity.sequences() * (length + 1);
    return floats + (training ? capacity.sequences() * (3L * length + 1) : 0);
  }

  @Override
  public Layer.Pass pass(PassSettings settings) {
    return new Pass(settings);
  }

  private final class Pass implements Layer.Pass {
    private final Layer.Pass pass;
    private final Optional<BiasGradient> gradient;
    private final boolean[] fresh;
    private final Matrix start; // [B, S + 1]
    private final Matrix end; // [B, S + 1]
    private final Matrix startGradient; // [B, S + 1]
    private final Matrix endGradient; // [B, S]
    private final Matrix gathered; // [B, S]  gradients of those that begin
    private int sequences;

    Pass(PassSettings settings) {
      pass = inner.pass(settings);
      gradient =
          settings
              .gradients()
              .filter(g -> learned)
              .map(g -> new BiasGradient(g, initial, settings.workers()));
      int most = settings.capacity().sequences();
      int back = settings.training() ? most : 0;
      fresh = new boolean[most];
      start = Matrix.of(most, length + 1);
      end = Matrix.of(most, length + 1);
      startGradient = Matrix.of(back, length + 1);
      endGradient = Matrix.of(back, length);
      gathered = Matrix.of(back, length);
    }

    @Override
    public Matrix forward(Input x, Steps steps) {
      sequences = steps.sequences();
      for (int b = 0; b < Math.min(sequences, fresh.length); b++) {
        fresh[b] = !(start.get(b, length) >= BEGUN);
        Matrix from = fresh[b] ? initial.values() : start;
        copy(from, fresh[b] ? 0 : b, pass.start(), b);
      }
      Matrix y = pass.forward(x, steps);
      for (int b = 0; b < sequences; b++) {
        copy(pass.end(), b, end, b);
        end.set(b, length, 1);
      }
      return y;
    }

    @Override
    public Matrix backward(Matrix dy, Matrix end) {
      for (int b = 0; b < sequences; b++) {
        copy(end, b, endGradient, b);
      }
      Matrix dx = pass.backward(dy, endGradient);
      int beginning = 0;
      startGradient.fill(0);
      for (int b = 0; b < sequences; b++) {
        if (fresh[b]) {
          copy(pass.startGradient(), b, gathered, beginning++);
        } else {
          copy(pass.startGradient(), b, startGradient, b);
        }
      }
      if (gradient.isPresent() && beginning > 0) {
        gradient.get().add(gathered.rows(beginning));
      }
      return dx;
    }

    private void copy(Matrix from, int fromRow, Matrix to, int toRow) {
      System.arraycopy(from.data(), from.at(fromRow), to.data(), to.at(toRow), length);
    }

    @Override
    public double penalty() {
      return pass.penalty();
    }

    @Override
    public Steps steps() {
      return pass.steps();
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
