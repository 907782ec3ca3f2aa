package sluice.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sluice.loss.Head;
import sluice.loss.Model;
import sluice.loss.Reduction;
import sluice.loss.RegressionLoss;
import sluice.math.Workers;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.optim.Averaging;
import sluice.optim.Clip;
import sluice.optim.Penalty;
import sluice.optim.Sgd;
import sluice.optim.Treatment;

/** What is validated and left is the average; training goes on with the weights. */
class AveragesTest {
  private static final float[][][] X = {{{1}}, {{2}}, {{-1}}, {{0.5f}}};
  private static final float[][][] Y = {{{2}}, {{3.5f}}, {{-1}}, {{1}}};

  private static Model model() {
    return new Model(
        Network.create(1, LayerSpec.dense(1), 1), Head.plain(1, new RegressionLoss.Squared()));
  }

  private static Training fit(Model model, TrainConfig config, boolean validated) {
    Batches batches = ArrayBatches.values(X, Y, 2);
    return new Trainer(model, config, Clip.NONE, g -> new Sgd(new Sgd.Config(0.2, 0), g, Clip.NONE))
        .fit(
            batches,
            validated ? Optional.of(ArrayBatches.values(X, Y, 4)) : Optional.empty(),
            Lessons.quiet());
  }

  /** The weight after each step, of a training without averages. */
  private static List<Float> path(int epochs) {
    List<Float> path = new ArrayList<>();
    Model model = model();
    Batches batches = ArrayBatches.values(X, Y, 2);
    new Trainer(
            model,
            TrainConfig.DEFAULT.epochs(epochs),
            Clip.NONE,
            g -> new Sgd(new Sgd.Config(0.2, 0), g, Clip.NONE))
        .fit(
            batches,
            Optional.empty(),
            Lessons.quiet()
                .listener(event -> {
                  if (event instanceof TrainEvent.StepDone) {
                    path.add(model.weights().getFirst().values().get(0, 0));
                  }
                }));
    return path;
  }

  @Test
  void averagedDescentLeavesTheMeanOfTheLastEpochs() {
    List<Float> path = path(3); // two steps an epoch
    Model averaged = model();
    fit(averaged, TrainConfig.DEFAULT.epochs(3).averaging(new Averaging.Mean(2)), false);
    double mean = (path.get(2) + path.get(3) + path.get(4) + path.get(5)) / 4.0;
    assertThat((double) averaged.weights().getFirst().values().get(0, 0))
        .isCloseTo(mean, within(1e-6));
  }

  @Test
  void theMovingAverageIsValidatedAndLeft() {
    List<Float> path = path(3);
    double mean = model().weights().getFirst().values().get(0, 0);
    for (int step = 1; step <= path.size(); step++) {
      double keep = Math.min(0.5, (1.0 + step) / (10.0 + step));
      mean = keep * mean + (1 - keep) * path.get(step - 1);
    }
    TrainConfig config = TrainConfig.DEFAULT.epochs(3).averaging(new Averaging.Exponential(0.5));
    Model averaged = model();
    fit(averaged, config, false);
    assertThat((double) averaged.weights().getFirst().values().get(0, 0))
        .isCloseTo(mean, within(1e-6));

    Model validated = model();
    Training training = fit(validated, config, true);
    double best =
        new Evaluator(validated, ArrayBatches.values(X, Y, 4), Reduction.MEAN, Workers.serial())
            .loss();
    assertThat(training.epochs().get(training.bestEpoch() - 1).validationLoss()).isEqualTo(best);
  }

  /** AWD-LSTM's rule, by hand: the best of all but the last n is 2, and 3 is worse. */
  @Test
  void averagingBeginsWhenAnEpochIsWorseThanTheBestOfThoseLongPast() {
    Averaging.NonMonotone two = new Averaging.NonMonotone(2);
    assertThat(two.begins(new double[] {})).isFalse();
    assertThat(two.begins(new double[] {5, 6})).isFalse(); // nothing is long past
    assertThat(two.begins(new double[] {5, 4, 3})).isFalse();
    assertThat(two.begins(new double[] {2, 4, 3})).isFalse();
    assertThat(two.begins(new double[] {2, 4, 3.5, 3})).isTrue();
    assertThat(two.begins(new double[] {5, 2, 1, 3})).isFalse(); // 2 and 1 are too young to count
    assertThatIllegalArgumentException().isThrownBy(() -> new Averaging.NonMonotone(0));
  }

  /** The third epoch is worse than the first, so the fourth is averaged. */
  @Test
  void theMeanIsOfTheStepsAfterDescentNoLongerGotOn() {
    Model model = model();
    List<Float> path = new ArrayList<>();
    Checkpoint[] saved = new Checkpoint[1];
    Hooks hooks =
        Lessons.quiet()
            .saver(checkpoint -> saved[0] = path.size() == 6 ? checkpoint : saved[0])
            .listener(event -> {
              if (event instanceof TrainEvent.StepDone) {
                path.add(model.weights().getFirst().values().get(0, 0));
              }
            });
    double[] judged = {1, 2, 3, 4};
    Trainer trainer = trainer(model);
    int[] asked = {0};
    trainer.judge(() -> judged[asked[0]++]).keepLast();
    trainer.fit(ArrayBatches.values(X, Y, 2), Optional.of(ArrayBatches.values(X, Y, 4)), hooks);
    double mean = (path.get(6) + path.get(7)) / 2.0; // two steps an epoch
    float left = model.weights().getFirst().values().get(0, 0);
    assertThat((double) left).isCloseTo(mean, within(1e-6));

    Model resumed = model();
    Trainer again = trainer(resumed);
    again.judge(() -> judged[3]).keepLast();
    again.resume(
        saved[0],
        ArrayBatches.values(X, Y, 2),
        Optional.of(ArrayBatches.values(X, Y, 4)),
        Lessons.quiet());
    assertThat(resumed.weights().getFirst().values().get(0, 0)).isEqualTo(left);
  }

  private static Trainer trainer(Model model) {
    TrainConfig config = TrainConfig.DEFAULT.epochs(4).averaging(new Averaging.NonMonotone(1));
    return new Trainer(
        model, config, Clip.NONE, g -> new Sgd(new Sgd.Config(0.2, 0), g, Clip.NONE));
  }

  /** The penalty is told apart; what is told as the loss is the data's. */
  @Test
  void penaltiesAreToldApartFromTheLoss() {
    Model plain = model();
    Model held = model();
    double first = plain.weights().getFirst().values().get(0, 0);
    Training without = fit(plain, TrainConfig.DEFAULT.epochs(1), true);
    Training with =
        fit(held, TrainConfig.DEFAULT.epochs(1).treatments(Treatment.all(Penalty.l2(0.5))), true);
    assertThat(without.epochs().getFirst().penalty()).isZero();
    assertThat(with.epochs().getFirst().penalty()).isPositive();
    assertThat(Math.abs(held.weights().getFirst().values().get(0, 0)))
        .isLessThan(Math.abs(plain.weights().getFirst().values().get(0, 0)));
    Model frozen = model();
    fit(frozen, TrainConfig.DEFAULT.epochs(2).treatments(Treatment.frozen("*.w")), true);
    assertThat((double) frozen.weights().getFirst().values().get(0, 0)).isEqualTo(first);
    assertThat(frozen.weights().get(1).values().get(0, 0)).isNotZero();
  }
}
