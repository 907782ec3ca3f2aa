package sluice.nn;

import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Steps;

/** Backward of an {@link Lstm} through time. */
final class LstmBackward {
  private static final Kernels KERNELS = Kernels.get();

  private final LstmPass pass;
  private final int hidden;
  private final Slices slices;
  private final Incoming incoming;
  private final TimeLoop loop;
  private final RowProduct recurrent; // ·Whᵀ
  private final WeightGradient dwh;
  private final BiasGradient db;
  private final Matrix dh; // [N, H]  from above and from step t+1
  private final Matrix dc; // [B, H]  carried from step t+1 back to step t
  private final Matrix startDh; // [B, H]
  private final Matrix startGradient; // [B, 2H]
  private final boolean probed;
  private final Matrix dcFromOutput; // [N, H], for a probe only
  private final Matrix dcFromNext; // [N, H], for a probe only
  private boolean reading; // whether the probe wants this pass

  LstmBackward(LstmPass pass, Gradients gradients) {
    this.pass = pass;
    this.hidden = pass.hidden;
    this.slices = pass.slices;
    this.incoming = new Incoming(slices, hidden);
    PassSettings settings = pass.settings;
    Lstm layer = pass.layer;
    int rows = settings.capacity().rows();
    int sequences = settings.capacity().sequences();
    loop = new TimeLoop(settings, slices, hidden, layer.wh().size(), this::step);
    recurrent = RowProduct.byTransposed(layer.wh(), settings.workers());
    dwh = WeightGradient.of(gradients, layer.wh(), rows, settings.workers());
    db = new BiasGradient(gradients, layer.b(), settings.workers());
    dh = Matrix.of(rows, hidden);
    dc = Matrix.of(sequences, hidden);
    startDh = Matrix.of(sequences, hidden);
    startGradient = Matrix.of(sequences, 2 * hidden);
    probed = !settings.probe().equals(Probe.NONE);
    dcFromOutput = Matrix.of(probed ? rows : 0, hidden);
    dcFromNext = Matrix.of(probed ? rows : 0, hidden);
  }

  /** Floats that one holds without a probe. */
  static long floats(int hidden, Capacity capacity) {
    return hidden * (capacity.rows() + 4L * capacity.sequences())
        + RowProduct.floats(LstmPass.GATES * hidden, hidden)
        + WeightGradient.floats(capacity.rows(), hidden, LstmPass.GATES * hidden);
  }

  Matrix startGradient() {
    return startGradient;
  }

  Matrix run(Matrix dy, Matrix endGradient) {
    Steps steps = pass.steps;
    incoming.begin(dy, endGradient, dh.rows(steps.rows()));
    for (int b = 0; b < steps.sequences(); b++) {
      pass.copy(endGradient, b, hidden, dc, b, 0);
    }
    if (pass.penalty.isPresent()) {
      pass.penalty.get().begin();
    }
    reading = probed && pass.settings.probe().reads();
    recurrent.refresh();
    loop.backward(steps);
    for (int b = 0; b < steps.sequences(); b++) {
      pass.copy(startDh, b, 0, startGradient, b, 0);
      pass.copy(dc, b, 0, startGradient, b, hidden);
    }
    if (reading) {
      report(steps);
    }
    Matrix da = pass.ifgo;
    dwh.add(pass.h.past(), pass.h.pastRow(), da);
    db.add(da);
    return pass.input.backward(pass.x, da);
  }

  /**
   * Step t of the units {@code [from, to)} of a slice: first what comes from above, then what step
   * t+1 hands back through Wh, then the gates. Only dh of these units is read, so all may meet once
   * a step. At −1 what step 0 hands to the initial state.
   */
  private void step(int slice, int t, int from, int to) {
    Matrix da = pass.ifgo;
    int first = slices.first(slice);
    if (t >= 0) {
      incoming.step(slice, t, from, to);
    }
    if (t + 1 < pass.steps.count()) {
      int later = slices.row(slice, t + 1);
      int alive = slices.count(slice, t + 1); // 0 while all of this slice have ended before
      if (t >= 0) {
        recurrent.units(from, to, alive, da, later, dh, slices.row(slice, t), true);
      } else {
        recurrent.units(from, to, alive, da, later, startDh, first, false);
      }
    }
    if (t < 0) {
      return;
    }
    int row = slices.row(slice, t);
    int count = slices.count(slice, t);
    if (reading) {
      split(row, first, count, from, to);
    }
    History c = pass.c;
    Matrix tanhC = pass.tanhC;
    KERNELS.lstmBackward(
        count,
        hidden,
        from,
        to,
        da.data(),
        da.at(row),
        c.all().data(),
        c.all().at(c.before(t, first)),
        tanhC.data(),
        tanhC.at(row),
        dh.data(),
        dh.at(row),
        dc.data(),
        dc.at(first));
    if (pass.penalty.isPresent()) {
      pass.penalty.get().add(row, count, from, to);
    }
  }

  /** Keeps the two sources of dc apart, for the probe: from step t+1, and from this output. */
  private void split(int row, int first, int count, int from, int to) {
    for (int r = 0; r < count; r++) {
      int at = row + r;
      for (int j = from; j < to; j++) {
        float tc = pass.tanhC.get(at, j);
        float o = pass.ifgo.get(at, 3 * hidden + j);
        dcFromNext.set(at, j, dc.get(first + r, j));
        dcFromOutput.set(at, j, dh.get(at, j) * o * (1 - tc * tc));
      }
    }
  }

  private void report(Steps steps) {
    Probe probe = pass.settings.probe();
    for (int t = steps.count() - 1; t >= 0; t--) {
      int row = steps.offset(t);
      probe.backwardStep(
          pass.layer.index(), t, row, steps.alive(t), dh, dcFromOutput, dcFromNext, pass.ifgo);
    }
  }
}
