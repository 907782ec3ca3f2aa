package sluice.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.fixture.Bits;
import sluice.fixture.Samples;
import sluice.loss.Head;
import sluice.loss.Model;
import sluice.loss.SoftmaxCrossEntropy;
import sluice.math.Workers;
import sluice.nn.Capacity;
import sluice.nn.Draw;
import sluice.nn.Gradients;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.nn.PassSettings;
import sluice.optim.Adam;
import sluice.optim.Clip;

/**
 * Equal groups give equal bits, whoever computes them: gathered by hand group after group, or by
 * the trainer on any number of threads. Groups are ragged and unequal, and dropout is on.
 */
class GroupsTest {
  private static final int EPOCHS = 2;
  private static final int SEQUENCES = 31;
  private static final int SIZE = 21; // 21 and 10: neither is cut in 2 or 4 equal parts twice
  private static final int INPUTS = 5;
  private static final int CLASSES = 6;
  private static final Clip CLIP = Clip.norm(0.5);

  private static Model model() {
    LayerSpec layers =
        LayerSpec.stack(LayerSpec.lstm(37), LayerSpec.dropout(0.3f), LayerSpec.rnn(22));
    return new Model(
        Network.create(INPUTS, layers, 4), Head.dense(22, CLASSES, new SoftmaxCrossEntropy(), 4));
  }

  private static Adam adam(Gradients gradients) {
    return new Adam(Adam.Config.DEFAULT.rate(0.01), gradients, CLIP);
  }

  private static Batches batches() {
    float[][][] inputs = new float[SEQUENCES][][];
    int[][] classes = new int[SEQUENCES][];
    for (int s = 0; s < SEQUENCES; s++) {
      inputs[s] = new float[1 + 5 * s % 13][];
      classes[s] = new int[inputs[s].length];
      for (int t = 0; t < inputs[s].length; t++) {
        inputs[s][t] = Samples.normal(1, INPUTS, 50L * s + t).toArray();
        classes[s][t] = (3 * s + t) % CLASSES;
      }
    }
    return ArrayBatches.classes(inputs, classes, SIZE).shuffled(8);
  }

  /** Each group in a pass of its own with gradients of its own, as on machines of their own. */
  private static long byHand(int groups) {
    Model model = model();
    Gradients total = new Gradients(model.weights());
    Adam adam = adam(total);
    Batches batches = batches();
    Draw draw = new Draw(TrainConfig.DEFAULT.seed());
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      for (int index = 0; index < batches.count(); index++) {
        int number = epoch;
        int at = index;
        draw.at(epoch, index);
        adam.step(() -> gather(model, batches, number, at, groups, draw, total));
      }
    }
    return Bits.hash(model.weights());
  }

  private static double gather(
      Model model, Batches batches, int epoch, int index, int groups, Draw draw, Gradients total) {
    total.clear();
    double loss = 0;
    int rows = 0;
    for (int group = 0; group < groups; group++) {
      Batch batch = batches.batch(epoch, index, group, groups);
      Gradients part = new Gradients(model.weights());
      PassSettings settings =
          PassSettings.training(Capacity.of(batch.steps()), part, draw).workers(Workers.serial());
      loss +=
          model
              .pass(settings)
              .lossAndGradient(batch.input(), batch.steps(), batch.target(), batch.weights());
      total.add(part);
      rows += batch.steps().rows();
    }
    total.finish(1.0 / rows);
    return loss / rows;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 10})
  void byHandAndOnAnyThreads(int groups) {
    long expected = byHand(groups);
    for (int threads : new int[] {1, 2, 3, 5}) {
      Model model = model();
      try (Workers workers = Workers.of(threads)) {
        Training training =
            new Trainer(
                    model,
                    TrainConfig.DEFAULT.epochs(EPOCHS).groups(groups),
                    CLIP,
                    GroupsTest::adam)
                .fit(batches(), Optional.empty(), Hooks.none().workers(workers));
        assertThat(training.steps()).isEqualTo(4);
      }
      assertThat(Bits.hash(model.weights()))
          .as("%d groups on %d threads", groups, threads)
          .isEqualTo(expected);
    }
  }

  /** Sums in another order are other sums: groups belong to the experiment. */
  @Test
  void otherGroupsAreAnotherExperiment() {
    Set<Long> hashes = new HashSet<>();
    for (int groups : new int[] {1, 2, 4}) {
      hashes.add(byHand(groups));
    }
    assertThat(hashes).hasSize(3);
  }
}
