package sluice.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.fixture.Samples;
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

/**
 * Of a large vocabulary a batch of ids reaches a few rows, and only those are cleared, measured and
 * updated: to the same bits as if all were, as with one-hot rows.
 */
class ReachedRowsTest {
  private static final int WORDS = 3000;
  private static final int STEPS = 7;
  private static final int SEQUENCES = 5;

  static List<Function<Gradients, Optimizer>> optimizers() {
    return List.of(
        g -> new Sgd(new Sgd.Config(0.5, 0), g, Clip.norm(0.1)),
        g -> new Sgd(new Sgd.Config(0.5, 0.9), g, Clip.norm(0.1)),
        g -> new Adam(Adam.Config.DEFAULT, g, Clip.value(0.01)));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void idsTrainToTheBitsOfOneHotRows(Function<Gradients, Optimizer> optimizer) {
    try (Workers workers = Workers.of(3)) {
      Model model = trained(optimizer, true, workers);
      Model expected = trained(optimizer, false, Workers.serial());
      Matrix before = Network.create(WORDS, spec(), 1).weights().getFirst().values();
      Matrix after = model.weights().getFirst().values();
      assertThat(after.toArray()).isNotEqualTo(before.toArray());
      for (int i = 0; i < model.weights().size(); i++) {
        assertThat(model.weights().get(i).values().toArray())
            .as(model.weights().get(i).name())
            .isEqualTo(expected.weights().get(i).values().toArray());
      }
    }
  }

  private static LayerSpec spec() {
    return LayerSpec.stack(LayerSpec.embedding(30), LayerSpec.lstm(6));
  }

  /** Three steps, each on other words. */
  private static Model trained(
      Function<Gradients, Optimizer> optimizer, boolean asIds, Workers workers) {
    Network network = Network.create(WORDS, spec(), 1);
    Model model = new Model(network, Head.dense(6, 4, new SoftmaxCrossEntropy(), 1));
    Gradients gradients = new Gradients(model.weights()).workers(workers);
    Optimizer rule = optimizer.apply(gradients);
    Steps steps = Steps.equal(STEPS, SEQUENCES);
    Model.Pass pass =
        model.pass(
            new PassSettings(
                Capacity.of(steps),
                Optional.of(gradients),
                Probe.NONE,
                new Draw(1),
                workers,
                false));
    Target.ClassIds classes = new Target.ClassIds(steps.rows()).rows(steps.rows());
    float[] weights = Samples.ones(steps.rows());
    for (int step = 0; step < 3; step++) {
      Input.Ids ids = ids(steps.rows(), step);
      Input x = asIds ? ids : new Input.Rows(oneHot(ids));
      rule.step(() -> {
        gradients.clear();
        double loss = pass.lossAndGradient(x, steps, classes, weights);
        gradients.finish(1.0 / steps.rows());
        return loss;
      });
    }
    return model;
  }

  /** Words from the first, the last and one in the middle of the vocabulary, some twice. */
  private static Input.Ids ids(int rows, int step) {
    long key = Rng.key(5, Rng.DATA, step, 0, 0, 0);
    int[] ids = new int[rows];
    for (int r = 0; r < rows; r++) {
      ids[r] = r < 3 ? r * (WORDS - 1) / 2 : Rng.below(key, r, 40) * 70 + step;
    }
    return Input.Ids.of(WORDS, ids);
  }

  private static Matrix oneHot(Input.Ids ids) {
    Matrix rows = Matrix.of(ids.rows(), WORDS);
    for (int r = 0; r < ids.rows(); r++) {
      rows.set(r, ids.get(r), 1);
    }
    return rows;
  }
}
