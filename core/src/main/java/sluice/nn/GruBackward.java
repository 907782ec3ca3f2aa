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
  private final Matrix keptDh; // [B, H]  what zoneout hands to h₋₁
  private final Matrix product; // [B, H]  what state dropout is yet to mask
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
    gates = RowProduct.byTransposed(pass.wh.read(), settings.workers());
    candidate = RowProduct.byTransposed(pass.wn.read(), settings.workers());
    dwh = pass.wh.gradient(gradients, rows);
    dwn = pass.wn.gradient(gradients, rows);
    db = new BiasGradient(gradients, layer.b(), settings.workers());
    dbn = layer.bn().map(bn -> new BiasGradient(gradients, bn, settings.workers()));
    dh = Matrix.of(rows, hidden);
    dn = Matrix.of(layer.resetAfter() ? 0 : rows, hidden);
    keptDh = Matrix.of(pass.noises.hidden().isPresent() ? sequences : 0, hidden);
    product = Matrix.of(pass.masked.isPresent() ? sequences : 0, hidden);
    carry = Matrix.of(sequences, hidden);
    startGradient = Matrix.of(sequences, hidden);
  }

  /** Floats that one holds. */
  static long floats(Gru layer, Capacity capacity) {
    int hidden = layer.outputSize();
    long noise = layer.noise().zoneoutHidden() > 0 ? capacity.sequences() : 0;
    noise += layer.noise().stateDropout() > 0 ? capacity.sequences() : 0;
    return hidden
            * (noise + (layer.resetAfter() ? 1L : 2L) * capacity.rows() + 2L * capacity.sequences())
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
    Probe probe = pass.settings.probe();
    if (!probe.equals(Probe.NONE) && probe.reads()) {
      report(steps);
    }
    Matrix da = pass.rzn;
    History seen = pass.seen();
    dwh.add(seen.past(), seen.pastRow(), da);
    if (layer.resetAfter()) {
      dwn.add(seen.past(), seen.pastRow(), pass.u);
    } else {
      dwn.add(pass.u, 0, dn.rows(steps.rows()));
    }
    pass.wh.handBack();
    pass.wn.handBack();
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
      fromLater(later, alive, first, from, to, into, row, t >= 0);
    }
    int n = to - from;
    if (t < 0) {
      int count = slices.count(slice, 0);
      Elements.add(count, n, carry, first, from, startGradient, first, from);
    } else if (slices.count(slice, t) > 0) {
      gates(t, first, slices.row(slice, t), slices.count(slice, t), from, to);
    }
  }

  /** What step t+1 hands back through its products. */
  private void fromLater(
      int later, int alive, int first, int from, int to, Matrix into, int row, boolean add) {
    boolean masked = pass.masked.isPresent();
    Matrix sum = masked ? product : into;
    int at = masked ? first : row;
    gates.units(from, to, alive, pass.rzn, later, sum, at, add && !masked);
    if (layer.resetAfter()) {
      candidate.units(from, to, alive, pass.u, later, sum, at, true);
    }
    if (masked) {
      pass.noises.handBack(first, alive, from, to, product, into, row, add);
    }
  }

  private void gates(int t, int first, int row, int count, int from, int to) {
    int n = to - from;
    Elements.add(count, n, carry, first, from, dh, row, from);
    if (keptDh.capacity() > 0) {
      Matrix mask = pass.noises.hidden().orElseThrow().draw(pass.steps, t, first, count, from, to);
      Elements.split(count, n, from, mask, first, dh, row, keptDh, first, carry, first);
    } else {
      for (int r = 0; r < count; r++) {
        int at = dh.at(row + r) + from;
        System.arraycopy(dh.data(), at, carry.data(), carry.at(first + r) + from, n);
      }
    }
    output(t, first, row, count, from, to);
    if (keptDh.capacity() > 0) {
      Elements.add(count, n, keptDh, first, from, carry, first, from);
    }
    if (layer.resetAfter()) {
      Matrix a = pass.rzn;
      Matrix u = pass.u;
      KERNELS
          .cells()
          .gruCandidateBackward(
              count,
              n,
              hidden,
              layer.hard(),
              a.data(),
              a.at(row) + from,
              u.data(),
              u.at(row) + from);
    } else {
      resetBefore(t, first, row, count);
    }
  }

  /** h = z ⊙ h₋₁ + (1 − z) ⊙ n; carry becomes what h₋₁ gets of it. */
  private void output(int t, int first, int row, int count, int from, int to) {
    Matrix a = pass.rzn;
    Matrix states = pass.h.all();
    int z = a.at(row) + hidden + from;
    boolean dropped = pass.noises.candidate().isPresent();
    Matrix k = dropped ? pass.kept : a;
    int kAt = dropped ? k.at(row) + from : z + hidden;
    KERNELS
        .cells()
        .lstmCoupledBackward(
            count,
            to - from,
            layer.hard(),
            a.data(),
            z,
            z + hidden,
            a.columns(),
            k.data(),
            kAt,
            k.columns(),
            states.data(),
            states.at(pass.h.before(t, first)) + from,
            hidden,
            carry.data(),
            carry.at(first) + from,
            hidden);
    if (dropped) {
      Masks masks = pass.noises.candidate().get();
      Matrix mask = masks.draw(pass.steps, t, first, count, from, to);
      int n = 2 * hidden + from;
      Elements.multiply(count, to - from, mask, first, from, a, row, n, a, row, n);
    }
  }

  /** s = r ⊙ h₋₁, and its product. */
  private void resetBefore(int t, int first, int row, int count) {
    Matrix a = pass.rzn;
    for (int r = row; r < row + count; r++) {
      System.arraycopy(a.data(), a.at(r) + 2 * hidden, dn.data(), dn.at(r), hidden);
    }
    Matrix ds = pass.scratch;
    candidate.rows(count, dn, row, ds, first, false);
    Matrix states = pass.seen().all();
    boolean masked = pass.masked.isPresent();
    Matrix into = masked ? product : carry;
    if (masked) {
      Arrays.fill(product.data(), product.at(first), product.at(first + count), 0);
    }
    KERNELS
        .cells()
        .gruResetBackward(
            count,
            hidden,
            hidden,
            layer.hard(),
            a.data(),
            a.at(row),
            states.data(),
            states.at(pass.h.before(t, first)),
            ds.data(),
            ds.at(first),
            into.data(),
            into.at(first));
    if (masked) {
      Matrix mask = pass.noises.state().orElseThrow().drawn();
      Elements.multiplyAdd(count, hidden, mask, first, 0, product, first, 0, carry, first, 0);
    }
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
