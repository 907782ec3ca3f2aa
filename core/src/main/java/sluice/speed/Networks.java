package sluice.speed;

import java.util.Arrays;
import java.util.Optional;
import sluice.loss.Head;
import sluice.loss.Model;
import sluice.loss.SoftmaxCrossEntropy;
import sluice.loss.Target;
import sluice.math.Matrix;
import sluice.math.Rng;
import sluice.math.Steps;
import sluice.math.Workers;
import sluice.nn.Capacity;
import sluice.nn.Draw;
import sluice.nn.Gradients;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.nn.PassSettings;
import sluice.nn.Probe;
import sluice.optim.Clip;
import sluice.optim.Objective;
import sluice.optim.Sgd;

/** Whole networks at work. */
final class Networks {
  private static final long SEED = 1;
  private static final int SEQUENCES = 32;
  private static final int STEPS = 35;
  private static final int SYMBOLS = 28;
  private static final int UNITS = 256;
  private static final int WEEK = 168;
  private static final int COLUMNS = 8;
  private static final int SMALL = 64;

  /** Characters in a training step. */
  static final int TOKENS = SEQUENCES * STEPS;

  private Networks() {}

  /**
   * Seconds of a training step: one LSTM layer of 256 units on 32 pieces of 35 characters of 28,
   * softmax after each, gradient descent with clipping.
   */
  static double training(Workers workers, double seconds) {
    Network network = Network.create(SYMBOLS, LayerSpec.lstm(UNITS), SEED);
    Model model = new Model(network, Head.dense(UNITS, SYMBOLS, new SoftmaxCrossEntropy(), SEED));
    Gradients gradients = new Gradients(model.weights()).workers(workers);
    Model.Pass pass = model.pass(settings(workers, STEPS, SEQUENCES, Optional.of(gradients)));
    Input input = Input.Ids.of(SYMBOLS, symbols(0));
    Target target = Target.ClassIds.of(symbols(1));
    Steps steps = Steps.equal(STEPS, SEQUENCES);
    float[] weights = new float[TOKENS];
    Arrays.fill(weights, 1);
    Sgd sgd = new Sgd(new Sgd.Config(1, 0), gradients, Clip.norm(1));
    Objective objective =
        () -> {
          gradients.clear();
          double loss = pass.lossAndGradient(input, steps, target, weights);
          gradients.finish(1.0 / TOKENS);
          return loss / TOKENS;
        };
    return Stopwatch.of(() -> sgd.step(objective), seconds).median();
  }

  /** A sequence of 168 steps of 8 columns through two LSTM layers of 64 units. */
  static Stopwatch sequence(Workers workers, double seconds) {
    LayerSpec spec = LayerSpec.stack(LayerSpec.lstm(SMALL), LayerSpec.lstm(SMALL));
    Network.Pass pass =
        Network.create(COLUMNS, spec, SEED).pass(settings(workers, WEEK, 1, Optional.empty()));
    Input input = new Input.Rows(normal(WEEK, COLUMNS));
    Steps steps = Steps.equal(WEEK, 1);
    return Stopwatch.of(() -> pass.forward(input, steps), seconds);
  }

  /** The next step of one sequence, whose state is kept, through an LSTM layer of 256 units. */
  static Stopwatch step(Workers workers, double seconds) {
    Network network = Network.create(UNITS, LayerSpec.lstm(UNITS), SEED);
    Network.Pass pass = network.pass(settings(workers, 1, 1, Optional.empty()));
    Input input = new Input.Rows(normal(1, UNITS));
    float[] slab = new float[network.stateLength()];
    int[] slots = {0};
    return Stopwatch.of(() -> pass.step(slab, slots, input), seconds);
  }

  private static PassSettings settings(
      Workers workers, int steps, int sequences, Optional<Gradients> gradients) {
    Capacity capacity = Capacity.of(steps, sequences);
    return new PassSettings(capacity, gradients, Probe.NONE, new Draw(SEED), workers, false);
  }

  private static int[] symbols(int which) {
    long key = Rng.key(SEED, Rng.DATA, which, 0, 0, 0);
    int[] symbols = new int[TOKENS];
    Arrays.setAll(symbols, i -> Rng.below(key, i, SYMBOLS));
    return symbols;
  }

  private static Matrix normal(int rows, int columns) {
    long key = Rng.key(SEED, Rng.DATA, 0, 0, 0, 0);
    Matrix values = Matrix.of(rows, columns);
    for (int j = 0; j < values.size(); j++) {
      values.data()[j] = Rng.normal(key, j);
    }
    return values;
  }
}
