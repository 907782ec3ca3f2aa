package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static sluice.experiment.SmallRuns.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.train.Epoch;
import sluice.train.RateFinder;
import sluice.train.Stop;
import tools.jackson.databind.JsonNode;

/** Every optimiser, schedule, penalty and average that a file can name, at work. */
class TrainingPartsRunTest {
  @TempDir private Path folder;

  @BeforeEach
  void writeSales() {
    SmallRuns.write(folder.resolve("sales.csv"), SmallRuns.salesRows(SmallRuns.DAYS));
  }

  private RunResult train(String... changes) {
    Experiment experiment = SmallRuns.experiment(folder, SmallRuns.SALES, changes);
    return SmallRuns.train(experiment, folder.resolve("run"));
  }

  private static void assertFalls(RunResult run) {
    List<Epoch> epochs = run.training().epochs();
    assertThat(epochs.getLast().trainingLoss()).isLessThan(0.99 * epochs.getFirst().trainingLoss());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sgd: 0.1",
        "sgd: {rate: 0.05, momentum: 0.9}",
        "momentum: 0.05",
        "nesterov: {rate: 0.05}",
        "adagrad: 0.05",
        "rmsprop: 0.01",
        "adadelta: {rho: 0.9, epsilon: 1e-3}",
        "adam: 0.01",
        "adam: {rate: 0.01, bias_correction: false}",
        "adam: {rate: 0.01, epsilon_inside: true}",
        "adam: {rate: 0.01, amsgrad: true}",
        "adamw: {rate: 0.01, weight_decay: 0.1}",
        "nadam: 0.01"
      })
  void everyOptimiserLearns(String optimiser) {
    assertFalls(train("training.optimiser={" + optimiser + "}"));
  }

  @Test
  void aLineSearchLearnsFromTheWholePart() {
    RunResult run = train("training.optimiser=lbfgs", "training.batch=all", "training.epochs=8");
    assertFalls(run);
    assertThat(run.training().steps()).isEqualTo(8);
  }

  @Test
  void singleSamplesLearn() {
    RunResult run =
        train("training.batch=1", "training.optimiser={sgd: 0.02}", "training.epochs=2");
    assertFalls(run);
    assertThat(run.training().steps()).isGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "training.penalty={l1: 1e-3, l2: 1e-3}",
        "training.penalty={l2_regularizer: 0.01, biases: true}",
        "training.penalty={l2_norm: 0.01}",
        "training.weights=[{names: layers.0.*, penalty: {l1_regularizer: 0.01}}]",
      })
  void penaltiesAreTold(String penalty) throws IOException {
    RunResult run = train(penalty);
    assertFalls(run);
    Epoch last = run.training().epochs().getLast();
    assertThat(last.penalty()).isPositive();
    List<String> lines = Files.readAllLines(folder.resolve("run/metrics.jsonl"));
    assertThat(lines.getLast()).contains("\"penalty\":" + last.penalty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "training.penalty={decay: 0.1, max_norm: 2}",
        "training.weights=[{names: layers.0.*, rate: 0.5}, {names: head.b, rate: 0}]",
        "training.average={ema: 0.9}",
        "training.average={mean: 2}",
        "training.average=polyak",
        "training.average={nt-asgd: 1}",
      })
  void treatmentsAndAveragesLearn(String treatment) {
    assertFalls(train(treatment));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "schedule={piecewise_constant: {boundaries: [1, 2], values: [0.02, 0.01, 0.005]}}",
        "schedule={polynomial_decay: {power: 2, cycle: true, decay_steps: 2}}",
        "schedule={cosine: {restarts: true, over: 1, longer: 2}}",
        "schedule=cosine",
        "schedule=one-cycle",
        "schedule=bold-driver",
        "schedule={plateau: {factor: 0.1, patience: 10}}",
        "warm_up={over: 4, unit: steps}"
      })
  void everyScheduleMovesTheRate(String schedule) {
    RunResult run = train("training." + schedule, "training.epochs=4");
    assertFalls(run);
    List<Epoch> epochs = run.training().epochs();
    assertThat(epochs.getFirst().rate()).isLessThanOrEqualTo(0.021);
    if (schedule.contains("piecewise")) {
      assertThat(epochs.stream().map(Epoch::rate)).containsExactly(0.02, 0.01, 0.005, 0.005);
    }
  }

  @Test
  void aNameThatNoWeightHasIsRefused() {
    Experiment experiment =
        SmallRuns.experiment(
            folder, SmallRuns.SALES, "training.weights=[{names: layers.7.*, rate: 0}]");
    assertThatExceptionOfType(UnfitTask.class)
        .isThrownBy(() -> Run.plan(experiment))
        .withMessageStartingWith(
            "training.weights: no weight is called layers.7.*; there are layers.0.wx");
  }

  /** Best is the epoch with the least MAE on the validation part, not with the least loss. */
  @Test
  void anyMetricMayJudge() throws IOException {
    RunResult run =
        train("training.early_stopping={patience: 3, metric: rmse}", "training.epochs=6");
    assertThat(run.training().bestEpoch()).isBetween(1, 6);
    String epoch = Integer.toString(run.training().bestEpoch());
    double best = json(run.json()).get("validation").get("rmse").asDouble();
    for (int epochs = 1; epochs < run.training().epochs().size(); epochs++) {
      Experiment shorter =
          SmallRuns.experiment(
              folder,
              SmallRuns.SALES,
              "training.early_stopping={patience: 9, metric: rmse}",
              "training.epochs=" + epochs);
      RunResult one = SmallRuns.train(shorter, folder.resolve("run-" + epochs));
      assertThat(json(one.json()).get("validation").get("rmse").asDouble())
          .as("best of %d, of all it was %s", epochs, epoch)
          .isGreaterThanOrEqualTo(best);
    }
  }

  @Test
  void aMetricOfAnotherTaskIsRefused() {
    Experiment experiment =
        SmallRuns.experiment(folder, SmallRuns.SALES, "training.early_stopping={metric: accuracy}");
    assertThatExceptionOfType(UnfitTask.class)
        .isThrownBy(() -> SmallRuns.train(experiment, folder.resolve("run")))
        .withMessageStartingWith(
            "training.early_stopping.metric: accuracy is not measured for this task; there are"
                + " loss, mae, rmse");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void aRateIsFoundAndDrawn() throws IOException {
    Experiment experiment = SmallRuns.experiment(folder, SmallRuns.SALES);
    Path out = folder.resolve("rates");
    Rates.Result result =
        Rates.find(experiment, RateFinder.Config.DEFAULT, Optional.of(out), new Stop());
    assertThat(result.key()).isEqualTo("training.optimiser.adam.rate");
    assertThat(result.found().suggested()).isBetween(1e-4, 1.0);
    JsonNode json = json(SmallRuns.text(out.resolve("rates.json")));
    assertThat(json.get("suggested").asDouble()).isEqualTo(result.found().suggested());
    assertThat(json.get("points").size()).isEqualTo(result.found().points().size());
    assertThat(Files.readAllLines(out.resolve("rates.csv")))
        .hasSize(result.found().points().size() + 1)
        .first()
        .isEqualTo("rate,loss,smoothed");
    assertThat(SmallRuns.text(out.resolve("rates.svg")))
        .contains("<svg", "suggested: ", "rate, log scale");
    assertThat(
            Rates.find(
                    experiment,
                    RateFinder.Config.DEFAULT,
                    Optional.of(folder.resolve("again")),
                    new Stop())
                .found())
        .isEqualTo(result.found());
    assertThatExceptionOfType(CannotResume.class)
        .isThrownBy(
            () -> Rates.find(experiment, RateFinder.Config.DEFAULT, Optional.of(out), new Stop()))
        .withMessageContaining("is there already");
    Experiment search =
        SmallRuns.experiment(
            folder, SmallRuns.SALES, "training.optimiser=lbfgs", "training.batch=all");
    assertThatExceptionOfType(UnfitTask.class)
        .isThrownBy(
            () -> Rates.find(search, RateFinder.Config.DEFAULT, Optional.empty(), new Stop()))
        .withMessageContaining("there is no rate to find");
  }
}
