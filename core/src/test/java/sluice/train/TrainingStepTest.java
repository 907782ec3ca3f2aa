package sluice.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sluice.fixture.Bits;
import sluice.fixture.Samples;
import sluice.loss.Head;
import sluice.loss.Model;
import sluice.loss.Reduction;
import sluice.loss.RegressionLoss;
import sluice.math.Matrix;
import sluice.math.Workers;
import sluice.nn.Capacity;
import sluice.nn.Draw;
import sluice.nn.Gradients;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.nn.PassSettings;
import sluice.nn.Probe;
import sluice.optim.Treated;

class TrainingStepTest {

  private static final LayerSpec SPEC =
      LayerSpec.stack(LayerSpec.lstm(5), LayerSpec.dropout(0.4f), LayerSpec.rnn(4));

  private static Model model() {
    return Samples.model(3, SPEC, Head.dense(4, 2, new RegressionLoss.Squared(), 6), 6);
  }

  /** Seven ragged sequences in one batch, every step with a target. */
  private static ArrayBatches batches(int size) {
    float[][][] inputs = new float[7][][];
    float[][][] targets = new float[7][][];
    for (int s = 0; s < 7; s++) {
      inputs[s] = new float[2 + s % 3][];
      targets[s] = new float[2 + s % 3][];
      for (int t = 0; t < inputs[s].length; t++) {
        inputs[s][t] = Samples.normal(1, 3, 10L * s + t).toArray();
        targets[s][t] = Samples.normal(1, 2, 500 + 10L * s + t).toArray();
      }
    }
    return ArrayBatches.values(inputs, targets, size);
  }

  private record Step(TrainingStep step, Gradients gradients) {
    static Step of(Model model, Batches batches, TrainConfig config) {
      Gradients gradients = new Gradients(model.weights());
      float[] slab = new float[batches.carried() * model.network().stateLength()];
      TrainingStep step =
          new TrainingStep(
              model,
              batches,
              config,
              gradients,
              new Treated(List.of(), gradients),
              Lessons.quiet(),
              slab);
      step.at(1, 0);
      return new Step(step, gradients);
    }
  }

  @Test
  void twoGroupsAreTheirSumsAdded() {
    Model model = model();
    Step grouped = Step.of(model, batches(7), TrainConfig.DEFAULT.groups(2));
    double mean = grouped.step.evaluate();

    // The halves as batches of their own: sequences 0 to 2 and 3 to 6.
    Batches all = batches(7);
    List<Gradients> halves =
        List.of(new Gradients(model.weights()), new Gradients(model.weights()));
    double[] losses = new double[2];
    double divisor = 0;
    for (int half = 0; half < 2; half++) {
      Batch batch = all.batch(1, 0, half, 2);
      assertThat(batch.steps().sequences()).isEqualTo(3 + half);
      var draw = new Draw(TrainConfig.DEFAULT.seed());
      draw.at(1, 0);
      Model.Pass pass =
          model.pass(
              new PassSettings(
                  Capacity.of(batch.steps()),
                  Optional.of(halves.get(half)),
                  Probe.NONE,
                  draw,
                  Workers.serial(),
                  false));
      losses[half] =
          pass.lossAndGradient(batch.input(), batch.steps(), batch.target(), batch.weights());
      divisor += batch.steps().rows() * 2;
    }
    assertThat(grouped.step.lossSum()).isEqualTo(losses[0] + losses[1]);
    assertThat(grouped.step.divisor()).isEqualTo(divisor);
    assertThat(mean).isEqualTo((losses[0] + losses[1]) / divisor);
    assertThat(grouped.step.sequences()).isEqualTo(7);
    halves.get(0).add(halves.get(1));
    Bits.assertSame("two groups", grouped.gradients, halves.get(0));
    assertThat(grouped.gradients.scale()).isEqualTo(1 / divisor);
  }

  @Test
  void groupsChangeTheSumsButNotTheMean() {
    Model model = model();
    Step one = Step.of(model, batches(7), TrainConfig.DEFAULT);
    double mean = one.step.evaluate();
    one.gradients.finish(one.gradients.scale());
    for (int groups : new int[] {2, 3, 7, 20}) {
      Step many = Step.of(model, batches(7), TrainConfig.DEFAULT.groups(groups));
      assertThat(many.step.evaluate()).isCloseTo(mean, within(1e-6 * mean));
      assertThat(many.gradients.norm())
          .isCloseTo(one.gradients.norm(), within(1e-5 * one.gradients.norm()));
    }
  }

  /** Gradients of all weights beside differences of what the step says it makes small. */
  @Test
  void whatIsAskedOfOutputsIsPartOfTheObjectiveOnly() {
    LayerSpec asked =
        LayerSpec.stack(
            new LayerSpec.Penalised(LayerSpec.lstm(5), 2, 0, 1),
            LayerSpec.lastStep(),
            new LayerSpec.Penalised(LayerSpec.dense(4), 0, 3, 0));
    LayerSpec plain = LayerSpec.stack(LayerSpec.lstm(5), LayerSpec.lastStep(), LayerSpec.dense(4));
    Head head = Head.dense(4, 2, new RegressionLoss.Squared(), 6);
    ArrayBatches batches = lastStepBatches();
    for (TrainConfig config :
        List.of(
            TrainConfig.DEFAULT,
            TrainConfig.DEFAULT.groups(3),
            TrainConfig.DEFAULT.groups(2).reduction(Reduction.SUM_STEPS))) {
      Model model = Samples.model(3, asked, head, 6);
      Step step = Step.of(model, batches, config);
      double objective = step.step.evaluate();
      double data = step.step.lossSum() / step.step.divisor();
      assertThat(step.step.penalty()).isGreaterThan(0.1);
      assertThat(objective).isEqualTo(data + step.step.penalty());
      Model without = Samples.model(3, plain, head, 6);
      assertThat(Step.of(without, batches, config).step.evaluate()).isEqualTo(data);
      for (int i = 0; i < step.gradients.count(); i++) {
        assertDifference(step, i);
      }
    }
  }

  private static void assertDifference(Step step, int i) {
    Matrix values = step.gradients.weight(i).values();
    double scale = step.gradients.scale();
    double backward = scale * step.gradients.gradient(i).get(0, 1);
    float value = values.get(0, 1);
    values.set(0, 1, value + 0.01f);
    step.gradients.weight(i).changed();
    double above = step.step.evaluate();
    values.set(0, 1, value - 0.01f);
    step.gradients.weight(i).changed();
    double below = step.step.evaluate();
    values.set(0, 1, value);
    step.gradients.weight(i).changed();
    step.step.evaluate();
    assertThat(backward)
        .as(step.gradients.weight(i).name())
        .isCloseTo((above - below) / 0.02, within(2e-4));
  }

  private static ArrayBatches lastStepBatches() {
    float[][][] inputs = new float[7][][];
    float[][][] targets = new float[7][][];
    for (int s = 0; s < 7; s++) {
      inputs[s] = new float[2 + s % 3][];
      for (int t = 0; t < inputs[s].length; t++) {
        inputs[s][t] = Samples.normal(1, 3, 10L * s + t).toArray();
      }
      targets[s] = new float[][] {Samples.normal(1, 2, 500 + 10L * s).toArray()};
    }
    return ArrayBatches.values(inputs, targets, 7);
  }

  @Test
  void reductionDecidesTheDivisor() {
    Model model = model();
    Step mean = Step.of(model, batches(7), TrainConfig.DEFAULT);
    Step sum = Step.of(model, batches(7), TrainConfig.DEFAULT.reduction(Reduction.SUM_STEPS));
    double meanLoss = mean.step.evaluate();
    double sumLoss = sum.step.evaluate();
    int rows = 3 * 2 + 2 * 3 + 2 * 4;
    assertThat(mean.step.divisor()).isEqualTo(rows * 2);
    assertThat(sum.step.divisor()).isEqualTo(7 * 2);
    assertThat(sumLoss * 7).isCloseTo(meanLoss * rows, within(1e-9));
    Bits.assertSame("sums", sum.gradients, mean.gradients);
    assertThat(sum.gradients.norm() * 7).isCloseTo(mean.gradients.norm() * rows, within(1e-9));
  }

  @Test
  void evaluatingTwiceGivesTheSameBits() {
    Model model = model();
    Step step = Step.of(model, batches(4), TrainConfig.DEFAULT.groups(3));
    double loss = step.step.evaluate();
    List<Matrix> first =
        IntStream.range(0, step.gradients.count())
            .mapToObj(i -> step.gradients.gradient(i).copy())
            .toList();
    step.step.at(1, 1);
    step.step.evaluate();
    step.step.at(1, 0);
    assertThat(step.step.evaluate()).isEqualTo(loss);
    for (int i = 0; i < first.size(); i++) {
      Bits.assertSame("gradient", step.gradients.gradient(i), first.get(i));
    }
  }

  @Test
  void aBatchWhoseRowsAllHaveWeightZeroMovesNothing() {
    Network network = Network.create(1, LayerSpec.dense(1), 1);
    Model model = new Model(network, Head.plain(1, new RegressionLoss.Squared()));
    ArrayBatches batches = ArrayBatches.values(new float[][][] {{{1}}}, new float[][][] {{{5}}}, 1);
    batches.batch(1, 0, 0, 1).weights()[0] = 0;
    Step step = Step.of(model, batches, TrainConfig.DEFAULT);
    assertThat(step.step.evaluate()).isZero();
    assertThat(step.gradients.norm()).isZero();
  }
}
