package sluice.nn;

import java.util.Optional;
import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Steps;

/**
 * Forward of a {@link Gru}, and the buffers of both ways.
 *
 * <p>A pass that only predicts keeps no gates. Where the reset comes before the product, the
 * candidates of a step need the reset gates of all units: such a layer is divided by sequences
 * only.
 */
final class GruPass implements Layer.Pass {
  private static final Kernels KERNELS = Kernels.get();
  private static final int GATES = Gru.GATES;

  /** Rows are taken a few at a time, so that they stay in the first cache from pass to pass. */
  private static final int FLOATS_IN_CACHE = 4096;

  final Gru layer;
  final PassSettings settings;
  final int hidden;
  final Slices slices;
  final InputProduct input;
  final Matrix rzn; // [N, 3H]  gate activations; backward turns them into da
  final Matrix u; // [N, H]  reset after: h₋₁·Wn + bn; before: r ⊙ h₋₁
  final Matrix scratch; // [B, H]  reset before: a product of the step
  final Matrix kept; // [N, H]  what dropout leaves of n
  final History h;
  final Optional<History> masked; // [N, H]  h as the next step sees it
  final Noises noises;
  final WeightDrop wh;
  final WeightDrop wn;
  Input x = new Input.Rows(Matrix.EMPTY);
  Steps steps = Steps.equal(1, 1);

  private final boolean all; // the gates of every step, for the way back or a probe
  private final boolean stepwise; // the product of the input inside the time loop
  private final RowProduct gates;
  private final RowProduct candidate;
  private final TimeLoop loop;
  private final Matrix start; // [B, H]
  private final Matrix end; // [B, H]
  private final Optional<GruBackward> back;

  GruPass(Gru layer, PassSettings settings) {
    this.layer = layer;
    this.settings = settings;
    hidden = layer.outputSize();
    Capacity capacity = settings.capacity();
    int sequences = capacity.sequences();
    slices = new Slices(settings.workers());
    input = new InputProduct(layer.wx(), settings);
    loop = loop(layer, settings, slices, this::step);
    boolean shared = !settings.training();
    float dropped = layer.noise().weightDrop();
    wh = new WeightDrop(layer.wh(), dropped, layer.index(), 0, settings);
    wn = new WeightDrop(layer.wn(), dropped, layer.index(), 1, settings);
    gates =
        loop.byUnits()
            ? RowProduct.byGates(wh.read(), 2, shared, settings.workers())
            : RowProduct.by(wh.read(), shared, settings.workers());
    candidate = RowProduct.by(wn.read(), shared, settings.workers());
    all = settings.training() || !settings.probe().equals(Probe.NONE);
    stepwise = !loop.byUnits() && stepwise(layer, capacity);
    rzn = Matrix.of(all || !stepwise ? capacity.rows() : sequences, GATES * hidden);
    u = Matrix.of(all ? capacity.rows() : sequences, hidden);
    scratch = Matrix.of(layer.resetAfter() ? 0 : sequences, hidden);
    noises = Noises.of(layer.noise(), layer.index(), hidden, hidden, settings);
    kept = Matrix.of(noises.candidate().isPresent() ? capacity.rows() : 0, hidden);
    h = new History(capacity, hidden, true);
    masked = noises.state().map(masks -> new History(capacity, hidden, true));
    start = Matrix.of(sequences, hidden);
    end = Matrix.of(sequences, hidden);
    back = settings.gradients().map(gradients -> new GruBackward(this, gradients));
  }

  /** How the steps of a layer are shared out. */
  static TimeLoop loop(Gru layer, PassSettings settings, Slices slices, TimeLoop.Step step) {
    int divisible = layer.resetAfter() ? recurrentSize(layer) : 0;
    return new TimeLoop(settings, slices, layer.outputSize(), divisible, step);
  }

  private static int recurrentSize(Gru layer) {
    return layer.wh().size() + layer.wn().size();
  }

  private static boolean stepwise(Gru layer, Capacity capacity) {
    return TimeLoop.stepwise(layer.wx().size(), recurrentSize(layer), capacity.sequences());
  }

  /** Floats that a pass holds, about. */
  static long floats(Gru layer, Capacity capacity, boolean training) {
    int hidden = layer.outputSize();
    boolean all = training || !stepwise(layer, capacity);
    long floats = (layer.resetAfter() ? 2L : 3L) * hidden * capacity.sequences(); // start, end …
    floats += (long) GATES * hidden * (all ? capacity.rows() : capacity.sequences());
    floats += (long) hidden * (training ? capacity.rows() : capacity.sequences()); // u
    floats += History.floats(capacity, hidden, true, training);
    floats += InputProduct.floats(layer.inputSize(), GATES * hidden, capacity, training);
    floats += RowProduct.floats(hidden, 2 * hidden) + RowProduct.floats(hidden, hidden);
    floats += Noises.floats(layer.noise(), capacity, hidden, hidden, training);
    floats += WeightDrop.floats(layer.noise().weightDrop(), layer.wh(), training);
    floats += WeightDrop.floats(layer.noise().weightDrop(), layer.wn(), training);
    if (training) {
      long rows = capacity.rows();
      floats += layer.noise().recurrentDropout() > 0 ? hidden * rows : 0;
      floats += layer.noise().stateDropout() > 0 ? hidden * (rows + capacity.sequences()) : 0;
      floats += GruBackward.floats(layer, capacity);
    }
    return floats;
  }

  @Override
  public Matrix forward(Input x, Steps steps) {
    settings.capacity().check(steps);
    this.x = x;
    this.steps = steps;
    h.begin(steps);
    rzn.rows(Math.min(steps.rows(), rzn.capacity()));
    u.rows(Math.min(steps.rows(), u.capacity()));
    if (stepwise) {
      input.prepare(x);
    } else {
      input.forward(x, layer.b().values(), rzn);
    }
    wh.draw();
    wn.draw();
    gates.refresh();
    candidate.refresh();
    Matrix history = h.all();
    int states = steps.sequences() * hidden;
    System.arraycopy(start.data(), start.at(0), history.data(), history.at(h.start()), states);
    if (masked.isPresent()) {
      noises.begin(steps, hidden, h, masked.get());
    }
    loop.forward(steps);
    for (int b = 0; b < steps.sequences(); b++) {
      int last = history.at(h.at(steps.length(b) - 1, b));
      System.arraycopy(history.data(), last, end.data(), end.at(b), hidden);
    }
    if (!settings.probe().equals(Probe.NONE) && settings.probe().reads()) {
      for (int t = 0; t < steps.count(); t++) {
        int row = steps.offset(t);
        settings
            .probe()
            .forwardStep(layer.index(), t, row, steps.alive(t), rzn, h.rows(), h.rows());
      }
    }
    return h.rows();
  }

  /** h as the products of the next step see it. */
  History seen() {
    return masked.isPresent() ? masked.get() : h;
  }

  /** Step t of the units {@code [from, to)} of a slice of the sequences. */
  private void step(int slice, int t, int from, int to) {
    int first = slices.first(slice);
    int count = slices.count(slice, t);
    int row = slices.row(slice, t);
    int at = all || !stepwise ? row : first;
    int before = h.before(t, first);
    if (stepwise) {
      input.rows(x, row, count, layer.b().values(), rzn, at);
    }
    if (loop.byUnits()) {
      gates.units(from, to, count, seen().all(), before, rzn, at, true);
    } else {
      gates.rows(count, seen().all(), before, rzn, at, true);
    }
    int mine = all ? row : first;
    if (layer.resetAfter()) {
      Matrix bias = layer.bn().orElseThrow().values();
      KERNELS.fillRows(
          count, to - from, bias.data(), bias.at(0) + from, u.data(), u.at(mine) + from, hidden);
      candidate.units(from, to, count, seen().all(), before, u, mine, true);
    }
    if (noises.candidate().isPresent()) {
      noises.candidate().get().draw(steps, t, first, count, from, to);
    }
    int few = Math.max(1, FLOATS_IN_CACHE / ((GATES + 2) * (to - from)));
    for (int r = 0; r < count; r += few) {
      int rows = Math.min(few, count - r);
      gate(rows, from, to, rzn.at(at + r) + from);
      if (layer.resetAfter()) {
        resetAfter(rows, from, to, at + r, mine + r);
        output(rows, from, to, at + r, before + r, h.at(t, first) + r, first + r);
      } else {
        resetBefore(rows, at + r, before + r, mine + r);
      }
    }
    if (!layer.resetAfter()) {
      candidate.rows(count, u, mine, scratch, first, false);
      for (int r = 0; r < count; r += few) {
        int rows = Math.min(few, count - r);
        Elements.add(rows, hidden, scratch, first + r, 0, rzn, at + r, 2 * hidden);
        output(rows, from, to, at + r, before + r, h.at(t, first) + r, first + r);
      }
    }
    int now = h.at(t, first);
    noises.zoneoutHidden(steps, t, first, count, from, to, h.all(), now, h);
    if (masked.isPresent()) {
      noises.see(first, count, from, to, h, now, masked.get());
    }
  }

  /** r and z of a few rows. */
  private void gate(int rows, int from, int to, int at) {
    boolean hard = layer.hard();
    int width = GATES * hidden;
    if (to - from == hidden) { // r and z side by side
      KERNELS.cells().gate(rows, 2 * hidden, hard, rzn.data(), at, width);
    } else {
      KERNELS.cells().gate(rows, to - from, hard, rzn.data(), at, width);
      KERNELS.cells().gate(rows, to - from, hard, rzn.data(), at + hidden, width);
    }
  }

  /** a_n += r ⊙ u. */
  private void resetAfter(int rows, int from, int to, int at, int mine) {
    int n = 2 * hidden + from;
    Elements.multiplyAdd(rows, to - from, rzn, at, from, u, mine, from, rzn, at, n);
  }

  /** s = r ⊙ h₋₁. */
  private void resetBefore(int rows, int at, int before, int mine) {
    Elements.multiply(rows, hidden, rzn, at, 0, seen().all(), before, 0, u, mine, 0);
  }

  /** n = tanh a_n; h = z ⊙ h₋₁ + (1 − z) ⊙ n. */
  private void output(int rows, int from, int to, int at, int before, int now, int first) {
    int units = to - from;
    int z = hidden + from;
    int n = z + hidden;
    Matrix states = h.all();
    Elements.tanh(rows, units, rzn, at, n, rzn, at, n);
    Matrix candidates = rzn;
    int column = n;
    if (noises.candidate().isPresent()) {
      Matrix mask = noises.candidate().get().drawn();
      Elements.multiply(rows, units, mask, first, from, rzn, at, n, kept, at, from);
      candidates = kept;
      column = from;
    }
    Elements.mix(
        rows, units, rzn, at, z, states, before, from, candidates, at, column, states, now, from);
  }

  @Override
  public Matrix backward(Matrix dy, Matrix endGradient) {
    return back.orElseThrow(
            () -> new IllegalStateException("this pass was made to predict, without gradients"))
        .run(dy, endGradient);
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
    return back.orElseThrow().startGradient();
  }
}
