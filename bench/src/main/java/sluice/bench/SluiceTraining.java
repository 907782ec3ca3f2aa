package sluice.bench;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import sluice.loss.Head;
import sluice.loss.Loss;
import sluice.loss.Model;
import sluice.loss.RegressionLoss;
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
import sluice.optim.Adam;
import sluice.optim.Clip;
import sluice.optim.Optimizer;
import sluice.optim.Sgd;

/**
 * One workload in Sluice: {@code SluiceTraining C2 2} prints the median milliseconds of a step on
 * two threads.
 */
public final class SluiceTraining {
  private static final long SEED = 1;

  private SluiceTraining() {}

  /** Workload and threads. */
  public static void main(String[] arguments) {
    Workload work = Workload.named(arguments[0]);
    Workers workers = Workers.of(Integer.parseInt(arguments[1]));
    Model model = model(work);
    Gradients gradients = new Gradients(model.weights());
    Clip clip = work.classes() ? Clip.norm(1) : Clip.NONE;
    Optimizer optimizer =
        work.classes()
            ? new Sgd(new Sgd.Config(1, 0), gradients, clip)
            : new Adam(Adam.Config.DEFAULT, gradients, clip);
    Capacity capacity = Capacity.of(work.steps(), work.batch());
    Model.Pass pass =
        model.pass(
            new PassSettings(
                capacity, Optional.of(gradients), Probe.NONE, new Draw(SEED), workers, false));
    Steps steps = Steps.equal(work.steps(), work.batch());
    int targets = work.classes() ? capacity.rows() : work.batch();
    float[] weights = new float[targets];
    Arrays.fill(weights, 1);
    Input input = input(work, capacity.rows());
    Target target = target(work, targets);
    double divisor = work.classes() ? targets : (double) targets * work.outputs();
    Timing.print(() ->
        optimizer.step(() -> {
          gradients.clear();
          double loss = pass.lossAndGradient(input, steps, target, weights);
          gradients.finish(1 / divisor);
          return loss / divisor;
        }));
    workers.close();
  }

  private static Model model(Workload work) {
    LayerSpec[] layers = new LayerSpec[work.layers() + (work.classes() ? 0 : 1)];
    Arrays.fill(layers, LayerSpec.lstm(work.hidden()));
    if (!work.classes()) {
      layers[work.layers()] = LayerSpec.lastStep();
    }
    Network network = Network.create(work.inputs(), LayerSpec.stack(layers), SEED);
    Loss loss = work.classes() ? new SoftmaxCrossEntropy() : new RegressionLoss.Squared();
    return new Model(network, Head.dense(work.hidden(), work.outputs(), loss, SEED));
  }

  private static Input input(Workload work, int rows) {
    if (work.classes()) {
      return Input.Ids.of(work.inputs(), ids(rows, work.inputs(), 0));
    }
    return new Input.Rows(normal(rows, work.inputs(), 0));
  }

  private static Target target(Workload work, int rows) {
    return work.classes()
        ? Target.ClassIds.of(ids(rows, work.outputs(), 1))
        : new Target.Values(normal(rows, work.outputs(), 1));
  }

  private static int[] ids(int count, int bound, int which) {
    long key = Rng.key(SEED, Rng.DATA, which, 0, 0, 0);
    return IntStream.range(0, count).map(i -> Rng.below(key, i, bound)).toArray();
  }

  private static Matrix normal(int rows, int columns, int which) {
    long key = Rng.key(SEED, Rng.DATA, which, 0, 0, 0);
    Matrix values = Matrix.of(rows, columns);
    for (int i = 0; i < values.size(); i++) {
      values.data()[i] = Rng.normal(key, i);
    }
    return values;
  }
}
