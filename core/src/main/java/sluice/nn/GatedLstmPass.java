package sluice.nn;

import java.util.Optional;
import sluice.math.Matrix;
import sluice.math.Steps;

/**
 * Forward of a {@link GatedLstm}, and the buffers of both ways. What a form does not have takes no
 * room and no time.
 */
final class GatedLstmPass implements Layer.Pass {
  /** Rows are taken a few at a time, so that they stay in the first cache from pass to pass. */
  private static final int FLOATS_IN_CACHE = 4096;

  final GatedLstm layer;
  final PassSettings settings;
  final int hidden; // H
  final int width; // P, or H
  final int forget; // column of f; g and o follow
  final boolean training;
  final Slices slices;
  final InputProduct input;
  final Matrix a; // [N, 4H]  gate activations; backward turns them into da
  final History h; // [N, P]
  final History c; // [N, H]
  final Matrix tanhC; // [N, H]
  final Matrix y; // [N, H]  o ⊙ tanh c, where it is projected
  final Matrix kept; // [N, H]  what dropout leaves of g
  final Matrix fresh; // [N, H]  c before zoneout
  final Optional<History> masked; // [N, P]  h as the next step sees it
  final Optional<Sums> sums;
  final Noises noises;
  final Optional<OutputGatePenalty> penalty;
  Input x = new Input.Rows(Matrix.EMPTY);
  Steps steps = Steps.equal(1, 1);

  private final boolean all; // the gates and cells of every step, for the way back or a probe
  private final boolean stepwise; // the product of the input inside the time loop
  private final Matrix zeros; // [1, 4H]  the bias of a product that is normalised
  final WeightDrop wh;
  private final RowProduct recurrent;
  private final Optional<RowProduct> projection;
  private final TimeLoop loop;
  private final Matrix start; // [B, P + H]
  private final Matrix end; // [B, P + H]
  private final Optional<GatedLstmBackward> back;

  /** Normalised sums of input, state and cell. */
  record Sums(Normalised x, Normalised h, Normalised c) {}

  GatedLstmPass(GatedLstm layer, PassSettings settings) {
    this.layer = layer;
    this.settings = settings;
    hidden = layer.hidden();
    width = layer.outputSize();
    forget = layer.forget();
    training = settings.training();
    Capacity capacity = settings.capacity();
    int sequences = capacity.sequences();
    int columns = layer.gates() * hidden;
    slices = new Slices(settings.workers());
    input = new InputProduct(layer.wx(), settings);
    loop = new TimeLoop(settings, slices, hidden, layer.divisible(), this::step);
    wh = new WeightDrop(layer.wh(), layer.noise().weightDrop(), layer.index(), 0, settings);
    recurrent =
        loop.byUnits()
            ? RowProduct.byGates(wh.read(), layer.gates(), !training, settings.workers())
            : RowProduct.by(wh.read(), !training, settings.workers());
    projection = layer.wp().map(w -> RowProduct.by(w, !training, settings.workers()));
    all = training || !settings.probe().equals(Probe.NONE);
    stepwise = !loop.byUnits() && stepwise(layer, capacity);
    int rows = all ? capacity.rows() : sequences;
    int inputRows = all || !stepwise ? capacity.rows() : sequences;
    noises = Noises.of(layer.noise(), layer.index(), hidden, width, settings);
    a = Matrix.of(inputRows, columns);
    h = new History(capacity, width, true);
    c = new History(capacity, hidden, all);
    tanhC = Matrix.of(rows, hidden);
    y = Matrix.of(layer.wp().isPresent() ? rows : 0, hidden);
    kept = Matrix.of(noises.candidate().isPresent() ? rows : 0, hidden);
    fresh = Matrix.of(layer.noise().zoneoutCell() > 0 ? rows : 0, hidden);
    masked = noises.state().map(masks -> new History(capacity, width, true));
    sums =
        layer
            .gains()
            .map(g ->
                new Sums(
                    new Normalised(inputRows, columns),
                    new Normalised(rows, columns),
                    new Normalised(rows, hidden)));
    boolean hard = layer.form().gates().hard();
    penalty = OutputGatePenalty.of(layer.gatePenalty(), hard, forget + 2 * hidden, a, settings);
    zeros = Matrix.of(sums.isPresent() ? 1 : 0, columns);
    start = Matrix.of(sequences, width + hidden);
    end = Matrix.of(sequences, width + hidden);
    back = settings.gradients().map(gradients -> new GatedLstmBackward(this, gradients));
  }

  private static boolean stepwise(GatedLstm layer, Capacity capacity) {
    return TimeLoop.stepwise(layer.wx().size(), layer.wh().size(), capacity.sequences());
  }

  /** Floats that a pass holds, about. */
  static long floats(GatedLstm layer, Capacity capacity, boolean training) {
    int hidden = layer.hidden();
    int width = layer.outputSize();
    int columns = layer.gates() * hidden;
    Noise noise = layer.noise();
    long sequences = capacity.sequences();
    long rows = training ? capacity.rows() : sequences;
    long inputRows = training || !stepwise(layer, capacity) ? capacity.rows() : sequences;
    long floats = 2L * (width + hidden) * sequences; // start and end
    floats += columns * inputRows + hidden * rows; // a, tanh c
    floats += History.floats(capacity, width, true, training);
    floats += History.floats(capacity, hidden, training, layer.p().isPresent() && training);
    floats += InputProduct.floats(layer.inputSize(), columns, capacity, training);
    floats += RowProduct.floats(width, columns);
    if (layer.wp().isPresent()) {
      floats += hidden * rows + RowProduct.floats(hidden, width);
    }
    if (layer.gains().isPresent()) {
      floats += Normalised.floats(inputRows + rows, columns) + Normalised.floats(rows, hidden);
    }
    floats += OutputGatePenalty.floats(layer.gatePenalty(), capacity, hidden, training);
    floats += Noises.floats(noise, capacity, hidden, width, training);
    floats += noise.zoneoutCell() > 0 ? hidden * rows : 0;
    floats += WeightDrop.floats(noise.weightDrop(), layer.wh(), training);
    if (training) {
      floats += noise.recurrentDropout() > 0 ? hidden * rows : 0;
      floats += noise.stateDropout() > 0 ? width * (rows + sequences) : 0;
      floats += GatedLstmBackward.floats(layer, capacity);
    }
    return floats;
  }

  @Override
  public Matrix forward(Input x, Steps steps) {
    settings.capacity().check(steps);
    this.x = x;
    this.steps = steps;
    h.begin(steps);
    c.begin(steps);
    Matrix sum = inputSum();
    size(a);
    size(sum);
    size(tanhC);
    size(y);
    if (stepwise) {
      input.prepare(x);
    } else {
      input.forward(x, inputBias(), sum);
    }
    wh.draw();
    recurrent.refresh();
    if (projection.isPresent()) {
      projection.get().refresh();
    }
    begin();
    loop.forward(steps);
    for (int b = 0; b < steps.sequences(); b++) {
      int last = steps.length(b) - 1;
      copy(width, h.all(), h.at(last, b), 0, end, b, 0);
      copy(hidden, c.all(), c.at(last, b), 0, end, b, width);
    }
    if (penalty.isPresent()) {
      penalty.get().measure();
    }
    if (!settings.probe().equals(Probe.NONE) && settings.probe().reads()) {
      for (int t = 0; t < steps.count(); t++) {
        int row = steps.offset(t);
        settings.probe().forwardStep(layer.index(), t, row, steps.alive(t), a, c.rows(), h.rows());
      }
    }
    return h.rows();
  }

  private void size(Matrix matrix) {
    matrix.rows(Math.min(steps.rows(), matrix.capacity()));
  }

  /** Where the product of the input goes. */
  private Matrix inputSum() {
    return sums.isPresent() ? sums.get().x.rows : a;
  }

  private Matrix inputBias() {
    return sums.isPresent() ? zeros : layer.b().values();
  }

  /** The initial states, and the masks that hold for all steps. */
  private void begin() {
    for (int b = 0; b < steps.sequences(); b++) {
      copy(width, start, b, 0, h.all(), h.start() + b, 0);
      copy(hidden, start, b, width, c.all(), c.start() + b, 0);
    }
    if (masked.isPresent()) {
      noises.begin(steps, width, h, masked.get());
    }
  }

  /** Step t of the units {@code [from, to)} of a slice of the sequences. */
  private void step(int slice, int t, int from, int to) {
    int first = slices.first(slice);
    int count = slices.count(slice, t);
    int row = slices.row(slice, t);
    int at = all || !stepwise ? row : first;
    int mine = all ? row : first;
    if (stepwise) {
      input.rows(x, row, count, inputBias(), inputSum(), at);
    }
    History seen = masked.isPresent() ? masked.get() : h;
    int before = seen.before(t, first);
    if (sums.isPresent()) {
      recurrent.rows(count, seen.all(), before, sums.get().h.rows, mine, false);
    } else if (loop.byUnits()) {
      recurrent.units(from, to, count, seen.all(), before, a, at, true);
    } else {
      recurrent.rows(count, seen.all(), before, a, at, true);
    }
    if (noises.candidate().isPresent()) {
      noises.candidate().get().draw(steps, t, first, count, from, to);
    }
    int few = Math.max(1, FLOATS_IN_CACHE / ((layer.gates() + 2) * (to - from)));
    for (int r = 0; r < count; r += few) {
      units(t, first + r, Math.min(few, count - r), at + r, mine + r, from, to);
    }
    if (projection.isPresent()) {
      projection.get().rows(count, y, mine, h.all(), h.at(t, first), false);
    }
    zoneout(t, first, count, mine, from, to);
    if (masked.isPresent()) {
      int start = width == hidden ? from : 0;
      noises.see(first, count, start, start + units(from, to), h, h.at(t, first), masked.get());
    }
  }

  /** Units of h, which are all where they are fewer or more than those of c. */
  int units(int from, int to) {
    return width == hidden ? to - from : width;
  }

  /** Everything element by element of a few rows, up to o ⊙ tanh c. */
  private void units(int t, int first, int rows, int at, int mine, int from, int to) {
    int n = to - from;
    int before = c.before(t, first);
    int f = forget + from;
    int g = f + hidden;
    int o = g + hidden;
    if (sums.isPresent()) {
      normalisedSum(rows, at, mine);
    }
    if (layer.p().isPresent()) {
      Matrix p = layer.p().get().values();
      if (forget > 0) {
        Elements.multiplyAdd(rows, n, p, 0, from, c.all(), before, from, a, at, from);
      }
      Elements.multiplyAdd(rows, n, p, 0, f, c.all(), before, from, a, at, f);
    }
    GateFunction gate = layer.form().gates();
    if (n == hidden) { // i and f side by side
      Elements.gate(rows, forget + hidden, gate, a, at, 0);
    } else {
      if (forget > 0) {
        Elements.gate(rows, n, gate, a, at, from);
      }
      Elements.gate(rows, n, gate, a, at, f);
    }
    Elements.tanh(rows, n, a, at, g, a, at, g);
    cell(rows, n, t, first, at, mine, from);
    if (layer.p().isPresent()) {
      Matrix p = layer.p().get().values();
      Elements.multiplyAdd(
          rows, n, p, 0, f + hidden, newCells(), newCell(t, first, mine), from, a, at, o);
    }
    Elements.gate(rows, n, gate, a, at, o);
    squash(rows, n, t, first, mine, from);
    if (projection.isPresent()) {
      Elements.multiply(rows, n, a, at, o, tanhC, mine, from, y, mine, from);
    } else {
      int now = h.at(t, first);
      Elements.multiply(rows, n, a, at, o, tanhC, mine, from, h.all(), now, from);
    }
  }

  /** c as it is before zoneout, and its row. */
  Matrix newCells() {
    return fresh.capacity() > 0 ? fresh : c.all();
  }

  int newCell(int t, int first, int mine) {
    return fresh.capacity() > 0 ? mine : c.at(t, first);
  }

  /** a = b + gx ⊙ n(x·Wx) + gh ⊙ n(h₋₁·Wh). */
  private void normalisedSum(int rows, int at, int mine) {
    Sums sum = sums.get();
    GatedLstm.Gains gains = layer.gains().get();
    int columns = a.columns();
    sum.x.forward(at, rows);
    sum.h.forward(mine, rows);
    Elements.fill(rows, columns, layer.b().values(), 0, a, at, 0);
    Matrix gx = gains.x().values();
    Matrix gh = gains.h().values();
    Elements.multiplyAdd(rows, columns, gx, 0, 0, sum.x.rows, at, 0, a, at, 0);
    Elements.multiplyAdd(rows, columns, gh, 0, 0, sum.h.rows, mine, 0, a, at, 0);
  }

  /** c = f ⊙ c₋₁ + i ⊙ k. */
  private void cell(int rows, int n, int t, int first, int at, int mine, int from) {
    int before = c.before(t, first);
    int f = forget + from;
    int g = f + hidden;
    Matrix candidates = a;
    int candidate = at;
    int column = g;
    if (noises.candidate().isPresent()) {
      Matrix mask = noises.candidate().get().drawn();
      Elements.multiply(rows, n, a, at, g, mask, first, from, kept, mine, from);
      candidates = kept;
      candidate = mine;
      column = from;
    }
    Matrix cells = newCells();
    int now = newCell(t, first, mine);
    if (forget == 0) {
      Elements.mix(
          rows,
          n,
          a,
          at,
          f,
          c.all(),
          before,
          from,
          candidates,
          candidate,
          column,
          cells,
          now,
          from);
    } else {
      Elements.cell(
          rows,
          n,
          a,
          at,
          from,
          f,
          candidates,
          candidate,
          column,
          from,
          c.all(),
          before,
          cells,
          now);
    }
  }

  /** tanh c, or that of its normalised form. */
  private void squash(int rows, int n, int t, int first, int mine, int from) {
    Matrix cells = newCells();
    int now = newCell(t, first, mine);
    if (sums.isEmpty()) {
      Elements.tanh(rows, n, cells, now, from, tanhC, mine, from);
      return;
    }
    Normalised norm = sums.get().c;
    GatedLstm.Gains gains = layer.gains().get();
    for (int r = 0; r < rows; r++) {
      copy(hidden, cells, now + r, 0, norm.rows, mine + r, 0);
    }
    norm.forward(mine, rows);
    Elements.fill(rows, hidden, gains.shift().values(), 0, tanhC, mine, 0);
    Matrix gc = gains.c().values();
    Elements.multiplyAdd(rows, hidden, gc, 0, 0, norm.rows, mine, 0, tanhC, mine, 0);
    Elements.tanh(rows, hidden, tanhC, mine, 0, tanhC, mine, 0);
  }

  /** Some of c and h stay as they were. */
  private void zoneout(int t, int first, int count, int mine, int from, int to) {
    Noises n = noises;
    if (fresh.capacity() > 0) {
      Noises.zoneout(n.cell(), n.cellShare(), steps, t, first, count, from, to, fresh, mine, c);
    }
    int now = h.at(t, first);
    int start = width == hidden ? from : 0;
    n.zoneoutHidden(steps, t, first, count, start, start + units(from, to), h.all(), now, h);
  }

  /** Copies columns of a row. */
  static void copy(
      int n, Matrix from, int fromRow, int fromColumn, Matrix to, int row, int column) {
    System.arraycopy(from.data(), from.at(fromRow) + fromColumn, to.data(), to.at(row) + column, n);
  }

  @Override
  public Matrix backward(Matrix dy, Matrix endGradient) {
    return back.orElseThrow(
            () -> new IllegalStateException("this pass was made to predict, without gradients"))
        .run(dy, endGradient);
  }

  @Override
  public double penalty() {
    return penalty.isPresent() ? penalty.get().penalty() : 0;
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
