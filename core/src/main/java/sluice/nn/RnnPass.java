package sluice.nn;

import java.util.Optional;
import sluice.math.Matrix;
import sluice.math.Steps;

/**
 * Forward of an {@link Rnn}, and the buffers of both ways.
 *
 * <p>Sums and activations stand where h stands, and have rows of their own only where noise makes
 * something else of them that the way back must tell apart.
 */
final class RnnPass implements Layer.Pass {
  final Rnn layer;
  final PassSettings settings;
  final int hidden;
  final Slices slices;
  final InputProduct input;
  final Past past;
  final History h;
  final Matrix fresh; // [N, H]  act(a) before noise; empty where that is h
  final Optional<History> masked; // [N, H]  h as the next step sees it
  final Noises noises;
  Input x = new Input.Rows(Matrix.EMPTY);
  Steps steps = Steps.equal(1, 1);

  private final TimeLoop loop;
  private final boolean stepwise; // the product of the input inside the time loop
  private final Matrix start; // [B, H]
  private final Matrix end; // [B, H]
  private final Optional<RnnBackward> back;

  RnnPass(Rnn layer, PassSettings settings) {
    this.layer = layer;
    this.settings = settings;
    hidden = layer.outputSize();
    Capacity capacity = settings.capacity();
    slices = new Slices(settings.workers());
    loop = new TimeLoop(settings, slices, hidden, layer.recurrentSize(), this::step);
    stepwise = !loop.byUnits() && stepwise(layer, capacity);
    input = new InputProduct(layer.wx(), settings);
    past = layer.past(settings);
    noises = Noises.of(layer.noise(), layer.index(), hidden, hidden, settings);
    h = new History(capacity, hidden, true);
    boolean apart = noises.candidate().isPresent() || noises.hidden().isPresent();
    fresh = Matrix.of(apart ? capacity.rows() : 0, hidden);
    masked = noises.state().map(masks -> new History(capacity, hidden, true));
    start = Matrix.of(capacity.sequences(), hidden);
    end = Matrix.of(capacity.sequences(), hidden);
    back = settings.gradients().map(gradients -> new RnnBackward(this, gradients));
  }

  private static boolean stepwise(Rnn layer, Capacity capacity) {
    return TimeLoop.stepwise(layer.wx().size(), layer.recurrentSize(), capacity.sequences());
  }

  /** Floats that a pass holds, about. */
  static long floats(Rnn layer, Capacity capacity, boolean training) {
    int hidden = layer.outputSize();
    Noise noise = layer.noise();
    long floats = 2L * hidden * capacity.sequences(); // start and end
    floats += History.floats(capacity, hidden, true, training);
    floats += InputProduct.floats(layer.inputSize(), hidden, capacity, training);
    floats += layer.recurrentSize() > 0 ? Past.All.floats(hidden, capacity, training) : 0;
    floats += Noises.floats(noise, capacity, hidden, hidden, training);
    floats += layer.droppedFloats(training);
    if (training) {
      boolean apart = noise.recurrentDropout() > 0 || noise.zoneoutHidden() > 0;
      floats += apart ? (long) hidden * capacity.rows() : 0;
      floats +=
          noise.stateDropout() > 0 ? hidden * ((long) capacity.rows() + capacity.sequences()) : 0;
      floats += RnnBackward.floats(layer, capacity);
    }
    return floats;
  }

  @Override
  public Matrix forward(Input x, Steps steps) {
    settings.capacity().check(steps);
    this.x = x;
    this.steps = steps;
    h.begin(steps);
    fresh.rows(Math.min(steps.rows(), fresh.capacity()));
    if (stepwise) {
      input.prepare(x);
    } else {
      input.forward(x, layer.b().values(), activations());
    }
    past.refresh();
    Matrix all = h.all();
    int states = steps.sequences() * hidden;
    System.arraycopy(start.data(), start.at(0), all.data(), all.at(h.start()), states);
    if (masked.isPresent()) {
      noises.begin(steps, hidden, h, masked.get());
    }
    loop.forward(steps);
    for (int b = 0; b < steps.sequences(); b++) {
      int last = all.at(h.at(steps.length(b) - 1, b));
      System.arraycopy(all.data(), last, end.data(), end.at(b), hidden);
    }
    if (!settings.probe().equals(Probe.NONE) && settings.probe().reads()) {
      Matrix rows = h.rows();
      for (int t = 0; t < steps.count(); t++) {
        settings
            .probe()
            .forwardStep(
                layer.index(), t, steps.offset(t), steps.alive(t), Matrix.EMPTY, rows, rows);
      }
    }
    return h.rows();
  }

  /** act(a) of all rows, [N, H]. */
  Matrix activations() {
    return fresh.capacity() > 0 ? fresh : h.rows();
  }

  /** h as the recurrence of the next step sees it. */
  History seen() {
    return masked.isPresent() ? masked.get() : h;
  }

  /** Step t of the units {@code [from, to)} of a slice of the sequences. */
  private void step(int slice, int t, int from, int to) {
    int first = slices.first(slice);
    int count = slices.count(slice, t);
    int row = slices.row(slice, t);
    Matrix a = activations();
    if (stepwise) {
      input.rows(x, row, count, layer.b().values(), a, row);
    }
    History seen = seen();
    past.add(from, to, count, seen.all(), seen.before(t, first), a, row);
    activate(a, row, count, from, to);
    int now = h.at(t, first);
    if (noises.candidate().isPresent()) {
      Matrix mask = noises.candidate().get().draw(steps, t, first, count, from, to);
      Elements.multiply(count, to - from, mask, first, from, a, row, from, h.all(), now, from);
      noises.zoneoutHidden(steps, t, first, count, from, to, h.all(), now, h);
    } else {
      noises.zoneoutHidden(steps, t, first, count, from, to, a, row, h);
    }
    if (masked.isPresent()) {
      noises.see(first, count, from, to, h, now, masked.get());
    }
  }

  private void activate(Matrix a, int row, int count, int from, int to) {
    if (to - from == hidden) {
      layer.activation().apply(count * hidden, a.data(), a.at(row));
      return;
    }
    for (int r = row; r < row + count; r++) {
      layer.activation().apply(to - from, a.data(), a.at(r) + from);
    }
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
