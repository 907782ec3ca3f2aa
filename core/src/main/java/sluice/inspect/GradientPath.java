package sluice.inspect;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sluice.loss.Head;
import sluice.loss.Model;
import sluice.loss.Target;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;
import sluice.nn.Capacity;
import sluice.nn.Draw;
import sluice.nn.Gradients;
import sluice.nn.Input;
import sluice.nn.Network;
import sluice.nn.PassSettings;

/** One output and its gradient along the straight line from a baseline to a sequence. */
final class GradientPath {
  /** Gauss's points in a piece of the path. */
  static final int NODES = 3;

  private static final double[] NODE = {0.5 - Math.sqrt(0.15), 0.5, 0.5 + Math.sqrt(0.15)};
  private static final double[] SHARE = {5 / 18.0, 8 / 18.0, 5 / 18.0};
  private static final int MOST_ROWS = 8192; // of a batch, so that long sequences take no more room
  private static final int MOST_SEQUENCES = 48;

  private final Matrix x; // [T, I]
  private final Matrix baseline; // [T, I]
  private final int sequences;
  private final int step;
  private final Matrix batch; // [T·B, I], points of the path side by side
  private final Steps steps;
  private final Network.Pass pass;
  private final Head.Pass head;
  private final Matrix dh; // [N′, H]
  private final float[] weights; // [N′]

  GradientPath(Model model, Matrix x, Matrix baseline, int step, int column) {
    this.x = x;
    this.baseline = baseline;
    Network network = Still.of(model.network());
    sequences = Math.clamp(MOST_ROWS / x.rows(), 1, MOST_SEQUENCES);
    steps = new Steps(x.rows(), sequences);
    batch = Matrix.of(x.rows() * sequences, x.columns());
    Capacity capacity = Capacity.of(x.rows(), sequences);
    Gradients none = new Gradients(List.of()); // nothing learns
    none.lossWeight(0); // and no penalty is asked
    pass = network.pass(PassSettings.training(capacity, none, new Draw(0)).inputGradient(true));
    int rows = network.capacityAfter(capacity).rows();
    Head score = Score.of(model.head(), column);
    head = score.pass(rows, Optional.of(new Gradients(score.weights())), Workers.shared());
    dh = Matrix.of(rows, network.outputSize());
    weights = new float[rows];
    long given = network.lengthAfter(x.rows());
    if (step != Attribution.LAST && (step < 0 || step >= given)) {
      throw new IllegalArgumentException(
          "there is no step " + step + " of the output, the model gives 0 to " + (given - 1));
    }
    this.step = step == Attribution.LAST ? (int) given - 1 : step;
  }

  /** f at a share of the way. */
  double value(double share) {
    return run(new double[] {share}, new double[] {1}, 1);
  }

  /** (x − x′) ⊙ ∂f/∂x at a share of the way. */
  double[] at(double share) {
    double[] sum = new double[x.size()];
    add(new double[] {share}, new double[] {1}, 1, sum);
    return timesWay(sum);
  }

  /** (x − x′) ⊙ ∫ ∂f/∂x, the path cut into so many equal pieces. */
  double[] integral(int pieces) {
    double[] sum = new double[x.size()];
    double[] shares = new double[sequences];
    double[] factors = new double[sequences];
    int count = 0;
    for (int p = 0; p < NODES * pieces; p++) {
      shares[count] = (p / NODES + NODE[p % NODES]) / pieces;
      factors[count++] = SHARE[p % NODES] / pieces;
      if (count == sequences) {
        add(shares, factors, count, sum);
        count = 0;
      }
    }
    if (count > 0) {
      add(shares, factors, count, sum);
    }
    return timesWay(sum);
  }

  private double[] timesWay(double[] gradient) {
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] *= (double) x.data()[x.at(0) + i] - baseline.data()[baseline.at(0) + i];
    }
    return gradient;
  }

  private void add(double[] shares, double[] factors, int count, double[] sum) {
    run(shares, factors, count);
    Matrix dx = pass.backward(dh);
    for (int b = 0; b < count; b++) {
      for (int t = 0; t < x.rows(); t++) {
        int row = steps.row(t, b);
        for (int j = 0; j < x.columns(); j++) {
          sum[t * x.columns() + j] += dx.get(row, j);
        }
      }
    }
  }

  /** Σ factor · f, with dh the gradient of that sum. */
  private double run(double[] shares, double[] factors, int count) {
    steps.setEqual(x.rows(), count);
    batch.rows(steps.rows());
    for (int b = 0; b < count; b++) {
      for (int t = 0; t < x.rows(); t++) {
        for (int j = 0; j < x.columns(); j++) {
          double from = baseline.get(t, j);
          double value = from + shares[b] * (x.get(t, j) - from);
          batch.set(steps.row(t, b), j, (float) value);
        }
      }
    }
    Matrix h = pass.forward(new Input.Rows(batch), steps);
    Steps out = pass.steps();
    Arrays.fill(weights, 0);
    for (int b = 0; b < count; b++) {
      weights[out.row(step, b)] = (float) factors[b];
    }
    head.layout(out);
    return head.lossAndGradient(h, new Target.ClassIds(h.rows()), weights, dh);
  }
}
