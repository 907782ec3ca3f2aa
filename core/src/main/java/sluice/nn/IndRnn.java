package sluice.nn;

import java.util.List;
import java.util.Optional;
import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Steps;

/**
 * Independently recurrent layer (Li et al. 2018): each unit sees its own past only.
 *
 * <pre>
 *   h = act(x·Wx + u ⊙ h₋₁ + b)     [B, H]       act = ReLU or tanh      |u| ≤ 2^(1 ∕ T)
 *
 *   da = dh ⊙ act′    dh₋₁ = da ⊙ u + dy₋₁
 *   dWx = Σ xᵀ·da    du = Σ h₋₁ ⊙ da    db = Σ da    dx = da·Wxᵀ
 * </pre>
 *
 * <p>Over T steps a unit's memory grows by |u|ᵀ, so the bound keeps it below 2. It holds from the
 * first value on and after every change of the weight, whoever makes it.
 *
 * <p>The state of a sequence is h: H floats. A step is no product, so threads divide the sequences
 * only.
 */
final class IndRnn implements Layer {
  private static final Kernels KERNELS = Kernels.get();

  private final LayerSpec.IndRnnSpec spec;
  private final int index;
  private final int inputSize;
  private final int hiddenSize;
  private final Weight wx; // [I, H]
  private final Weight u; // [1, H]
  private final Weight b; // [1, H]

  IndRnn(LayerSpec.IndRnnSpec spec, Blueprint.Place place) {
    this.spec = spec;
    this.index = place.index();
    this.inputSize = place.inputSize();
    this.hiddenSize = spec.hidden();
    wx = place.uniform("wx", inputSize, hiddenSize, 1 / (float) Math.sqrt(hiddenSize));
    u = place.bounded("u", hiddenSize, (float) StrictMath.pow(2, 1.0 / spec.horizon()));
    b = place.zeros("b", hiddenSize);
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
    return hiddenSize;
  }

  @Override
  public List<Weight> weights() {
    return List.of(wx, u, b);
  }

  @Override
  public int stateLength() {
    return hiddenSize;
  }

  @Override
  public long passFloats(Capacity capacity, boolean training) {
    long floats = 2L * hiddenSize * capacity.sequences(); // start and end
    floats += History.floats(capacity, hiddenSize, true, training);
    floats += InputProduct.floats(inputSize, hiddenSize, capacity, training);
    if (training) {
      floats += hiddenSize * (2L * capacity.rows() + capacity.sequences());
    }
    return floats;
  }

  @Override
  public Layer.Pass pass(PassSettings settings) {
    return new Pass(settings);
  }

  private final class Pass implements Layer.Pass {
    private final PassSettings settings;
    private final Slices slices;
    private final TimeLoop loop;
    private final boolean stepwise; // the product of the input inside the time loop
    private final InputProduct input;
    private final History h;
    private final Matrix start; // [B, H]
    private final Matrix end; // [B, H]
    private final Matrix none = Matrix.EMPTY;
    private final Optional<Back> back;
    private Input x = new Input.Rows(Matrix.EMPTY);
    private Steps steps = Steps.equal(1, 1);

    Pass(PassSettings settings) {
      this.settings = settings;
      Capacity capacity = settings.capacity();
      slices = new Slices(settings.workers());
      loop = new TimeLoop(settings, slices, hiddenSize, 0, this::step);
      stepwise = TimeLoop.stepwise(wx.size(), 0, capacity.sequences());
      input = new InputProduct(wx, settings);
      h = new History(capacity, hiddenSize, true);
      start = Matrix.of(capacity.sequences(), hiddenSize);
      end = Matrix.of(capacity.sequences(), hiddenSize);
      back = settings.gradients().map(gradients -> new Back(gradients));
    }

    @Override
    public Matrix forward(Input x, Steps steps) {
      settings.capacity().check(steps);
      this.x = x;
      this.steps = steps;
      h.begin(steps);
      if (stepwise) {
        input.prepare(x);
      } else {
        input.forward(x, b.values(), h.rows());
      }
      Matrix all = h.all();
      int states = steps.sequences() * hiddenSize;
      System.arraycopy(start.data(), start.at(0), all.data(), all.at(h.start()), states);
      loop.forward(steps);
      for (int b = 0; b < steps.sequences(); b++) {
        int last = all.at(h.at(steps.length(b) - 1, b));
        System.arraycopy(all.data(), last, end.data(), end.at(b), hiddenSize);
      }
      if (!settings.probe().equals(Probe.NONE)) {
        for (int t = 0; t < steps.count(); t++) {
          Matrix rows = h.rows();
          settings.probe().forwardStep(index, t, steps.offset(t), steps.alive(t), none, rows, rows);
        }
      }
      return h.rows();
    }

    /** Step t of all units of a slice of the sequences. */
    private void step(int slice, int t, int from, int to) {
      int first = slices.first(slice);
      int count = slices.count(slice, t);
      int at = h.at(t, first);
      if (stepwise) {
        input.rows(x, slices.row(slice, t), count, b.values(), h.all(), at);
      }
      scaled(count, h.all(), h.before(t, first), h.all(), at);
      spec.activation().apply(count * hiddenSize, h.all().data(), h.all().at(at));
    }

    @Override
    public Matrix backward(Matrix dy, Matrix endGradient) {
      return back.orElseThrow(
              () -> new IllegalStateException("this pass was made to predict, without gradients"))
          .backward(dy, endGradient);
    }

    @Override
    public Steps steps() {
      return steps;
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
      return back.orElseThrow().startGradient;
    }

    /** What backward needs besides. */
    private final class Back {
      private final Incoming incoming = new Incoming(slices, hiddenSize);
      private final TimeLoop loop;
      private final ScaleGradient du;
      private final BiasGradient db;
      private final Matrix dh; // [N, H]  from above and from step t+1
      private final Matrix da; // [N, H]
      private final Matrix startGradient; // [B, H]

      Back(Gradients gradients) {
        int rows = settings.capacity().rows();
        loop = new TimeLoop(settings, slices, hiddenSize, 0, this::step);
        du = new ScaleGradient(gradients.of(u), settings.workers());
        db = new BiasGradient(gradients.of(b), settings.workers());
        dh = Matrix.of(rows, hiddenSize);
        da = Matrix.of(rows, hiddenSize);
        startGradient = Matrix.of(settings.capacity().sequences(), hiddenSize);
      }

      Matrix backward(Matrix dy, Matrix endGradient) {
        da.rows(steps.rows());
        dh.rows(steps.rows());
        incoming.begin(dy, endGradient, dh);
        startGradient.fill(0);
        loop.backward(steps);
        if (!settings.probe().equals(Probe.NONE)) {
          for (int t = steps.count() - 1; t >= 0; t--) {
            settings
                .probe()
                .backwardStep(index, t, steps.offset(t), steps.alive(t), dh, none, none, da);
          }
        }
        du.add(steps.rows(), da, h.past(), h.pastRow());
        db.add(da);
        return input.backward(x, da);
      }

      /**
       * Step t of a slice: first what comes from above, then what step t+1 hands back through u,
       * then the activation; at −1 what step 0 hands to the initial state.
       */
      private void step(int slice, int t, int from, int to) {
        int first = slices.first(slice);
        if (t >= 0) {
          incoming.step(slice, t, from, to);
        }
        if (t + 1 < steps.count()) {
          int later = slices.row(slice, t + 1);
          int alive = slices.count(slice, t + 1); // 0 while all of this slice have ended before
          if (t >= 0) {
            scaled(alive, da, later, dh, slices.row(slice, t));
          } else {
            scaled(alive, da, later, startGradient, first);
          }
        }
        int count = t < 0 ? 0 : slices.count(slice, t);
        if (count > 0) {
          int row = slices.row(slice, t);
          spec.activation()
              .backward(
                  count * hiddenSize,
                  h.rows().data(),
                  h.rows().at(row),
                  dh.data(),
                  dh.at(row),
                  da.data(),
                  da.at(row));
        }
      }
    }

    /** Adds u ⊙ some rows to others. */
    private void scaled(int rows, Matrix from, int fromRow, Matrix to, int toRow) {
      Matrix scale = u.values();
      KERNELS
          .cells()
          .multiplyAdd(
              rows,
              hiddenSize,
              scale.data(),
              scale.at(0),
              0,
              from.data(),
              from.at(fromRow),
              hiddenSize,
              to.data(),
              to.at(toRow),
              hiddenSize);
    }
  }
}
