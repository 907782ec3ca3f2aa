package sluice.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import sluice.fixture.Bits;
import sluice.fixture.Samples;
import sluice.loss.Head;
import sluice.loss.Model;
import sluice.loss.Reduction;
import sluice.loss.RegressionLoss;
import sluice.loss.SoftmaxCrossEntropy;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;
import sluice.nn.Capacity;
import sluice.nn.Gradients;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.nn.PassSettings;
import sluice.optim.Adam;
import sluice.optim.Clip;
import sluice.optim.Lbfgs;
import sluice.optim.Optimizer;
import sluice.optim.Schedule;
import sluice.optim.Sgd;
import sluice.optim.Treated;

class TrainerTest {
  private static final Function<Gradients, Optimizer> ADAM =
      g -> new Adam(Adam.Config.DEFAULT.rate(0.01), g, Clip.NONE);

  private static Function<Gradients, Optimizer> sgd(double rate) {
    return g -> new Sgd(new Sgd.Config(rate, 0), g, Clip.NONE);
  }

  private static Trainer trainer(
      Model model, TrainConfig config, Function<Gradients, Optimizer> optimizer) {
    return new Trainer(model, config, Clip.NONE, optimizer);
  }

  private static float sine(double at) {
    return (float) StrictMath.sin(2 * Math.PI * at / 24);
  }

  /** Windows of 16 values of a sine; the target is the next value. */
  private static Batches sines(int first, int count, int size) {
    float[][][] inputs = new float[count][16][1];
    float[][][] targets = new float[count][1][1];
    for (int s = 0; s < count; s++) {
      for (int t = 0; t < 16; t++) {
        inputs[s][t][0] = sine(first + s + t);
      }
      targets[s][0][0] = sine(first + s + 16);
    }
    return ArrayBatches.values(inputs, targets, size).shuffled(1);
  }

  private static Model sineModel(long seed) {
    Network network =
        Network.create(1, LayerSpec.stack(LayerSpec.lstm(12), LayerSpec.lastStep()), seed);
    return new Model(network, Head.dense(12, 1, new RegressionLoss.Squared(), seed));
  }

  @Test
  void learnsASine() {
    Model model = sineModel(1);
    Training training =
        trainer(model, TrainConfig.DEFAULT.epochs(25), ADAM)
            .fit(sines(0, 200, 20), Optional.of(sines(200, 60, 60)), Lessons.quiet());
    assertThat(training.ending()).isEqualTo(Training.Ending.COMPLETED);
    assertThat(training.steps()).isEqualTo(250);
    assertThat(training.epochs().getFirst().validationLoss()).isGreaterThan(0.01);
    double best = training.epochs().get(training.bestEpoch() - 1).validationLoss();
    assertThat(best).isLessThan(5e-4);
  }

  /** Which of two values stood at the first step: a class that only a memory can tell. */
  @Test
  void learnsWhatStoodAtTheBeginning() {
    float[][][] inputs = new float[64][][];
    int[][] classes = new int[64][1];
    for (int s = 0; s < 64; s++) {
      int steps = 4 + s % 5;
      inputs[s] = new float[steps][2];
      classes[s][0] = s % 2;
      inputs[s][0][0] = s % 2 == 0 ? -1 : 1;
      for (int t = 1; t < steps; t++) {
        inputs[s][t][1] = Samples.normal(1, 1, 100L * s + t).get(0, 0);
      }
    }
    LayerSpec spec = LayerSpec.stack(LayerSpec.lstm(8), LayerSpec.lastStep());
    Model model =
        new Model(Network.create(2, spec, 4), Head.dense(8, 2, new SoftmaxCrossEntropy(), 4));
    Training training =
        trainer(model, TrainConfig.DEFAULT.epochs(60), ADAM)
            .fit(
                ArrayBatches.classes(inputs, classes, 16).shuffled(3),
                Optional.empty(),
                Lessons.quiet());
    assertThat(training.epochs().getFirst().trainingLoss()).isGreaterThan(0.6);
    assertThat(training.epochs().getLast().trainingLoss()).isLessThan(0.02);
    assertThat(training.bestEpoch()).isEqualTo(60);
  }

  private static List<Matrix> copies(Model model) {
    return model.weights().stream().map(weight -> weight.values().copy()).toList();
  }

  @Test
  void earlyStoppingBringsTheBestWeightsBack() {
    Model model = sineModel(1);
    List<List<Matrix>> weights = new ArrayList<>();
    Hooks hooks =
        Lessons.quiet()
            .listener(event -> {
              if (event instanceof TrainEvent.EpochDone) {
                weights.add(copies(model));
              }
            });
    Training training =
        trainer(
                model,
                TrainConfig.DEFAULT.epochs(200).patience(3),
                g -> new Adam(Adam.Config.DEFAULT.rate(0.1), g, Clip.NONE))
            .fit(sines(0, 60, 20), Optional.of(sines(60, 20, 20)), hooks);
    assertThat(training.ending()).isEqualTo(Training.Ending.STOPPED_EARLY);
    int best = training.bestEpoch();
    assertThat(training.epochs()).hasSize(best + 3);
    for (int e = 1; e <= training.epochs().size(); e++) {
      Epoch epoch = training.epochs().get(e - 1);
      assertThat(epoch.number()).isEqualTo(e);
      assertThat(epoch.validationLoss())
          .isGreaterThanOrEqualTo(training.epochs().get(best - 1).validationLoss());
      assertThat(epoch.best() && e > best).isFalse();
    }
    for (int i = 0; i < model.weights().size(); i++) {
      Bits.assertSame("best", model.weights().get(i).values(), weights.get(best - 1).get(i));
    }
    double again = new Evaluator(model, sines(60, 20, 20), Reduction.MEAN, Workers.serial()).loss();
    assertThat(again).isEqualTo(training.epochs().get(best - 1).validationLoss());
  }

  @Test
  void aNewBestMustBeBetterByTheLeastDelta() {
    TrainConfig config =
        new TrainConfig(
            9, 1, Reduction.MEAN, new Schedule.Constant(), 2, 1e6, TrainConfig.DEFAULT.seed());
    Training training =
        trainer(sineModel(1), config, ADAM)
            .fit(sines(0, 20, 20), Optional.of(sines(20, 20, 20)), Lessons.quiet());
    assertThat(training.epochs().stream().map(Epoch::best)).containsExactly(true, false, false);
    assertThat(training.ending()).isEqualTo(Training.Ending.STOPPED_EARLY);
    assertThat(training.bestEpoch()).isEqualTo(1);
  }

  @Test
  void listenersHearEveryStepAndEpochInOrder() {
    List<TrainEvent> events = new ArrayList<>();
    Training training =
        new Trainer(
                sineModel(1),
                TrainConfig.DEFAULT.epochs(2).schedule(new Schedule.Exponential(0.5, 1, false)),
                Clip.norm(1e-3),
                sgd(0.1))
            .fit(sines(0, 50, 20), Optional.empty(), Lessons.quiet().listener(events::add));
    assertThat(events).hasSize(8);
    double rate = 0.1;
    for (int i = 0; i < 8; i++) {
      if (i % 4 == 3) {
        assertThat(events.get(i)).isEqualTo(new TrainEvent.EpochDone(training.epochs().get(i / 4)));
      } else {
        TrainEvent.StepDone step = (TrainEvent.StepDone) events.get(i);
        assertThat(step.epoch()).isEqualTo(i / 4 + 1);
        assertThat(step.batch()).isEqualTo(i % 4 + 1);
        assertThat(step.batches()).isEqualTo(3);
        assertThat(step.sequences()).isEqualTo(i % 4 == 2 ? 10 : 20);
        assertThat(step.rate()).isCloseTo(rate, within(1e-12));
        assertThat(step.gradientNorm()).isPositive();
        rate /= 2;
      }
    }
    Epoch first = training.epochs().getFirst();
    double losses = 0;
    double norms = 0;
    for (int i = 0; i < 3; i++) {
      TrainEvent.StepDone step = (TrainEvent.StepDone) events.get(i);
      losses += step.loss() * step.sequences();
      norms += step.gradientNorm();
    }
    assertThat(first.trainingLoss()).isCloseTo(losses / 50, within(1e-12));
    assertThat(first.gradientNorm()).isCloseTo(norms / 3, within(1e-12));
    assertThat(first.clipped()).isEqualTo(1);
    assertThat(first.validationLoss()).isNaN();
    assertThat(first.seconds()).isPositive();
  }

  @Test
  void gradientNormsAreReportedAsTheyWereBeforeAnyClipping() {
    List<Double> norms = new ArrayList<>();
    for (Clip clip : List.of(Clip.NONE, Clip.value(1e-4), Clip.norm(1e-4))) {
      new Trainer(
              sineModel(1),
              TrainConfig.DEFAULT.epochs(1),
              clip,
              g -> new Sgd(Sgd.Config.DEFAULT, g, clip))
          .fit(
              sines(0, 20, 20),
              Optional.empty(),
              Lessons.quiet()
                  .listener(event -> {
                    if (event instanceof TrainEvent.StepDone step) {
                      norms.add(step.gradientNorm());
                    }
                  }));
    }
    assertThat(norms).hasSize(3).containsOnly(norms.getFirst());
  }

  @Test
  void aStopEndsAfterTheStepAndSaves() {
    Model model = sineModel(1);
    Stop stop = new Stop();
    List<Checkpoint> saved = new ArrayList<>();
    List<List<Matrix>> weights = new ArrayList<>();
    Hooks hooks =
        Lessons.quiet()
            .stop(stop)
            .saver(saved::add)
            .listener(event -> {
              weights.add(copies(model));
              if (event instanceof TrainEvent.StepDone step && step.batch() == 2) {
                stop.request();
              }
            });
    Training training =
        trainer(model, TrainConfig.DEFAULT, ADAM).fit(sines(0, 60, 20), Optional.empty(), hooks);
    assertThat(stop.requested()).isTrue();
    assertThat(training.ending()).isEqualTo(Training.Ending.INTERRUPTED);
    assertThat(training.steps()).isEqualTo(2);
    assertThat(training.epochs()).isEmpty();
    assertThat(training.bestEpoch()).isZero();
    assertThat(saved).hasSize(1);
    assertThat(saved.getFirst().floats().get("weights/head.w"))
        .isEqualTo(weights.get(1).get(3).toArray());
  }

  @Test
  void aStopBeforeTheStartTrainsNothing() {
    Model model = sineModel(1);
    long before = Bits.hash(model.weights());
    Stop stop = new Stop();
    stop.request();
    Training training =
        trainer(model, TrainConfig.DEFAULT, ADAM)
            .fit(sines(0, 60, 20), Optional.empty(), Lessons.quiet().stop(stop));
    assertThat(training.steps()).isZero();
    assertThat(Bits.hash(model.weights())).isEqualTo(before);
  }

  /** A sine with one value that is no number, in the third of four batches. */
  private static Batches withNaN() {
    float[][][] inputs = new float[8][3][1];
    float[][][] targets = new float[8][1][1];
    inputs[5][1][0] = Float.NaN;
    return ArrayBatches.values(inputs, targets, 2);
  }

  @Test
  void aLossThatIsNotANumberEndsTrainingWithTheWeightsOfTheStepBefore() {
    Model model = sineModel(1);
    List<List<Matrix>> weights = new ArrayList<>();
    List<TrainEvent> events = new ArrayList<>();
    Hooks hooks =
        Lessons.quiet()
            .listener(event -> {
              weights.add(copies(model));
              events.add(event);
            });
    Diverged diverged =
        catchThrowableOfType(
            Diverged.class,
            () ->
                new Trainer(model, TrainConfig.DEFAULT, Clip.norm(5), ADAM)
                    .fit(withNaN(), Optional.empty(), hooks));
    double last = ((TrainEvent.StepDone) events.get(1)).loss();
    assertThat(diverged)
        .hasMessage(
            "the loss is NaN (first in the gradient of head.b) in epoch 1, step 3; the last finite"
                + " loss was "
                + last
                + ". Try a smaller learning rate (was 0.01) or clip the gradient's norm (limit was"
                + " 5.0).");
    assertThat(diverged.epoch()).isEqualTo(1);
    assertThat(diverged.step()).isEqualTo(3);
    assertThat(diverged.lastFiniteLoss()).isEqualTo(last);
    assertThat(weights).hasSize(2);
    for (int i = 0; i < model.weights().size(); i++) {
      Bits.assertSame("weights", model.weights().get(i).values(), weights.get(1).get(i));
    }
  }

  @Test
  void aLossThatExplodesNamesWhereItWasSeenFirst() {
    Model model = sineModel(1);
    assertThatThrownBy(() ->
            trainer(model, TrainConfig.DEFAULT, sgd(1e30))
                .fit(sines(0, 60, 20), Optional.empty(), Lessons.quiet()))
        .isInstanceOf(Diverged.class)
        .hasMessageMatching(
            "(the loss is (NaN|Infinity)|a gradient is not finite) \\(first in the .*\\) in epoch"
                + " \\d+, step \\d+; the last finite loss was .*"
                + " Try a smaller learning rate \\(was 1.0E30\\)"
                + " or clip the gradient's norm \\(limit was none\\)\\.");
    assertThatThrownBy(
            () -> {
              Model broken = sineModel(1);
              broken.weights().get(1).values().set(0, 0, Float.POSITIVE_INFINITY);
              broken.weights().get(1).changed();
              broken.weights().get(4).values().set(0, 0, Float.NaN);
              trainer(broken, TrainConfig.DEFAULT, ADAM)
                  .fit(sines(0, 60, 20), Optional.empty(), Lessons.quiet());
            })
        .isInstanceOf(Diverged.class)
        .hasMessageStartingWith(
            "the loss is NaN (first in the weights layers.0.wh) in epoch 1, step 1; the last finite"
                + " loss was NaN.");
  }

  @Test
  void aValidationLossThatIsNotANumberEndsTraining() {
    assertThatThrownBy(() ->
            trainer(sineModel(1), TrainConfig.DEFAULT, ADAM)
                .fit(sines(0, 20, 20), Optional.of(withNaN()), Lessons.quiet()))
        .isInstanceOf(Diverged.class)
        .hasMessageStartingWith("the validation loss is NaN");
  }

  @Test
  void whatCannotBeTrainedIsRefused() {
    Trainer whole =
        trainer(sineModel(1), TrainConfig.DEFAULT, g -> new Lbfgs(Lbfgs.Config.DEFAULT, g));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> whole.fit(sines(0, 20, 10), Optional.empty(), Lessons.quiet()))
        .withMessage(
            "this optimiser needs all training sequences in one batch, without carried states;"
                + " there are 2 batches");
    for (TrainConfig config : List.of(TrainConfig.DEFAULT)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> config.epochs(0))
          .withMessageContaining("epochs and groups must be at least 1");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> config.groups(0))
          .withMessageContaining("were 20, 0, 0, 0.0");
      assertThatIllegalArgumentException().isThrownBy(() -> config.patience(-1));
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              new TrainConfig(1, 1, Reduction.MEAN, new Schedule.Constant(), 0, Double.NaN, 1));
    }
  }

  @Test
  void truncatedBackPropagationCarriesTheStatesOfOneLongForward() {
    float[][][] inputs = new float[5][][];
    float[][][] targets = new float[5][][];
    int[] lengths = {11, 3, 12, 8, 4};
    for (int s = 0; s < 5; s++) {
      inputs[s] = new float[lengths[s]][];
      targets[s] = new float[lengths[s]][1];
      for (int t = 0; t < lengths[s]; t++) {
        inputs[s][t] = Samples.normal(1, 2, 50L * s + t).toArray();
      }
    }
    LayerSpec spec = LayerSpec.stack(LayerSpec.lstm(5), LayerSpec.rnn(4));
    Network network = Network.create(2, spec, 3);
    Model model = new Model(network, Head.dense(4, 1, new RegressionLoss.Squared(), 3));
    Batch whole = ArrayStreams.values(inputs, targets, 12).batch(1, 0, 0, 1);
    Network.Pass pass = network.pass(PassSettings.predicting(Capacity.of(whole.steps())));
    pass.forward(whole.input(), whole.steps());

    for (int groups : new int[] {1, 2}) {
      float[] slab = new float[5 * network.stateLength()];
      java.util.Arrays.fill(slab, 9); // of no account: the first piece starts afresh
      Gradients gradients = new Gradients(model.weights());
      ArrayStreams pieces = ArrayStreams.values(inputs, targets, 4);
      TrainConfig config = TrainConfig.DEFAULT.groups(groups);
      TrainingStep step =
          new TrainingStep(
              model,
              pieces,
              config,
              gradients,
              new Treated(List.of(), gradients),
              Lessons.quiet(),
              slab);
      for (int index = 0; index < 3; index++) {
        step.at(1, index);
        step.evaluate();
      }
      for (int b = 0; b < 5; b++) {
        int sequence = whole.steps().source(b);
        Matrix states = Matrix.over(slab, 0, 5, network.stateLength());
        Bits.assertRow("state of " + sequence, states, sequence, pass.end(), b);
      }
    }
  }

  /** Two steps of one sequence, then two of another under the same id. */
  @Test
  void aSequenceThatBeginsHasAZeroStateAmongOthersThatGoOn() {
    float[][][] inputs = new float[2][8][];
    float[][][] targets = new float[2][8][1];
    for (int s = 0; s < 2; s++) {
      for (int t = 0; t < 8; t++) {
        inputs[s][t] = Samples.normal(1, 2, 50L * s + t).toArray();
      }
    }
    LayerSpec spec = LayerSpec.stack(LayerSpec.lstm(5), LayerSpec.rnn(4));
    Network network = Network.create(2, spec, 3);
    Network.Pass pass = network.pass(PassSettings.predicting(Capacity.of(8, 2)));
    float[] slab = new float[2 * network.stateLength()];
    CarriedStates carried = new CarriedStates(pass, slab, network.stateLength());
    ArrayStreams pieces = ArrayStreams.values(inputs, targets, 4);
    for (int index = 0; index < 2; index++) {
      Batch batch = pieces.batch(1, index, 0, 1);
      batch.steps().begins(1, index == 1);
      carried.before(batch);
      pass.forward(batch.input(), batch.steps());
      carried.after(batch);
    }
    Matrix states = Matrix.over(slab, 0, 2, network.stateLength());
    Network.Pass whole = network.pass(PassSettings.predicting(Capacity.of(8, 1)));
    float[][][] both = {inputs[0], java.util.Arrays.copyOfRange(inputs[1], 4, 8)};
    for (int s = 0; s < 2; s++) {
      Batch alone =
          ArrayStreams.values(
                  new float[][][] {both[s]}, new float[][][] {new float[both[s].length][1]}, 8)
              .batch(1, 0, 0, 1);
      whole.forward(alone.input(), alone.steps());
      Bits.assertRow("state of " + s, states, s, whole.end(), 0);
    }
  }

  @Test
  void evaluationInPiecesIsThatOfTheWhole() {
    Lessons lessons = Lessons.all().get(3);
    Model model = lessons.model(4);
    float[][][] inputs = {new float[7][3], new float[4][3]};
    float[][][] targets = {new float[7][2], new float[4][2]};
    for (float[][] sequence : inputs) {
      for (int t = 0; t < sequence.length; t++) {
        sequence[t] = Samples.normal(1, 3, t).toArray();
      }
    }
    double whole = evaluate(model, ArrayBatches.values(inputs, targets, 2));
    assertThat(evaluate(model, ArrayStreams.values(inputs, targets, 3)))
        .isCloseTo(whole, within(1e-12));
    assertThat(evaluate(model, ArrayBatches.values(inputs, targets, 1)))
        .isCloseTo(whole, within(1e-12));
    Evaluator twice =
        new Evaluator(
            model, ArrayStreams.values(inputs, targets, 3), Reduction.MEAN, Workers.serial());
    assertThat(twice.loss()).isEqualTo(twice.loss());
    Matrix h =
        model
            .network()
            .pass(PassSettings.predicting(Capacity.of(1, 1)))
            .forward(new Input.Rows(Matrix.of(1, 3)), Steps.equal(1, 1));
    assertThat(h.rows()).isEqualTo(1);
  }

  private static double evaluate(Model model, Batches batches) {
    return new Evaluator(model, batches, Reduction.MEAN, Workers.serial()).loss();
  }
}
