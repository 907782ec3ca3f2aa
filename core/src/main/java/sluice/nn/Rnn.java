package sluice.nn;

import java.util.List;
import java.util.Optional;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;

/**
 * Plain recurrent layer (Elman 1990), one direction.
 *
 * <pre>
 *   h = act(x·Wx + h₋₁·Wh + b)     [B, H]       act = tanh or ReLU
 *
 *   da = dh ⊙ act′    dh₋₁ = da·Whᵀ + dy₋₁
 *   dWx = Σ xᵀ·da    dWh = Σ h₋₁ᵀ·da    db = Σ da    dx = da·Wxᵀ
 * </pre>
 *
 * <p>The state of a sequence is h: H floats.
 */
final class Rnn implements Layer {
  private final LayerSpec.RnnSpec spec;
  private final int index;
  private final int inputSize;
  private final int hiddenSize;
  private final Weight wx; // [I, H]
  private final Weight wh; // [H, H]
  private final Weight b; // [1, H]

  Rnn(LayerSpec.RnnSpec spec, Blueprint.Place place) {
    this.spec = spec;
    this.index = place.index();
    this.inputSize = place.inputSize();
    this.hiddenSize = spec.hidden();
    float bound = 1 / (float) Math.sqrt(hiddenSize);
    wx = place.uniform("wx", inputSize, hiddenSize, bound);
    wh = place.uniform("wh", hiddenSize, hiddenSize, bound);
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
    return List.of(wx, wh, b);
  }

  @Override
  public int stateLength() {
    return hiddenSize;
  }

  @Override
  public long passFloats(Capacity capacity, boolean training) {
    long floats = hiddenSize * (2L * capacity.rows() + 2L * capacity.sequences());
    floats += InputProduct.floats(inputSize, hiddenSize, capacity, training);
    floats += RowProduct.floats(hiddenSize, hiddenSize);
    if (training) {
      floats += hiddenSize * (2L * capacity.rows() + capacity.sequences());
      floats += RowProduct.floats(hiddenSize, hiddenSize);
      floats += WeightGradient.floats(capacity.rows(), hiddenSize, hiddenSize);
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
    private final InputProduct input;
    private final RowProduct recurrent;
    private final Matrix h; // [N, H]
    private final Matrix before; // [N, H]  h₋₁ of each row
    private final Matrix start; // [B, H]
    private final Matrix end; // [B, H]
    private final Matrix none = Matrix.EMPTY;
    private final Optional<Back> back;
    private final Workers.Piece forwardSlice = this::forward;
    private Input x = new Input.Rows(Matrix.EMPTY);
    private Steps steps = Steps.equal(1, 1);

    Pass(PassSettings settings) {
      this.settings = settings;
      Capacity capacity = settings.capacity();
      slices = new Slices(settings.workers());
      input = new InputProduct(wx, settings);
      recurrent = RowProduct.by(wh, settings.workers());
      h = Matrix.of(capacity.rows(), hiddenSize);
      before = Matrix.of(capacity.rows(), hiddenSize);
      start = Matrix.of(capacity.sequences(), hiddenSize);
      end = Matrix.of(capacity.sequences(), hiddenSize);
      back = settings.gradients().map(gradients -> new Back(gradients));
    }

    @Override
    public Matrix forward(Input x, Steps steps) {
      settings.capacity().check(steps);
      this.x = x;
      this.steps = steps;
      before.rows(steps.rows());
      input.forward(x, b, h.rows(steps.rows()));
      recurrent.refresh();
      slices.run(steps, forwardSlice);
      if (!settings.probe().equals(Probe.NONE)) {
        for (int t = 0; t < steps.count(); t++) {
          settings.probe().forwardStep(index, t, steps.offset(t), steps.alive(t), none, h, h);
        }
      }
      return h;
    }

    /** The time loop of one slice of the batch. */
    private void forward(int slice) {
      slices.fromStart(slice, start, 0, before);
      for (int t = 0; t < steps.count() && slices.count(slice, t) > 0; t++) {
        int row = slices.row(slice, t);
        int count = slices.count(slice, t);
        recurrent.rows(count, before, row, h, row, true);
        spec.activation().apply(count * hiddenSize, h.data(), h.at(row));
        slices.onward(slice, t, h, before);
      }
      slices.toEnd(slice, h, 0, end, 0);
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
      private final RowProduct recurrentBack; // ·Whᵀ
      private final WeightGradient dwh;
      private final Matrix db; // [1, H]
      private final Matrix dh; // [N, H]  from above and from step t+1
      private final Matrix da; // [N, H]
      private final Matrix startGradient; // [B, H]
      private final Workers.Piece backwardSlice = this::backward;
      private Matrix dy = Matrix.EMPTY;
      private Matrix endGradient = Matrix.EMPTY;

      Back(Gradients gradients) {
        int rows = settings.capacity().rows();
        recurrentBack = RowProduct.byTransposed(wh, settings.workers());
        dwh = new WeightGradient(gradients.of(wh), rows, settings.workers());
        db = gradients.of(b);
        dh = Matrix.of(rows, hiddenSize);
        da = Matrix.of(rows, hiddenSize);
        startGradient = Matrix.of(settings.capacity().sequences(), hiddenSize);
      }

      Matrix backward(Matrix dy, Matrix endGradient) {
        this.dy = dy;
        this.endGradient = endGradient;
        dh.rows(steps.rows());
        da.rows(steps.rows());
        recurrentBack.refresh();
        slices.run(steps, backwardSlice);
        if (!settings.probe().equals(Probe.NONE)) {
          for (int t = steps.count() - 1; t >= 0; t--) {
            settings
                .probe()
                .backwardStep(index, t, steps.offset(t), steps.alive(t), dh, none, none, da);
          }
        }
        dwh.add(before, da);
        WeightGradient.addRowSum(da, db);
        return input.backward(x, da);
      }

      /** The time loop of one slice of the batch, backwards. */
      private void backward(int slice) {
        slices.gather(slice, dy, endGradient, dh);
        for (int t = steps.count() - 1; t >= 0; t--) {
          int count =
              slices.count(slice, t); // 0 while every sequence of this slice has ended before t
          int row = slices.row(slice, t);
          spec.activation()
              .backward(
                  count * hiddenSize,
                  h.data(),
                  h.at(row),
                  dh.data(),
                  dh.at(row),
                  da.data(),
                  da.at(row));
          if (t > 0) {
            recurrentBack.rows(count, da, row, dh, slices.row(slice, t - 1), true);
          } else {
            recurrentBack.rows(count, da, row, startGradient, slices.first(slice), false);
          }
        }
      }
    }
  }
}
