package sluice.nn;

import java.util.List;
import java.util.Optional;
import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;

/**
 * Long short-term memory (Hochreiter &amp; Schmidhuber 1997, with the forget gate of Gers et al.
 * 2000), one direction, gates in the order i f g o.
 *
 * <pre>
 *   a = x·Wx + h₋₁·Wh + b          [B, 4H]      i f o = σ(a…)   g = tanh(a…)
 *   c = f ⊙ c₋₁ + i ⊙ g            [B, H]       h = o ⊙ tanh(c)
 *
 *   dc += dh ⊙ o ⊙ (1 − tanh²c)
 *   da = [dc ⊙ g ⊙ i(1−i),  dc ⊙ c₋₁ ⊙ f(1−f),  dc ⊙ i ⊙ (1−g²),  dh ⊙ tanh c ⊙ o(1−o)]
 *   dh₋₁ = da·Whᵀ + dy₋₁    dc₋₁ = dc ⊙ f
 *   dWx = Σ xᵀ·da    dWh = Σ h₋₁ᵀ·da    db = Σ da    dx = da·Wxᵀ
 * </pre>
 *
 * <p>The state of a sequence is h, then c: 2H floats.
 */
final class Lstm implements Layer {
  private static final Kernels KERNELS = Kernels.get();

  private final LayerSpec.LstmSpec spec;
  private final int index;
  private final int inputSize;
  private final int hiddenSize;
  private final Weight wx; // [I, 4H]
  private final Weight wh; // [H, 4H]
  private final Weight b; // [1, 4H]

  Lstm(LayerSpec.LstmSpec spec, Blueprint.Place place) {
    this.spec = spec;
    this.index = place.index();
    this.inputSize = place.inputSize();
    this.hiddenSize = spec.hidden();
    int gates = 4 * hiddenSize;
    float bound = 1 / (float) Math.sqrt(hiddenSize);
    wx = place.uniform("wx", inputSize, gates, bound);
    wh = place.uniform("wh", hiddenSize, gates, bound);
    b = place.zeros("b", gates);
    for (int j = hiddenSize; j < 2 * hiddenSize; j++) {
      b.values().set(0, j, spec.forgetBias());
    }
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
    return 2 * hiddenSize;
  }

  @Override
  public long passFloats(Capacity capacity, boolean training) {
    int gates = 4 * hiddenSize;
    long floats = hiddenSize * (8L * capacity.rows() + 5L * capacity.sequences());
    floats += InputProduct.floats(inputSize, gates, capacity, training);
    floats += RowProduct.floats(hiddenSize, gates);
    if (training) {
      floats += hiddenSize * (capacity.rows() + 4L * capacity.sequences());
      floats += RowProduct.floats(gates, hiddenSize);
      floats += WeightGradient.floats(capacity.rows(), hiddenSize, gates);
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
    private final Matrix ifgo; // [N, 4H]  gate activations; backward turns them into da
    private final Matrix before; // [N, H]   h₋₁ of each row
    private final Matrix c; // [B + N, H] the first block is the initial state
    private final Matrix tanhC; // [N, H]
    private final Matrix h; // [N, H]
    private final Matrix start; // [B, 2H]
    private final Matrix end; // [B, 2H]
    private final Optional<Back> back;
    private Input x = new Input.Rows(Matrix.EMPTY);
    private Steps steps = Steps.equal(1, 1);

    Pass(PassSettings settings) {
      this.settings = settings;
      Capacity capacity = settings.capacity();
      int rows = capacity.rows();
      int sequences = capacity.sequences();
      slices = new Slices(settings.workers());
      input = new InputProduct(wx, settings);
      recurrent = RowProduct.by(wh, settings.workers());
      ifgo = Matrix.of(rows, 4 * hiddenSize);
      before = Matrix.of(rows, hiddenSize);
      c = Matrix.of(Math.addExact(sequences, rows), hiddenSize);
      tanhC = Matrix.of(rows, hiddenSize);
      h = Matrix.of(rows, hiddenSize);
      start = Matrix.of(sequences, 2 * hiddenSize);
      end = Matrix.of(sequences, 2 * hiddenSize);
      back = settings.gradients().map(gradients -> new Back(gradients));
    }

    @Override
    public Matrix forward(Input x, Steps steps) {
      settings.capacity().check(steps);
      this.x = x;
      this.steps = steps;
      int rows = steps.rows();
      input.forward(x, b, ifgo.rows(rows));
      before.rows(rows);
      tanhC.rows(rows);
      h.rows(rows);
      recurrent.refresh();
      slices.run(steps, forwardSlice);
      if (!settings.probe().equals(Probe.NONE)) {
        report();
      }
      return h;
    }

    private final Workers.Piece forwardSlice = this::forward;

    /** The time loop of one slice of the batch. */
    private void forward(int slice) {
      int sequences = steps.sequences();
      slices.fromStart(slice, start, 0, before);
      slices.fromStart(slice, start, hiddenSize, c);
      for (int t = 0; t < steps.count() && slices.count(slice, t) > 0; t++) {
        int row = slices.row(slice, t);
        int count = slices.count(slice, t);
        recurrent.rows(count, before, row, ifgo, row, true);
        KERNELS.lstmForward(
            count,
            hiddenSize,
            ifgo.data(),
            ifgo.at(row),
            c.data(),
            cBefore(slice, t),
            c.data(),
            c.at(sequences + row),
            tanhC.data(),
            tanhC.at(row),
            h.data(),
            h.at(row));
        slices.onward(slice, t, h, before);
      }
      slices.toEnd(slice, h, 0, end, 0);
      slices.toEnd(slice, c, sequences, end, hiddenSize);
    }

    /** Where c of step t−1 lies for the first sequence of a slice: in the first block for t = 0. */
    private int cBefore(int slice, int t) {
      return c.at(t == 0 ? slices.first(slice) : steps.sequences() + slices.row(slice, t - 1));
    }

    private void report() {
      Matrix cells = Matrix.over(c.data(), c.at(steps.sequences()), steps.rows(), hiddenSize);
      for (int t = 0; t < steps.count(); t++) {
        settings.probe().forwardStep(index, t, steps.offset(t), steps.alive(t), ifgo, cells, h);
      }
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
      private final Matrix db; // [1, 4H]
      private final Matrix dh; // [N, H]  from above and from step t+1
      private final Matrix dc; // [B, H]  carried from step t+1 back to step t
      private final Matrix startGradient; // [B, 2H]
      private final Matrix startDh; // [B, H]
      private final Matrix dcFromOutput; // [N, H], for a probe only
      private final Matrix dcFromNext; // [N, H], for a probe only
      private final boolean probed = !settings.probe().equals(Probe.NONE);
      private final Workers.Piece backwardSlice = this::backward;
      private Matrix dy = Matrix.EMPTY;
      private Matrix endGradient = Matrix.EMPTY;

      Back(Gradients gradients) {
        int rows = settings.capacity().rows();
        int sequences = settings.capacity().sequences();
        recurrentBack = RowProduct.byTransposed(wh, settings.workers());
        dwh = new WeightGradient(gradients.of(wh), rows, settings.workers());
        db = gradients.of(b);
        dh = Matrix.of(rows, hiddenSize);
        dc = Matrix.of(sequences, hiddenSize);
        startGradient = Matrix.of(sequences, 2 * hiddenSize);
        startDh = Matrix.of(sequences, hiddenSize);
        dcFromOutput = Matrix.of(probed ? rows : 0, hiddenSize);
        dcFromNext = Matrix.of(probed ? rows : 0, hiddenSize);
      }

      Matrix backward(Matrix dy, Matrix endGradient) {
        this.dy = dy;
        this.endGradient = endGradient;
        dh.rows(steps.rows());
        recurrentBack.refresh();
        slices.run(steps, backwardSlice);
        if (probed) {
          for (int t = steps.count() - 1; t >= 0; t--) {
            settings
                .probe()
                .backwardStep(
                    index, t, steps.offset(t), steps.alive(t), dh, dcFromOutput, dcFromNext, ifgo);
          }
        }
        Matrix da = ifgo;
        dwh.add(before, da);
        WeightGradient.addRowSum(da, db);
        return input.backward(x, da);
      }

      /** The time loop of one slice of the batch, backwards. */
      private void backward(int slice) {
        int first = slices.first(slice);
        slices.gather(slice, dy, endGradient, dh);
        slices.fromStart(slice, endGradient, hiddenSize, dc);
        for (int t = steps.count() - 1; t >= 0; t--) {
          int count =
              slices.count(slice, t); // 0 while every sequence of this slice has ended before t
          int row = slices.row(slice, t);
          if (probed) {
            split(row, first, count);
          }
          KERNELS.lstmBackward(
              count,
              hiddenSize,
              ifgo.data(),
              ifgo.at(row),
              c.data(),
              cBefore(slice, t),
              tanhC.data(),
              tanhC.at(row),
              dh.data(),
              dh.at(row),
              dc.data(),
              dc.at(first));
          if (t > 0) {
            recurrentBack.rows(count, ifgo, row, dh, slices.row(slice, t - 1), true);
          } else {
            recurrentBack.rows(count, ifgo, row, startDh, first, false);
          }
        }
        for (int b = first, to = first + slices.count(slice, 0); b < to; b++) {
          System.arraycopy(
              startDh.data(), startDh.at(b), startGradient.data(), startGradient.at(b), hiddenSize);
          System.arraycopy(
              dc.data(),
              dc.at(b),
              startGradient.data(),
              startGradient.at(b) + hiddenSize,
              hiddenSize);
        }
      }

      /**
       * Keeps the two sources of dc apart, for the probe: from step t+1, and from this step's
       * output.
       */
      private void split(int row, int first, int count) {
        System.arraycopy(
            dc.data(), dc.at(first), dcFromNext.data(), dcFromNext.at(row), count * hiddenSize);
        for (int r = row; r < row + count; r++) {
          for (int j = 0; j < hiddenSize; j++) {
            float tc = tanhC.get(r, j);
            dcFromOutput.set(r, j, dh.get(r, j) * ifgo.get(r, 3 * hiddenSize + j) * (1 - tc * tc));
          }
        }
      }
    }
  }
}
