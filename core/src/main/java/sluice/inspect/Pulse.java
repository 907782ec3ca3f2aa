package sluice.inspect;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import sluice.math.Matrix;
import sluice.nn.Probe;

/**
 * What a diagnosis wants to know of one pass forward and backward: how large the gradient of the
 * hidden state is at each step, and how many gates are shut or wide open. Squares are added in
 * double.
 */
final class Pulse implements Probe {
  /** A gate below this is shut: its derivative is under a fifth of the largest. */
  static final float SHUT = 0.05f;

  /** A gate above this is open. */
  static final float OPEN = 0.95f;

  private final Map<Integer, Layer> layers = new TreeMap<>();

  /** One recurrent layer. */
  static final class Layer {
    private final Map<Integer, double[]> steps = new TreeMap<>(); // Σ dh², number of values
    private final long[] values = new long[MOST_GATES];
    private final long[] saturated = new long[MOST_GATES];
    private final boolean[] negative = new boolean[MOST_GATES];

    private static final int MOST_GATES = 4;

    /** Steps that the gradient came through. */
    int steps() {
      return steps.size();
    }

    /** Root of the mean square of dh at each step. */
    private double[] sizes() {
      return steps.values().stream().mapToDouble(step -> Math.sqrt(step[0] / step[1])).toArray();
    }

    private static double largest(double[] sizes) {
      return Arrays.stream(sizes).max().orElse(0);
    }

    /** The share of the gradient where it is largest that arrives at the first step. */
    double reach() {
      double[] sizes = sizes();
      double largest = largest(sizes);
      return largest == 0 ? Double.NaN : sizes[0] / largest;
    }

    /** How often larger the gradient is at its largest than at the last step. */
    double growth() {
      double[] sizes = sizes();
      double last = sizes.length == 0 ? 0 : sizes[sizes.length - 1];
      return last == 0 ? Double.NaN : largest(sizes) / last;
    }

    /** Steps from the end until less than a share of the largest is left. */
    int stepsAbove(double share) {
      double[] sizes = sizes();
      double least = share * largest(sizes);
      int t = sizes.length - 1;
      while (t >= 0 && sizes[t] >= least) {
        t--;
      }
      return sizes.length - 1 - t;
    }

    /** Share of the gates that are shut or open; NaN where there is none. */
    double saturated() {
      long all = 0;
      long most = 0;
      for (int gate = 0; gate < MOST_GATES; gate++) {
        if (!negative[gate]) { // a candidate of tanh is no gate
          all += values[gate];
          most += saturated[gate];
        }
      }
      return all == 0 ? Double.NaN : (double) most / all;
    }
  }

  /** Each recurrent layer by its index. */
  Map<Integer, Layer> layers() {
    return layers;
  }

  private Layer layer(int index) {
    return layers.computeIfAbsent(index, i -> new Layer());
  }

  @Override
  public void forwardStep(
      int layer, int t, int first, int count, Matrix gates, Matrix c, Matrix h) {
    Layer own = layer(layer);
    int units = c.columns();
    for (int row = first; row < first + count; row++) {
      for (int j = 0; j < gates.columns(); j++) {
        int gate = Math.min(j / units, Layer.MOST_GATES - 1);
        float value = gates.get(row, j);
        own.values[gate]++;
        own.saturated[gate] += value < SHUT || value > OPEN ? 1 : 0;
        own.negative[gate] |= value < 0;
      }
    }
  }

  @Override
  public void backwardStep(
      int layer,
      int t,
      int first,
      int count,
      Matrix dh,
      Matrix dcFromOutput,
      Matrix dcFromNext,
      Matrix da) {
    double[] step = layer(layer).steps.computeIfAbsent(t, at -> new double[2]);
    for (int row = first; row < first + count; row++) {
      for (int j = 0; j < dh.columns(); j++) {
        double value = dh.get(row, j);
        step[0] += value * value;
        step[1]++;
      }
    }
  }
}
