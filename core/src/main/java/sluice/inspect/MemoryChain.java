package sluice.inspect;

import java.util.Arrays;
import java.util.Optional;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.nn.Activation;
import sluice.nn.Cell;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.nn.Noise;

/**
 * What the gates say of how long a layer remembers, beside what {@link StateJacobian} measures.
 *
 * <p>Kept: the direct path, Π f over the last k steps (Π z for a GRU), as the root of its mean
 * square over units and sequences: the size that ∂c<sub>T</sub>/∂c<sub>T−k</sub> had if there were
 * no path through the gates. Bound: the product over the same steps of
 *
 * <pre>
 *   LSTM    ‖∂c_t/∂c_t₋₁‖ ≤ max f + max(o₋₁ (1 − tanh² c₋₁)) · (¼ max|c₋₁| ‖Wf‖ + ¼ ‖Wi‖ + ‖Wg‖)
 *   RNN     ‖∂h_t/∂h_t₋₁‖ ≤ max(act′) · ‖Wh‖
 *   IndRNN  ‖∂h_t/∂h_t₋₁‖ ≤ max(act′) · max|u|
 * </pre>
 *
 * in spectral norms, the maxima over units, the largest of all sequences. It is a bound, often a
 * wide one. There is none for the other forms of the LSTM and for the GRU.
 *
 * @param kept by k; empty where no gate keeps
 * @param bound natural logarithm of the bound by k; empty where there is none
 * @param steepest the largest spectral norm of the recurrent weights, NaN where there is no bound
 */
public record MemoryChain(Optional<double[]> kept, Optional<double[]> bound, double steepest) {

  /**
   * Of a layer.
   *
   * @param network that has the layer
   * @param cell one of its {@link Network#cells()}
   * @param trace of a forward pass
   * @param steps how the rows of that pass lay
   */
  public static MemoryChain of(Network network, Cell cell, Trace trace, Steps steps) {
    Trace.Held held = trace.of(cell);
    Optional<double[]> kept = Optional.empty();
    int keeps = Math.max(cell.gates().indexOf("f"), cell.gates().indexOf("z"));
    if (keeps >= 0) {
      kept = Optional.of(kept(held.gates(), keeps * cell.units(), cell.units(), steps));
    }
    Optional<StepBound> step = StepBound.of(network, cell, held);
    return new MemoryChain(
        kept, step.map(s -> bound(s, steps)), step.map(StepBound::steepest).orElse(Double.NaN));
  }

  /** √ of the mean over units and sequences of (Π f)², by k. */
  private static double[] kept(Matrix gates, int column, int units, Steps steps) {
    double[] squares = new double[steps.count()];
    for (int b = 0; b < steps.sequences(); b++) {
      for (int j = 0; j < units; j++) {
        double product = 1;
        int length = steps.length(b);
        for (int k = 0; k < length; k++) {
          squares[k] += product * product;
          product *= gates.get(steps.row(length - 1 - k, b), column + j);
        }
      }
    }
    for (int k = 0; k < squares.length; k++) {
      squares[k] = Math.sqrt(squares[k] / ((double) steps.alive(k) * units));
    }
    return squares;
  }

  /** The largest over sequences of Σ ln(bound of a step), by k. */
  private static double[] bound(StepBound step, Steps steps) {
    double[] largest = new double[steps.count()];
    Arrays.fill(largest, Double.NEGATIVE_INFINITY);
    for (int b = 0; b < steps.sequences(); b++) {
      double sum = 0;
      int length = steps.length(b);
      for (int k = 0; k < length; k++) {
        largest[k] = Math.max(largest[k], sum);
        int t = length - 1 - k;
        if (t > 0) {
          sum += StrictMath.log(step.at(steps.row(t, b), steps.row(t - 1, b)));
        }
      }
    }
    return largest;
  }

  /** The bound of one step of one layer. */
  private interface StepBound {
    /** Of the step in a row, whose step before lies in another row. */
    double at(int row, int before);

    /** The largest spectral norm of the recurrent weights. */
    double steepest();

    static Optional<StepBound> of(Network network, Cell cell, Trace.Held held) {
      return switch (cell.spec()) {
        case LayerSpec.LstmSpec lstm when lstm.isPlain() ->
            Optional.of(new LstmBound(network, cell, held));
        case LayerSpec.RnnSpec rnn when rnn.noise().equals(Noise.NONE) ->
            Optional.of(
                new PlainBound(
                    held.h(),
                    rnn.activation(),
                    SpectralNorm.of(weight(network, cell, "wh"), 0, rnn.hidden())));
        case LayerSpec.IndRnnSpec rnn when rnn.noise().equals(Noise.NONE) ->
            Optional.of(
                new PlainBound(held.h(), rnn.activation(), largest(weight(network, cell, "u"))));
        default -> Optional.empty();
      };
    }

    private static double largest(Matrix u) {
      double largest = 0;
      for (int j = 0; j < u.columns(); j++) {
        largest = Math.max(largest, Math.abs(u.get(0, j)));
      }
      return largest;
    }
  }

  private static Matrix weight(Network network, Cell cell, String name) {
    return network.weights().stream()
        .filter(w -> w.name().equals("layers." + cell.index() + "." + name))
        .findFirst()
        .orElseThrow()
        .values();
  }

  /** Of a plain LSTM. */
  private static final class LstmBound implements StepBound {
    private final Trace.Held held;
    private final int units;
    private final double wf;
    private final double wi;
    private final double wg;

    LstmBound(Network network, Cell cell, Trace.Held held) {
      this.held = held;
      units = cell.units();
      Matrix wh = weight(network, cell, "wh");
      wi = SpectralNorm.of(wh, 0, units);
      wf = SpectralNorm.of(wh, units, units);
      wg = SpectralNorm.of(wh, 2 * units, units);
    }

    @Override
    public double at(int row, int before) {
      double f = 0;
      double passes = 0;
      double c = 0;
      for (int j = 0; j < units; j++) {
        f = Math.max(f, held.gates().get(row, units + j));
        double cell = held.c().get(before, j);
        double tanh = StrictMath.tanh(cell);
        passes = Math.max(passes, held.gates().get(before, 3 * units + j) * (1 - tanh * tanh));
        c = Math.max(c, Math.abs(cell));
      }
      return f + passes * (0.25 * c * wf + 0.25 * wi + wg);
    }

    @Override
    public double steepest() {
      return Math.max(wf, Math.max(wi, wg));
    }
  }

  /** Of a plain RNN or an IndRNN. */
  private record PlainBound(Matrix h, Activation activation, double steepest) implements StepBound {
    @Override
    public double at(int row, int before) {
      double slope = 0;
      for (int j = 0; j < h.columns(); j++) {
        double value = h.get(row, j);
        double here = activation.equals(Activation.TANH) ? 1 - value * value : Math.signum(value);
        slope = Math.max(slope, here);
      }
      return slope * steepest;
    }
  }
}
