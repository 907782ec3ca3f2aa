package sluice.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.nn.Cell;

/**
 * What one recurrent layer did in a recorded step: the norms of its gradients by step in time, its
 * gates, its activations.
 *
 * <p>A norm is that of a matrix [sequences, H]: all sequences that have the step. Step 0 is the
 * first that the layer reads, which is a sequence's last one where it {@link Cell#backwards reads
 * backwards}.
 */
public final class CellRecording {
  private static final Kernels KERNELS = Kernels.get();
  private static final double WIDEST_CELL = 4;
  private static final int BINS = 20;

  private final Cell cell;
  private final List<GateRecording> gates = new ArrayList<>();
  private final List<GateRecording> shown = Collections.unmodifiableList(gates);
  private final Bins h = new Bins(-1, 1, BINS);
  private final Bins c = new Bins(-WIDEST_CELL, WIDEST_CELL, BINS);
  private final Ends ends = new Ends();
  private final Norms dh = new Norms();
  private final Norms dc = new Norms();
  private final Norms dcFromOutput = new Norms();
  private final Norms dcFromNext = new Norms();
  private final double[] sources = new double[3];
  private double scale = 1;

  CellRecording(Cell cell) {
    this.cell = cell;
    for (int gate = 0; gate < cell.gates().size(); gate++) {
      gates.add(
          new GateRecording(cell.gates().get(gate), cell.isCandidate(gate), gate, cell.units()));
    }
  }

  /** The layer. */
  public Cell cell() {
    return cell;
  }

  /** T: steps of the longest sequence seen. */
  public int steps() {
    return dh.steps();
  }

  /** ‖∂L/∂h‖ at a step: from above and from the step after. */
  public double dh(int t) {
    return scale * Math.sqrt(dh.square(t));
  }

  /** ‖∂L/∂c‖ at a step; NaN for a layer without a cell state. */
  public double dc(int t) {
    return cell.hasCell() ? scale * Math.sqrt(dc.square(t)) : Double.NaN;
  }

  /** The norm of that part of ∂L/∂c which comes through this step's output; NaN likewise. */
  public double dcFromOutput(int t) {
    return cell.hasCell() ? scale * Math.sqrt(dcFromOutput.square(t)) : Double.NaN;
  }

  /** The norm of that part which comes from the next step through its forget gate; NaN likewise. */
  public double dcFromNext(int t) {
    return cell.hasCell() ? scale * Math.sqrt(dcFromNext.square(t)) : Double.NaN;
  }

  /** ‖∂L/∂h‖ by steps before each sequence's own end. */
  public Flow hiddenFlow() {
    return flow(dh);
  }

  /** ‖∂L/∂c‖ likewise; no norms for a layer without a cell state. */
  public Flow cellFlow() {
    return cell.hasCell() ? flow(dc) : new Flow(new double[0]);
  }

  /** The flow of what remembers: of ‖∂L/∂c‖ where there is a cell state, else of ‖∂L/∂h‖. */
  public Flow memoryFlow() {
    return flow(cell.hasCell() ? dc : dh);
  }

  private Flow flow(Norms norms) {
    double[] values = new double[norms.steps()];
    for (int k = 0; k < values.length; k++) {
      values[k] = scale * Math.sqrt(norms.back(k));
    }
    return new Flow(values);
  }

  /** Its gates, in their order. */
  public List<GateRecording> gates() {
    return shown;
  }

  /** ‖da‖ of a gate's sums over all steps. */
  public double da(int gate) {
    return scale * Math.sqrt(gates.get(gate).da());
  }

  /** ‖da‖ of a gate's sums at a step. */
  public double da(int gate, int t) {
    return scale * Math.sqrt(gates.get(gate).da(t));
  }

  /** A gate's share of Σ‖da‖² over all gates: they add up to 1; NaN where there is none. */
  public double share(int gate) {
    double all = 0;
    for (GateRecording other : gates) {
      all += other.da();
    }
    return gates.get(gate).da() / all;
  }

  /** How the hidden states are spread, from −1 to 1. */
  public Bins h() {
    return h;
  }

  /** How the cell states are spread, from −4 to 4. */
  public Bins c() {
    return c;
  }

  /** Forgets all. Modified. */
  void clear() {
    for (int gate = 0; gate < gates.size(); gate++) {
      gates.get(gate).clear();
    }
    h.clear();
    c.clear();
    dh.clear();
    dc.clear();
    dcFromOutput.clear();
    dcFromNext.clear();
  }

  /** Sets what makes the gradients those of the loss. Modified. */
  void scale(double value) {
    scale = value;
  }

  void forward(int t, int first, int count, Matrix gateValues, Matrix cells, Matrix hidden) {
    for (int gate = 0; gate < gates.size(); gate++) {
      gates.get(gate).forward(t, first, count, gateValues);
    }
    h.add(count * cell.width(), hidden.data(), hidden.at(first));
    if (cell.hasCell()) {
      c.add(count * cell.units(), cells.data(), cells.at(first));
    }
  }

  void backward(
      int t, int first, int count, Matrix dh, Matrix fromOutput, Matrix fromNext, Matrix da) {
    ends.step(t, count);
    int from = 0;
    for (int group = 0; group < ends.groups(); group++) {
      int to = ends.end(group);
      int back = ends.length(group) - 1 - t;
      int n = to - from;
      int row = first + from;
      this.dh.add(t, back, KERNELS.sumOfSquares(n * cell.width(), dh.data(), dh.at(row)));
      if (cell.hasCell()) {
        sources(n * cell.units(), fromOutput, fromNext, row);
        dcFromOutput.add(t, back, sources[0]);
        dcFromNext.add(t, back, sources[1]);
        dc.add(t, back, sources[2]);
      }
      from = to;
    }
    for (int gate = 0; gate < gates.size(); gate++) {
      gates.get(gate).backward(t, first, count, da);
    }
  }

  /** Σ of the squares of the two sources, and of their sum. */
  private void sources(int n, Matrix fromOutput, Matrix fromNext, int row) {
    float[] output = fromOutput.data();
    float[] next = fromNext.data();
    int at = fromOutput.at(row);
    int nextAt = fromNext.at(row);
    double even = 0;
    double odd = 0;
    for (int j = 0; j + 1 < n; j += 2) { // two chains of sums, so that neither waits
      double a = (double) output[at + j] + next[nextAt + j];
      double b = (double) output[at + j + 1] + next[nextAt + j + 1];
      even += a * a;
      odd += b * b;
    }
    if (n % 2 == 1) {
      double last = (double) output[at + n - 1] + next[nextAt + n - 1];
      even += last * last;
    }
    sources[0] = KERNELS.sumOfSquares(n, output, at);
    sources[1] = KERNELS.sumOfSquares(n, next, nextAt);
    sources[2] = even + odd;
  }

  /** Squared norms by step in time, and by steps back from each sequence's end. */
  private static final class Norms {
    private double[] byTime = {};
    private double[] byBack = {};
    private int steps;

    int steps() {
      return steps;
    }

    double square(int t) {
      return byTime[t];
    }

    double back(int k) {
      return byBack[k];
    }

    void add(int t, int back, double square) {
      int last = Math.max(t, back);
      if (last >= byTime.length) {
        byTime = Arrays.copyOf(byTime, Math.max(last + 1, 2 * byTime.length));
        byBack = Arrays.copyOf(byBack, byTime.length);
      }
      steps = Math.max(steps, last + 1);
      byTime[t] += square;
      byBack[back] += square;
    }

    void clear() {
      Arrays.fill(byTime, 0);
      Arrays.fill(byBack, 0);
      steps = 0;
    }
  }
}
