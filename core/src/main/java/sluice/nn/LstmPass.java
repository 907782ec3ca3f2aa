package sluice.nn;

import java.util.Optional;
import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Steps;

/**
 * Forward of an {@link Lstm}, and the buffers of both ways.
 *
 * <p>A pass that only predicts keeps neither gates nor cells: each step overwrites those of the one
 * before, which never leave the cache.
 */
final class LstmPass implements Layer.Pass {
  private static final Kernels KERNELS = Kernels.get();
  static final int GATES = 4;

  final Lstm layer;
  final PassSettings settings;
  final int hidden;
  final Slices slices;
  final InputProduct input;
  final Matrix ifgo; // [N, 4H]  gate activations; backward turns them into da
  final History h;
  final History c;
  final Matrix tanhC; // [N, H]
  final Optional<OutputGatePenalty> penalty;
  Input x = new Input.Rows(Matrix.EMPTY);
  Steps steps = Steps.equal(1, 1);

  private final boolean kept; // the gates and cells of every step, for the way back or a probe
  private final boolean stepwise; // the product of the input inside the time loop
  private final RowProduct recurrent;
  private final TimeLoop loop;
  private final Matrix start; // [B, 2H]
  private final Matrix end; // [B, 2H]
  private final Optional<LstmBackward> back;

  LstmPass(Lstm layer, PassSettings settings) {
    this.layer = layer;
    this.settings = settings;
    hidden = layer.outputSize();
    Capacity capacity = settings.capacity();
    int sequences = capacity.sequences();
    slices = new Slices(settings.workers());
    input = new InputProduct(layer.wx(), settings);
    loop = new TimeLoop(settings, slices, hidden, layer.wh().size(), this::step);
    recurrent =
        loop.byUnits()
            ? RowProduct.byGates(layer.wh(), GATES, !settings.training(), settings.workers())
            : RowProduct.by(layer.wh(), !settings.training(), settings.workers());
    kept = settings.training() || !settings.probe().equals(Probe.NONE);
    stepwise = !loop.byUnits() && stepwise(layer, capacity);
    ifgo = Matrix.of(kept || !stepwise ? capacity.rows() : sequences, GATES * hidden);
    h = new History(capacity, hidden, true);
    c = new History(capacity, hidden, kept);
    tanhC = Matrix.of(kept ? capacity.rows() : sequences, hidden);
    penalty = OutputGatePenalty.of(layer.gatePenalty(), false, 3 * hidden, ifgo, settings);
    start = Matrix.of(sequences, 2 * hidden);
    end = Matrix.of(sequences, 2 * hidden);
    back = settings.gradients().map(gradients -> new LstmBackward(this, gradients));
  }

  private static boolean stepwise(Lstm layer, Capacity capacity) {
    return TimeLoop.stepwise(layer.wx().size(), layer.wh().size(), capacity.sequences());
  }

  /** Floats that a pass holds, about. */
  static long floats(Lstm layer, Capacity capacity, boolean training) {
    int hidden = layer.outputSize();
    int gates = GATES * hidden;
    long floats = 4L * hidden * capacity.sequences(); // start and end
    boolean all = training || !stepwise(layer, capacity);
    floats += (long) gates * (all ? capacity.rows() : capacity.sequences());
    floats += History.floats(capacity, hidden, true, training);
    floats += History.floats(capacity, hidden, training, false);
    floats += (long) hidden * (training ? capacity.rows() : capacity.sequences()); // tanh c
    floats += InputProduct.floats(layer.inputSize(), gates, capacity, training);
    floats += RowProduct.floats(hidden, gates);
    floats += OutputGatePenalty.floats(layer.gatePenalty(), capacity, hidden, training);
    return floats + (training ? LstmBackward.floats(hidden, capacity) : 0);
  }

  @Override
  public Matrix forward(Input x, Steps steps) {
    settings.capacity().check(steps);
    this.x = x;
    this.steps = steps;
    h.begin(steps);
    c.begin(steps);
    ifgo.rows(Math.min(steps.rows(), ifgo.capacity()));
    tanhC.rows(Math.min(steps.rows(), tanhC.capacity()));
    if (stepwise) {
      input.prepare(x);
    } else {
      input.forward(x, layer.b().values(), ifgo);
    }
    recurrent.refresh();
    for (int b = 0; b < steps.sequences(); b++) {
      copy(start, b, 0, h.all(), h.start() + b, 0);
      copy(start, b, hidden, c.all(), c.start() + b, 0);
    }
    loop.forward(steps);
    for (int b = 0; b < steps.sequences(); b++) {
      int last = steps.length(b) - 1;
      copy(h.all(), h.at(last, b), 0, end, b, 0);
      copy(c.all(), c.at(last, b), 0, end, b, hidden);
    }
    if (penalty.isPresent()) {
      penalty.get().measure();
    }
    if (!settings.probe().equals(Probe.NONE) && settings.probe().reads()) {
      for (int t = 0; t < steps.count(); t++) {
        int row = steps.offset(t);
        settings
            .probe()
            .forwardStep(layer.index(), t, row, steps.alive(t), ifgo, c.rows(), h.rows());
      }
    }
    return h.rows();
  }

  /** Step t of the units {@code [from, to)} of a slice of the sequences. */
  private void step(int slice, int t, int from, int to) {
    int first = slices.first(slice);
    int count = slices.count(slice, t);
    int row = slices.row(slice, t);
    int gates = kept || !stepwise ? row : first;
    if (stepwise) {
      input.rows(x, row, count, layer.b().values(), ifgo, gates);
    }
    if (loop.byUnits()) {
      recurrent.units(from, to, count, h.all(), h.before(t, first), ifgo, gates, true);
    } else {
      recurrent.rows(count, h.all(), h.before(t, first), ifgo, gates, true);
    }
    KERNELS.lstmForward(
        count,
        hidden,
        from,
        to,
        ifgo.data(),
        ifgo.at(gates),
        c.all().data(),
        c.all().at(c.before(t, first)),
        c.all().data(),
        c.all().at(c.at(t, first)),
        tanhC.data(),
        tanhC.at(kept ? row : first),
        h.all().data(),
        h.all().at(h.at(t, first)));
  }

  /** Copies H columns of a row. */
  void copy(Matrix from, int fromRow, int fromColumn, Matrix to, int toRow, int toColumn) {
    System.arraycopy(
        from.data(), from.at(fromRow) + fromColumn, to.data(), to.at(toRow) + toColumn, hidden);
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
