package sluice.nn;

import java.util.Arrays;
import java.util.Optional;
import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Steps;

/** Backward of a {@link Gru} through time. */
final class GruBackward {
  private static final Kernels KERNELS = Kernels.get();

  private final GruPass pass;
  private final Gru layer;
  private final int hidden;
  private final Slices slices;
  private final Incoming incoming;
  private final TimeLoop loop;
  private final RowProduct gates; // ·Whᵀ
  private final RowProduct candidate; // ·Wnᵀ
  private final WeightGradient dwh;
  private final WeightGradient dwn;
  private final BiasGradient db;
  private final Optional<BiasGradient> dbn;
  private final Matrix dh; // [N, H]  from above and from step t+1
  private final Matrix dn; // [N, H]  da_n once more, where the reset comes before
  private final Matrix carry; // [B, H]  what h₋₁ gets of dh past the products
  private final Matrix startGradient; // [B, H]

  GruBackward(GruPass pass, Gradients gradients) {
    this.pass = pass;
    this.layer = pass.layer;
    this.hidden = pass.hidden;
    this.slices = pass.slices;
    PassSettings settings = pass.settings;
    incoming = new Incoming(slices, hidden);
    int rows = settings.capacity().rows();
    int sequences = settings.capacity().sequences();
    loop = GruPass.loop(layer, settings, slices, this::step);
    gates = RowProduct.byTransposed(layer.wh(), settings.workers());
    candidate = RowProduct.byTransposed(layer.wn(), settings.workers());
    dwh = WeightGradient.of(gradients.of(layer.wh()), rows, settings.workers());
    dwn = WeightGradient.of(gradients.of(layer.wn()), rows, settings.workers());
    db = new BiasGradient(gradients.of(layer.b()), settings.workers());
    dbn = layer.bn().map(bn -> new BiasGradient(gradients.of(bn), settings.workers()));
    dh = Matrix.of(rows, hidden);
    dn = Matrix.of(layer.resetAfter() ? 0 : rows, hidden);
    carry = Matrix.of(sequences, hidden);
    startGradient = Matrix.of(sequences, hidden);
  }

  /** Floats that one holds. */
  static long floats(Gru layer, Capacity capacity) {
    int hidden = layer.outputSize();
    return hidden * ((layer.resetAfter() ? 1L : 2L) * capacity.rows() + 2L * capacity.sequences())
        + RowProduct.floats(2 * hidden, hidden)
        + RowProduct.floats(hidden, hidden)
        + WeightGradient.floats(capacity.rows(), hidden, 2 * hidden)
        + WeightGradient.floats(capacity.rows(), hidden, hidden);
  }

  Matrix startGradient() {
    return startGradient;
  }

  Matrix run(Matrix dy, Matrix endGradient) {
    Steps steps = pass.steps;
    incoming.begin(dy, endGradient, dh.rows(steps.rows()));
    Arrays.fill(carry.data(), carry.at(0), carry.at(steps.sequences()), 0);
    gates.refresh();
    candidate.refresh();
    loop.backward(steps);
    if (!pass.settings.probe().equals(Probe.NONE)) {
      report(steps);
    }
    Matrix da = pass.rzn;
    dwh.add(pass.h.past(), pass.h.pastRow(), da);
    if (layer.resetAfter()) {
      dwn.add(pass.h.past(), pass.h.pastRow(), pass.u);
    } else {
      dwn.add(pass.u, 0, dn.rows(steps.rows()));
    }
    db.add(da);
    if (dbn.isPresent()) {
      dbn.get().add(pass.u);
    }
    return pass.input.backward(pass.x, da);
  }

  /**
   * Step t of the units {@code [from, to)} of a slice: first what comes from above, then what step
   * t+1 hands back through Wh and Wn, then the gates; at −1 what step 0 hands to the initial state.
   */
  private void step(int slice, int t, int from, int to) {
    int first = slices.first(slice);
    if (t >= 0) {
      incoming.step(slice, t, from, to);
    }
    if (t + 1 < pass.steps.count()) {
      int later = slices.row(slice, t + 1);
      int alive = slices.count(slice, t + 1); // 0 while all of this slice have ended before
      Matrix into = t >= 0 ? dh : startGradient;
      int row = t >= 0 ? slices.row(slice, t) : first;
      gates.units(from, to, alive, pass.rzn, later, into, row, t >= 0);
      if (layer.resetAfter()) {
        candidate.units(from, to, alive, pass.u, later, into, row, true);
      }
    }
    if (t < 0) {
      int count = slices.count(slice, 0);
      int at = startGradient.at(first) + from;
      KERNELS
          .cells()
          .add(
              count,
              to - from,
              carry.data(),
              carry.at(first) + from,
              hidden,
              startGradient.data(),
              at,
              hidden);
    } else {
      gates(t, first, slices.row(slice, t), slices.count(slice, t), from, to);
    }
  }

  private void gates(int t, int first, int row, int count, int from, int to) {
    Matrix a = pass.rzn;
    Matrix all = pass.h.all();
    int at = a.at(row) + from;
    int before = all.at(pass.h.before(t, first)) + from;
    int carryAt = carry.at(first) + from;
    boolean hard = layer.hard();
    KERNELS
        .cells()
        .gruOutputBackward(
            count,
            to - from,
            hidden,
            hard,
            a.data(),
            at,
            all.data(),
            before,
            dh.data(),
            dh.at(row) + from,
            carry.data(),
            carryAt);
    if (layer.resetAfter()) {
      Matrix u = pass.u;
      KERNELS
          .cells()
          .gruCandidateBackward(
              count, to - from, hidden, hard, a.data(), at, u.data(), u.at(row) + from);
      return;
    }
    for (int r = row; r < row + count; r++) {
      System.arraycopy(a.data(), a.at(r) + 2 * hidden, dn.data(), dn.at(r), hidden);
    }
    Matrix ds = pass.scratch;
    candidate.rows(count, dn, row, ds, first, false);
    KERNELS
        .cells()
        .gruResetBackward(
            count,
            hidden,
            hidden,
            hard,
            a.data(),
            at,
            all.data(),
            before,
            ds.data(),
            ds.at(first),
            carry.data(),
            carryAt);
  }

  private void report(Steps steps) {
    Probe probe = pass.settings.probe();
    Matrix none = Matrix.EMPTY;
    for (int t = steps.count() - 1; t >= 0; t--) {
      probe.backwardStep(
          layer.index(), t, steps.offset(t), steps.alive(t), dh, none, none, pass.rzn);
    }
  }
}
