package sluice.nn;

import java.util.Arrays;
import java.util.Optional;
import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;

/** Backward of a {@link GatedLstm} through time. */
final class GatedLstmBackward {
  private static final Kernels KERNELS = Kernels.get();

  /** Rows of a piece of what is done to all rows after the time loop. */
  private static final int PIECE_ROWS = 64;

  private final GatedLstmPass pass;
  private final GatedLstm layer;
  private final int hidden; // H
  private final int width; // P, or H
  private final int forget; // column of f; g and o follow
  private final Slices slices;
  private final Incoming incoming;
  private final TimeLoop loop;
  private final RowProduct recurrent; // ·Whᵀ
  private final Optional<RowProduct> projection; // ·Wpᵀ
  private final WeightGradient dwh;
  private final BiasGradient db;
  private final Optional<ScaleGradient> dp;
  private final Optional<WeightGradient> dwp;
  private final Optional<GainGradients> dgains;
  private final Matrix dh; // [N, P]  from above and from step t+1
  private final Matrix dnew; // [N, P]  that of h before zoneout
  private final Matrix dy; // [B, H]  that of o ⊙ tanh c, where it is projected
  private final Matrix dc; // [B, H]  carried from step t+1 back to step t
  private final Matrix keptDc; // [B, H]  what zoneout hands to c₋₁
  private final Matrix keptDh; // [B, P]  what zoneout hands to h₋₁
  private final Matrix product; // [B, P]  what state dropout is yet to mask
  private final Matrix dsum; // [N, 4H]  gradient of the normalised product's
  private final Matrix dsquash; // [N, H]  gradient of gc ⊙ n(c) + bc
  private final Matrix dnorm; // [B, H]
  private final Matrix startGradient; // [B, P + H]
  private final Matrix startDh; // [B, P]
  private final boolean probed;
  private final Matrix dcFromOutput; // [N, H], for a probe only
  private final Matrix dcFromNext; // [N, H], for a probe only
  private boolean reading; // whether the probe wants this pass
  private final Workers.Piece inputSums = this::inputSums;

  private record GainGradients(
      ScaleGradient x, ScaleGradient h, ScaleGradient c, BiasGradient shift) {}

  GatedLstmBackward(GatedLstmPass pass, Gradients gradients) {
    this.pass = pass;
    layer = pass.layer;
    hidden = pass.hidden;
    width = pass.width;
    forget = pass.forget;
    slices = pass.slices;
    incoming = new Incoming(slices, width);
    PassSettings settings = pass.settings;
    Workers workers = settings.workers();
    int rows = settings.capacity().rows();
    int sequences = settings.capacity().sequences();
    loop = new TimeLoop(settings, slices, hidden, layer.divisible(), this::step);
    recurrent = RowProduct.byTransposed(pass.wh.read(), workers);
    projection = layer.wp().map(w -> RowProduct.byTransposed(w, workers));
    dwh = pass.wh.gradient(gradients, rows);
    db = new BiasGradient(gradients, layer.b(), workers);
    dp = layer.p().map(p -> new ScaleGradient(gradients, p, workers));
    dwp = layer.wp().map(w -> WeightGradient.of(gradients, w, rows, workers));
    dgains =
        layer
            .gains()
            .map(g ->
                new GainGradients(
                    new ScaleGradient(gradients, g.x(), workers),
                    new ScaleGradient(gradients, g.h(), workers),
                    new ScaleGradient(gradients, g.c(), workers),
                    new BiasGradient(gradients, g.shift(), workers)));
    boolean normalised = dgains.isPresent();
    boolean zoned = pass.noises.hidden().isPresent();
    dh = Matrix.of(rows, width);
    dnew = Matrix.of(zoned ? rows : 0, width);
    dy = Matrix.of(projection.isPresent() ? sequences : 0, hidden);
    dc = Matrix.of(sequences, hidden);
    keptDc = Matrix.of(pass.noises.cell().isPresent() ? sequences : 0, hidden);
    keptDh = Matrix.of(zoned ? sequences : 0, width);
    product = Matrix.of(pass.noises.state().isPresent() ? sequences : 0, width);
    dsum = Matrix.of(normalised ? rows : 0, pass.a.columns());
    dsquash = Matrix.of(normalised ? rows : 0, hidden);
    dnorm = Matrix.of(normalised ? sequences : 0, hidden);
    startGradient = Matrix.of(sequences, width + hidden);
    startDh = Matrix.of(sequences, width);
    probed = !settings.probe().equals(Probe.NONE);
    dcFromOutput = Matrix.of(probed ? rows : 0, hidden);
    dcFromNext = Matrix.of(probed ? rows : 0, hidden);
  }

  /** Floats that one holds without a probe. */
  static long floats(GatedLstm layer, Capacity capacity) {
    int hidden = layer.hidden();
    int width = layer.outputSize();
    int columns = layer.gates() * hidden;
    long rows = capacity.rows();
    long sequences = capacity.sequences();
    Noise noise = layer.noise();
    long floats = width * rows + (2L * width + 2L * hidden) * sequences;
    floats += RowProduct.floats(columns, width);
    floats += WeightGradient.floats(capacity.rows(), width, columns);
    if (layer.wp().isPresent()) {
      floats += hidden * sequences + RowProduct.floats(width, hidden);
      floats += WeightGradient.floats(capacity.rows(), hidden, width);
    }
    if (layer.gains().isPresent()) {
      floats += (columns + hidden) * rows + hidden * sequences;
    }
    floats += noise.zoneoutHidden() > 0 ? width * (rows + sequences) : 0;
    floats += noise.zoneoutCell() > 0 ? hidden * sequences : 0;
    floats += noise.stateDropout() > 0 ? width * sequences : 0;
    return floats;
  }

  Matrix startGradient() {
    return startGradient;
  }

  Matrix run(Matrix dy, Matrix endGradient) {
    Steps steps = pass.steps;
    int sequences = steps.sequences();
    incoming.begin(dy, endGradient, dh.rows(steps.rows()));
    for (int b = 0; b < sequences; b++) {
      GatedLstmPass.copy(hidden, endGradient, b, width, dc, b, 0);
    }
    if (keptDh.capacity() > 0) {
      Arrays.fill(keptDh.data(), keptDh.at(0), keptDh.at(sequences), 0);
    }
    if (pass.penalty.isPresent()) {
      pass.penalty.get().begin();
    }
    reading = probed && pass.settings.probe().reads();
    recurrent.refresh();
    if (projection.isPresent()) {
      projection.get().refresh();
    }
    loop.backward(steps);
    for (int b = 0; b < sequences; b++) {
      GatedLstmPass.copy(width, startDh, b, 0, startGradient, b, 0);
      GatedLstmPass.copy(hidden, dc, b, 0, startGradient, b, width);
    }
    if (reading) {
      report(steps);
    }
    return gradients(steps);
  }

  /** The gradients of the weights, when all of da is known. Returns that of the input. */
  private Matrix gradients(Steps steps) {
    Matrix da = pass.a;
    int rows = steps.rows();
    History seen = pass.masked.isPresent() ? pass.masked.get() : pass.h;
    dwh.add(seen.past(), seen.pastRow(), handedBack().rows(rows));
    pass.wh.handBack();
    db.add(da);
    if (dp.isPresent()) {
      Matrix past = pass.c.past();
      int first = pass.c.pastRow();
      ScaleGradient peepholes = dp.get();
      if (forget > 0) {
        peepholes.add(0, hidden, rows, da, 0, past, first);
      }
      peepholes.add(forget, hidden, rows, da, forget, past, first);
      Matrix cells = pass.fresh.capacity() > 0 ? pass.fresh : pass.c.rows();
      int o = forget + 2 * hidden;
      peepholes.add(forget + hidden, hidden, rows, da, o, cells, 0);
    }
    if (dwp.isPresent()) {
      dwp.get().add(pass.y, 0, dnew.capacity() > 0 ? dnew.rows(rows) : dh);
    }
    if (dgains.isEmpty()) {
      return pass.input.backward(pass.x, da);
    }
    GatedLstmPass.Sums sums = pass.sums.get();
    GainGradients gains = dgains.get();
    gains.x.add(rows, da, sums.x().rows, 0);
    gains.h.add(rows, da, sums.h().rows, 0);
    gains.c.add(rows, dsquash, sums.c().rows, 0);
    gains.shift.add(dsquash.rows(rows));
    // dsum has done its work: it takes the gradient of the input's product
    pass.settings.workers().run(Math.ceilDiv(rows, PIECE_ROWS), inputSums);
    return pass.input.backward(pass.x, dsum);
  }

  /** What came out of h₋₁·Wh, as a gradient. */
  private Matrix handedBack() {
    return dgains.isPresent() ? dsum : pass.a;
  }

  private void inputSums(int piece) {
    int first = piece * PIECE_ROWS;
    int rows = Math.min(PIECE_ROWS, pass.steps.rows() - first);
    int columns = dsum.columns();
    Matrix gx = layer.gains().get().x().values();
    Elements.multiply(rows, columns, gx, 0, 0, pass.a, first, 0, dsum, first, 0);
    pass.sums.get().x().backward(first, rows, dsum, first);
  }

  /**
   * Step t of the units {@code [from, to)} of a slice: first what comes from above, then what step
   * t+1 hands back, then this step's parts from the last to the first. At −1 what step 0 hands to
   * the initial state.
   */
  private void step(int slice, int t, int from, int to) {
    int first = slices.first(slice);
    int start = width == hidden ? from : 0;
    int end = width == hidden ? to : width;
    if (t >= 0) {
      incoming.step(slice, t, start, end);
    }
    if (t + 1 < pass.steps.count()) {
      int later = slices.row(slice, t + 1);
      int alive = slices.count(slice, t + 1); // 0 while all of this slice have ended before
      if (t >= 0) {
        fromLater(later, alive, first, start, end, dh, slices.row(slice, t), true);
      } else {
        fromLater(later, alive, first, start, end, startDh, first, false);
      }
    }
    if (t >= 0) {
      int row = slices.row(slice, t);
      int count = slices.count(slice, t);
      if (count > 0) {
        gates(t, first, row, count, from, to, start, end);
      }
    }
  }

  /** What step t+1 hands back to h: through Wh, and past it where zoneout has kept h. */
  private void fromLater(
      int later, int alive, int first, int from, int to, Matrix into, int row, boolean add) {
    Matrix da = handedBack();
    if (pass.noises.state().isEmpty()) {
      recurrent.units(from, to, alive, da, later, into, row, add);
    } else {
      recurrent.units(from, to, alive, da, later, product, first, false);
      pass.noises.handBack(first, alive, from, to, product, into, row, add);
    }
    if (keptDh.capacity() > 0) {
      Elements.add(alive, to - from, keptDh, first, from, into, row, from);
    }
  }

  private void gates(int t, int first, int row, int count, int from, int to, int start, int end) {
    int n = to - from;
    Matrix dnow = dh;
    if (keptDh.capacity() > 0) {
      Matrix mask = pass.noises.hidden().get().draw(pass.steps, t, first, count, start, end);
      dnow = dnew;
      Elements.split(count, end - start, start, mask, first, dh, row, keptDh, first, dnew, row);
    }
    if (keptDc.capacity() > 0) {
      Matrix mask = pass.noises.cell().get().draw(pass.steps, t, first, count, from, to);
      Elements.split(count, n, from, mask, first, dc, first, keptDc, first, dc, first);
    }
    int above = row;
    if (projection.isPresent()) {
      projection.get().rows(count, dnow, row, dy, first, false);
      dnow = dy;
      above = first;
    }
    if (reading) {
      keep(dcFromNext, row, first, count, from, to);
    }
    output(count, n, row, first, from, dnow, above);
    if (reading) {
      split(row, first, count, from, to);
    }
    cell(t, first, row, count, from, to);
    if (keptDc.capacity() > 0) {
      Elements.add(count, n, keptDc, first, from, dc, first, from);
    }
    if (dgains.isPresent()) {
      Matrix gh = layer.gains().get().h().values();
      int columns = dsum.columns();
      Elements.multiply(count, columns, gh, 0, 0, pass.a, row, 0, dsum, row, 0);
      pass.sums.get().h().backward(row, count, dsum, row);
    }
  }

  /** o ⊙ tanh, its normalisation, and the output gate's peephole. */
  private void output(int count, int n, int row, int first, int from, Matrix dy, int dyRow) {
    Matrix a = pass.a;
    int o = forget + 2 * hidden + from;
    Matrix inner = dgains.isPresent() ? dsquash : dc;
    int innerRow = dgains.isPresent() ? row : first;
    if (dgains.isPresent()) {
      Arrays.fill(dsquash.data(), dsquash.at(row), dsquash.at(row + count), 0);
    }
    KERNELS
        .cells()
        .lstmOutputBackward(
            count,
            n,
            layer.form().gates().hard(),
            a.data(),
            a.at(row) + o,
            a.columns(),
            pass.tanhC.data(),
            pass.tanhC.at(row) + from,
            hidden,
            dy.data(),
            dy.at(dyRow) + from,
            hidden,
            inner.data(),
            inner.at(innerRow) + from,
            hidden);
    if (pass.penalty.isPresent()) {
      pass.penalty.get().add(row, count, from, from + n);
    }
    if (dgains.isPresent()) {
      Matrix gc = layer.gains().get().c().values();
      Elements.multiply(count, hidden, gc, 0, 0, dsquash, row, 0, dnorm, first, 0);
      pass.sums.get().c().backward(row, count, dnorm, first);
      Elements.add(count, hidden, dnorm, first, 0, dc, first, 0);
    }
    if (layer.p().isPresent()) {
      Matrix p = layer.p().get().values();
      int peephole = forget + hidden + from;
      Elements.multiplyAdd(count, n, p, 0, peephole, a, row, o, dc, first, from);
    }
  }

  /** c = f ⊙ c₋₁ + i ⊙ k, and the peepholes of i and f. */
  private void cell(int t, int first, int row, int count, int from, int to) {
    int n = to - from;
    Matrix a = pass.a;
    int f = forget + from;
    int g = f + hidden;
    boolean dropped = pass.noises.candidate().isPresent();
    Matrix k = dropped ? pass.kept : a;
    int kAt = dropped ? k.at(row) + from : a.at(row) + g;
    Matrix cells = pass.c.all();
    int before = cells.at(pass.c.before(t, first)) + from;
    boolean hard = layer.form().gates().hard();
    float[] data = a.data();
    int at = a.at(row);
    int dcAt = dc.at(first) + from;
    if (forget == 0) {
      KERNELS
          .cells()
          .lstmCoupledBackward(
              count,
              n,
              hard,
              data,
              at + f,
              at + g,
              a.columns(),
              k.data(),
              kAt,
              k.columns(),
              cells.data(),
              before,
              hidden,
              dc.data(),
              dcAt,
              hidden);
    } else {
      KERNELS
          .cells()
          .lstmCellBackward(
              count,
              n,
              hard,
              data,
              at + from,
              at + f,
              at + g,
              a.columns(),
              k.data(),
              kAt,
              k.columns(),
              cells.data(),
              before,
              hidden,
              dc.data(),
              dcAt,
              hidden);
    }
    if (dropped) {
      Masks masks = pass.noises.candidate().get();
      Matrix mask = masks.draw(pass.steps, t, first, count, from, to);
      Elements.multiply(count, n, mask, first, from, a, row, g, a, row, g);
    }
    if (layer.p().isPresent()) {
      Matrix p = layer.p().get().values();
      if (forget > 0) {
        Elements.multiplyAdd(count, n, p, 0, from, a, row, from, dc, first, from);
      }
      Elements.multiplyAdd(count, n, p, 0, f, a, row, f, dc, first, from);
    }
  }

  /** Keeps dc, for the probe. */
  private void keep(Matrix where, int row, int first, int count, int from, int to) {
    for (int r = 0; r < count; r++) {
      System.arraycopy(
          dc.data(), dc.at(first + r) + from, where.data(), where.at(row + r) + from, to - from);
    }
  }

  /** What this output has added to dc. */
  private void split(int row, int first, int count, int from, int to) {
    for (int r = 0; r < count; r++) {
      for (int j = from; j < to; j++) {
        dcFromOutput.set(row + r, j, dc.get(first + r, j) - dcFromNext.get(row + r, j));
      }
    }
  }

  private void report(Steps steps) {
    Probe probe = pass.settings.probe();
    for (int t = steps.count() - 1; t >= 0; t--) {
      int row = steps.offset(t);
      probe.backwardStep(
          layer.index(), t, row, steps.alive(t), dh, dcFromOutput, dcFromNext, pass.a);
    }
  }
}
