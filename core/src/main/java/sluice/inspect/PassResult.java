package sluice.inspect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.loss.Head;
import sluice.loss.Model;
import sluice.math.Matrix;
import sluice.math.Workers;
import sluice.nn.Gradients;
import sluice.nn.Network;
import sluice.nn.PassSettings;
import sluice.nn.Weight;

/**
 * All that one forward and one backward of the engine give, copied.
 *
 * @param outputs of the network, [N′, H]
 * @param end final states, [B, S]
 * @param dx gradient of the input, [N, I]
 * @param dStart gradient of the initial states, [B, S]
 * @param weights gradient of each weight of the model, in its order
 */
record PassResult(Matrix outputs, Matrix end, Matrix dx, Matrix dStart, List<Matrix> weights) {

  /** Passes that can be run again and again on one trial. */
  static final class Runner {
    private final Trial trial;
    private final Gradients gradients;
    private final Network.Pass layers;
    private final Head.Pass head;
    private final Matrix dh;

    Runner(Trial trial, Workers workers) {
      this.trial = trial;
      Model model = trial.model();
      gradients = new Gradients(model.weights());
      PassSettings settings = trial.settings(gradients).workers(workers);
      layers = model.network().pass(settings);
      head = model.head().pass(trial.target().rows(), settings.gradients(), workers);
      dh = Matrix.of(trial.target().rows(), model.network().outputSize());
    }

    PassResult run() {
      gradients.clear();
      Matrix start = trial.start();
      System.arraycopy(
          start.data(), start.at(0), layers.start().data(), layers.start().at(0), start.size());
      Matrix h = layers.forward(trial.input(), trial.steps());
      head.lossAndGradient(h, trial.target(), trial.weights(), dh);
      Matrix dx = layers.backward(dh, trial.v()).copy();
      List<Matrix> weights = new ArrayList<>();
      for (Weight weight : trial.model().weights()) {
        weights.add(gradients.of(weight).copy());
      }
      int sequences = trial.steps().sequences();
      return new PassResult(
          h.copy(),
          rows(layers.end(), sequences),
          dx,
          rows(layers.startGradient(), sequences),
          weights);
    }
  }

  private static Matrix rows(Matrix matrix, int rows) {
    return Matrix.over(matrix.data(), matrix.at(0), rows, matrix.columns()).copy();
  }

  private Map<String, Matrix> named() {
    Map<String, Matrix> named = new LinkedHashMap<>();
    named.put("outputs", outputs);
    named.put("final states", end);
    named.put("gradient of the input", dx);
    named.put("gradient of the initial states", dStart);
    for (int i = 0; i < weights.size(); i++) {
      named.put("gradient of weight " + i, weights.get(i));
    }
    return named;
  }

  /** Where the bits of another result differ; empty if nowhere. */
  Optional<String> difference(PassResult other) {
    Map<String, Matrix> others = other.named();
    for (Map.Entry<String, Matrix> entry : named().entrySet()) {
      Matrix mine = entry.getValue();
      Matrix its = others.getOrDefault(entry.getKey(), Matrix.of(0, 0));
      for (int r = 0; r < mine.rows(); r++) {
        Optional<String> difference = rowDifference(mine, r, its, r);
        if (difference.isPresent()) {
          return Optional.of(entry.getKey() + " " + difference.get());
        }
      }
    }
    return Optional.empty();
  }

  /** Where the bits of two rows differ; empty if nowhere. */
  static Optional<String> rowDifference(Matrix a, int rowA, Matrix b, int rowB) {
    for (int j = 0; j < a.columns(); j++) {
      float x = a.get(rowA, j);
      float y = b.get(rowB, j);
      if (Float.floatToRawIntBits(x) != Float.floatToRawIntBits(y)) {
        return Optional.of("at [" + rowA + ", " + j + "] is " + x + " and " + y);
      }
    }
    return Optional.empty();
  }

  /** The largest distance from the equations, each tensor's of its own largest value. */
  Distance distance(Model model, Reference reference) {
    Distance distance = new Distance(0, "");
    distance = distance.and("outputs", outputs, reference.hidden());
    distance = distance.and("final states", end, reference.end());
    distance = distance.and("gradient of the input", dx, reference.inputGradient());
    distance = distance.and("gradient of the initial states", dStart, reference.startGradient());
    for (int i = 0; i < weights.size(); i++) {
      Weight weight = model.weights().get(i);
      distance =
          distance.and("gradient of " + weight.name(), weights.get(i), reference.gradient(weight));
    }
    return distance;
  }

  /**
   * How far off.
   *
   * @param error of the largest value
   * @param where it is
   */
  record Distance(double error, String where) {
    Distance and(String what, Matrix actual, double[][] expected) {
      double largest = 0;
      double worst = 0;
      for (int r = 0; r < expected.length; r++) {
        for (int j = 0; j < expected[r].length; j++) {
          largest = Math.max(largest, Math.abs(expected[r][j]));
          double distance = Math.abs(actual.get(r, j) - expected[r][j]);
          worst = distance <= worst ? worst : distance; // NaN counts as worst
        }
      }
      double off = worst == 0 ? 0 : worst / largest;
      return off <= error ? this : new Distance(off, what + " is " + off + " off");
    }
  }
}
