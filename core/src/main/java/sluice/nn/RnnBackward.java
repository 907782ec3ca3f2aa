package sluice.nn;

import sluice.math.Matrix;
import sluice.math.Steps;

/** Backward of an {@link Rnn} through time. */
final class RnnBackward {
  private final RnnPass pass;
  private final Rnn layer;
  private final int hidden;
  private final Slices slices;
  private final Incoming incoming;
  private final TimeLoop loop;
  private final BiasGradient db;
  private final Matrix dh; // [N, H]  from above and from step t+1
  private final Matrix da; // [N, H]
  private final Matrix keptDh; // [B, H]  what zoneout hands to h₋₁
  private final Matrix product; // [B, H]  what state dropout is yet to mask
  private final Matrix startGradient; // [B, H]

  RnnBackward(RnnPass pass, Gradients gradients) {
    this.pass = pass;
    layer = pass.layer;
    hidden = pass.hidden;
    slices = pass.slices;
    PassSettings settings = pass.settings;
    int rows = settings.capacity().rows();
    int sequences = settings.capacity().sequences();
    incoming = new Incoming(slices, hidden);
    loop = new TimeLoop(settings, slices, hidden, layer.recurrentSize(), this::step);
    db = new BiasGradient(gradients, layer.b(), settings.workers());
    dh = Matrix.of(rows, hidden);
    da = Matrix.of(rows, hidden);
    keptDh = Matrix.of(pass.noises.hidden().isPresent() ? sequences : 0, hidden);
    product = Matrix.of(pass.masked.isPresent() ? sequences : 0, hidden);
    startGradient = Matrix.of(sequences, hidden);
  }

  /** Floats that one holds. */
  static long floats(Rnn layer, Capacity capacity) {
    int hidden = layer.outputSize();
    long sequences = 1;
    sequences += layer.noise().zoneoutHidden() > 0 ? 1 : 0;
    sequences += layer.noise().stateDropout() > 0 ? 1 : 0;
    return hidden * (2L * capacity.rows() + sequences * capacity.sequences());
  }

  Matrix startGradient() {
    return startGradient;
  }

  Matrix run(Matrix dy, Matrix endGradient) {
    Steps steps = pass.steps;
    da.rows(steps.rows());
    dh.rows(steps.rows());
    incoming.begin(dy, endGradient, dh);
    pass.past.refreshBack();
    loop.backward(steps);
    if (!pass.settings.probe().equals(Probe.NONE) && pass.settings.probe().reads()) {
      report(steps);
    }
    History seen = pass.seen();
    pass.past.gradient(seen.past(), seen.pastRow(), da);
    db.add(da);
    return pass.input.backward(pass.x, da);
  }

  /**
   * Step t of the units {@code [from, to)} of a slice: first what comes from above, then what step
   * t+1 hands back, then noise and activation; at −1 what step 0 hands to the initial state.
   */
  private void step(int slice, int t, int from, int to) {
    int first = slices.first(slice);
    if (t >= 0) {
      incoming.step(slice, t, from, to);
    }
    if (t + 1 < pass.steps.count()) {
      int later = slices.row(slice, t + 1);
      int alive = slices.count(slice, t + 1); // 0 while all of this slice have ended before
      if (t >= 0) {
        fromLater(later, alive, first, from, to, dh, slices.row(slice, t), true);
      } else {
        fromLater(later, alive, first, from, to, startGradient, first, false);
      }
    }
    int count = t < 0 ? 0 : slices.count(slice, t);
    if (count > 0) {
      activation(t, first, slices.row(slice, t), count, from, to);
    }
  }

  /** What step t+1 hands back: through its recurrence, and past it where zoneout has kept h. */
  private void fromLater(
      int later, int alive, int first, int from, int to, Matrix into, int row, boolean add) {
    if (pass.masked.isEmpty()) {
      pass.past.back(from, to, alive, da, later, into, row, add);
    } else {
      pass.past.back(from, to, alive, da, later, product, first, false);
      pass.noises.handBack(first, alive, from, to, product, into, row, add);
    }
    if (keptDh.capacity() > 0) {
      Elements.add(alive, to - from, keptDh, first, from, into, row, from);
    }
  }

  /** da of a step. */
  private void activation(int t, int first, int row, int count, int from, int to) {
    int n = to - from;
    Matrix dy = dh; // of act(a)
    if (keptDh.capacity() > 0) {
      Matrix mask = pass.noises.hidden().orElseThrow().draw(pass.steps, t, first, count, from, to);
      Elements.split(count, n, from, mask, first, dh, row, keptDh, first, da, row);
      dy = da;
    }
    if (pass.noises.candidate().isPresent()) {
      Masks masks = pass.noises.candidate().get();
      Matrix mask = masks.draw(pass.steps, t, first, count, from, to);
      Elements.multiply(count, n, mask, first, from, dy, row, from, da, row, from);
      dy = da;
    }
    if (n == hidden) {
      derive(count * hidden, row, 0, dy);
    } else {
      for (int r = row; r < row + count; r++) {
        derive(n, r, from, dy);
      }
    }
    Elements.dropTiny(count, n, da, row, from);
  }

  private void derive(int n, int row, int from, Matrix dy) {
    Matrix y = pass.activations();
    int at = y.at(row) + from;
    int daAt = da.at(row) + from;
    layer.activation().backward(n, y.data(), at, dy.data(), dy.at(row) + from, da.data(), daAt);
  }

  private void report(Steps steps) {
    Matrix none = Matrix.EMPTY;
    for (int t = steps.count() - 1; t >= 0; t--) {
      pass.settings
          .probe()
          .backwardStep(layer.index(), t, steps.offset(t), steps.alive(t), dh, none, none, da);
    }
  }
}
