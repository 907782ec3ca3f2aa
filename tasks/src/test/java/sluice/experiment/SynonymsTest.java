package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.experiment.ScheduleSettings.Unit;

/** TensorFlow 1's names in an experiment file: each is taken, and is the part of that meaning. */
class SynonymsTest {
  private static TrainingSettings training(String task, String lines) {
    String yaml =
        "task: "
            + task
            + "\ndata: {file: x.csv, time: day, target: y, past: [x]}\ntraining:\n"
            + lines.indent(2);
    return Experiment.parse(yaml, "test", Path.of("")).training();
  }

  private static Arguments of(
      String name, String task, Object meant, Function<TrainingSettings, Object> part) {
    return Arguments.of(name, task, meant, part);
  }

  static Stream<Arguments> names() {
    return Stream.of(
        of(
            "loss: mean_squared_error",
            "regress",
            new LossSettings.Squared(),
            TrainingSettings::loss),
        of(
            "loss: absolute_difference",
            "regress",
            new LossSettings.Absolute(),
            TrainingSettings::loss),
        of("loss: {huber_loss: 2}", "forecast", new LossSettings.Huber(2), TrainingSettings::loss),
        of(
            "loss: sigmoid_cross_entropy_with_logits",
            "classify",
            new LossSettings.SigmoidCrossEntropy(0, 1),
            TrainingSettings::loss),
        of(
            "loss: {sigmoid_cross_entropy_with_logits: {pos_weight: 3, label_smoothing: 0.1}}",
            "classify",
            new LossSettings.SigmoidCrossEntropy(0.1, 3),
            TrainingSettings::loss),
        of("loss: log_loss", "classify", new LossSettings.LogLoss(), TrainingSettings::loss),
        of(
            "loss: {softmax_cross_entropy_with_logits: {label_smoothing: 0.2}}",
            "classify",
            new LossSettings.SoftmaxCrossEntropy(0.2),
            TrainingSettings::loss),
        of(
            "loss: squared\npenalty: {l1_regularizer: 0.25}",
            "regress",
            new PenaltySettings(0.25, 0, 0, 0, Optional.empty(), false),
            TrainingSettings::penalty),
        of(
            "loss: squared\npenalty: {l2_regularizer: 0.5}",
            "regress",
            new PenaltySettings(0, 0.5, 0, 0, Optional.empty(), false),
            TrainingSettings::penalty),
        of(
            "loss: squared\n"
                + "schedule: {exponential_decay: {decay_rate: 0.9, decay_steps: 40, unit: steps,"
                + " staircase: false}}",
            "regress",
            new ScheduleSettings.Exponential(0.9, 40, Unit.STEPS, false),
            TrainingSettings::schedule),
        of(
            "loss: squared\n"
                + "schedule: {piecewise_constant: {boundaries: [3, 5], values: [0.1, 0.01,"
                + " 0.001]}}",
            "regress",
            new ScheduleSettings.Piecewise(List.of(3, 5), List.of(0.1, 0.01, 0.001), Unit.EPOCHS),
            TrainingSettings::schedule),
        of(
            "loss: squared\n"
                + "schedule: {polynomial_decay: {end_learning_rate: 0.001, decay_steps: 70, unit:"
                + " steps, power: 2, cycle: true}}",
            "regress",
            new ScheduleSettings.Polynomial(0.001, Optional.of(70), Unit.STEPS, 2, true),
            TrainingSettings::schedule));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void isTakenAndMeansThis(
      String lines, String task, Object meant, Function<TrainingSettings, Object> part) {
    assertThat(part.apply(training(task, lines))).isEqualTo(meant);
  }

  @Test
  void theRateHasItsOldNameEverywhere() {
    for (String optimiser :
        "sgd momentum nesterov adagrad rmsprop adadelta adam adamw nadam lbfgs".split(" ")) {
      TrainingSettings read =
          training(
              "regress",
              "loss: squared\nbatch: all\noptimiser: {" + optimiser + ": {learning_rate: 0.125}}");
      assertThat(read.optimiser().toString()).as(optimiser).contains("rate=0.125");
    }
  }
}
