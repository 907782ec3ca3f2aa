package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static sluice.experiment.SmallRuns.DAYS;
import static sluice.experiment.SmallRuns.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.data.Part;
import sluice.data.Windows;
import sluice.experiment.SmallRuns.Rows;
import sluice.forecast.ForecastEvaluation;
import sluice.metric.Metric;
import sluice.model.CheckpointFiles;
import sluice.model.SavedModel;
import sluice.report.ReportData;
import sluice.train.Diverged;
import sluice.train.Training;
import tools.jackson.databind.JsonNode;

/** A forecaster from its experiment to forecasts, through files. */
class ForecastRunTest {
  @TempDir private static Path folder;
  private static Experiment experiment;
  private static RunResult result;

  @BeforeAll
  static void train() {
    experiment = SmallRuns.sales(folder);
    result = SmallRuns.train(experiment, folder.resolve("run"));
  }

  @Test
  void leavesARunDirectory() throws IOException {
    try (Stream<Path> files = Files.list(result.directory().path())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "experiment.yaml",
              "model.sluice",
              "metrics.jsonl",
              "metrics.json",
              "checkpoint-2.sluice",
              "checkpoint-3.sluice",
              "environment.json",
              "gradients.csv",
              "gates.csv",
              "activations.csv",
              "parameters.csv",
              "report.html",
              "report");
    }
    assertThat(SmallRuns.text(result.report()))
        .startsWith("<!DOCTYPE html>")
        .contains(result.verdict());
    assertThat(json(result.directory().environment()).get("jdk").asString())
        .isEqualTo(Runtime.version().toString());
  }

  @Test
  void keepsTheContractOfItsFigures() {
    JsonNode metrics = json(result.directory().metrics());
    assertThat(metrics).isEqualTo(json(result.json()));
    assertThat(metrics.get("task").asString()).isEqualTo("forecast");
    assertThat(metrics.get("model").asString()).isEqualTo(result.model().toString());
    assertThat(metrics.get("epochs").asInt()).isEqualTo(3);
    assertThat(metrics.get("steps").asInt()).isEqualTo(3 * 5); // 74 windows in batches of 16
    assertThat(metrics.get("seconds").asDouble()).isPositive();
    // LSTM: price, 7 weekdays, sales and the indicator in, 5 out; the head on top
    assertThat(metrics.get("parameters").asInt()).isEqualTo(4 * 5 * (10 + 5 + 1) + 5 + 1);
    assertThat(metrics.get("weights_sha256").asString())
        .matches("[0-9a-f]{64}")
        .isEqualTo(SavedModel.read(result.model()).weightsSha256());
    assertThat(metrics.get("kernels").asString()).matches("scalar|vector, [0-9]+ bits");
    assertThat(metrics.get("threads").asInt()).isPositive();
    assertThat(metrics.get("seed").asInt()).isEqualTo(42);
    List<String> keys = Metric.OF_NUMBERS.stream().map(Metric::key).toList();
    assertThat(metrics.get("validation").propertyNames()).containsExactlyElementsOf(keys);
    assertThat(metrics.get("test").propertyNames()).containsExactlyElementsOf(keys);
    assertThat(metrics.get("baselines").propertyNames())
        .containsExactly("last value", "seasonal naive", "drift", "mean of the last seasons");
    metrics
        .get("baselines")
        .forEach(scores -> assertThat(scores.propertyNames()).containsExactlyElementsOf(keys));
  }

  @Test
  void writesALineForEachEpoch() {
    List<JsonNode> lines =
        SmallRuns.text(result.directory().epochs()).lines().map(SmallRuns::json).toList();
    assertThat(lines).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(lines.get(i).get("epoch").asInt()).isEqualTo(i + 1);
      assertThat(lines.get(i).get("validation_loss").asDouble())
          .isEqualTo(result.training().epochs().get(i).validationLoss());
    }
  }

  @Test
  void baselinesAreThoseOfTheTestWindows() {
    double sum = 0;
    int values = 0;
    for (int origin = DAYS - 20; origin + 3 <= DAYS; origin++) {
      for (int k = 0; k < 3; k++) {
        sum += Math.abs(rounded(origin + k) - rounded(origin + k - 7));
        values++;
      }
    }
    JsonNode naive = json(result.json()).get("baselines").get("seasonal naive");
    assertThat(naive.get("mae").asDouble()).isCloseTo(sum / values, within(1e-9));
    assertThat(result.results())
        .filteredOn(r -> r.part().equals(ReportData.TEST))
        .allMatch(r -> r.examples() == 18);
  }

  private static double rounded(int day) {
    return Math.round(SmallRuns.sales(day) * 100) / 100.0;
  }

  @Test
  void theModelFileGivesTheSameTestFigures() {
    Evaluated evaluated = TrainedModel.read(result.model()).evaluate(file("sales.csv"));
    JsonNode told = json(evaluated.json());
    JsonNode metrics = json(result.directory().metrics());
    assertThat(evaluated.scope()).contains("test part");
    assertThat(told.get("test")).isEqualTo(metrics.get("test"));
    assertThat(told.get("baselines")).isEqualTo(metrics.get("baselines"));
    assertThat(told.get("examples").asInt()).isEqualTo(18);
  }

  @Test
  void otherDataAreMeasuredWhole() {
    SmallRuns.write(folder.resolve("longer.csv"), SmallRuns.salesRows(DAYS + 5));
    Evaluated evaluated = TrainedModel.read(result.model()).evaluate(file("longer.csv"));
    assertThat(evaluated.scope()).startsWith("all of ").contains("some rows may be the same");
    assertThat(evaluated.results())
        .hasSize(5)
        .allMatch(r -> r.part().equals("test") && r.examples() == DAYS + 5 - 8 - 3 + 1);
  }

  @Test
  void forecastsTheStepsAfterTheHistory() {
    List<String> history = new ArrayList<>(SmallRuns.salesRows(50));
    for (int day = 50; day < 53; day++) {
      history.add(SmallRuns.day(day) + ",,," + SmallRuns.price(day));
    }
    SmallRuns.write(folder.resolve("history.csv"), history);
    Rows rows = new Rows();
    TrainedModel.read(result.model()).forecast(Optional.of(file("history.csv")), rows);
    assertThat(rows.all.getFirst()).containsExactly("time", "sales");
    assertThat(rows.column("time"))
        .containsExactly(SmallRuns.day(50), SmallRuns.day(51), SmallRuns.day(52));
    assertThat(rows.column("sales"))
        .allSatisfy(text -> assertThat(Double.parseDouble(text)).isBetween(50.0, 200.0));
  }

  private static DataSource file(String name) {
    return new DataSource.File(folder.resolve(name));
  }

  @Test
  void trainsWithoutValidationAndTest(@TempDir Path own) {
    RunResult bare =
        SmallRuns.train(
            SmallRuns.sales(
                own, "split.validation=0", "split.test=0", "training.early_stopping=none"),
            own.resolve("run"));
    assertThat(bare.training().ending()).isEqualTo(Training.Ending.COMPLETED);
    assertThat(bare.results()).isEmpty();
    assertThat(bare.verdict()).startsWith("Nothing was measured");
    assertThat(json(bare.json()).get("test").isEmpty()).isTrue();
    assertThat(SmallRuns.losses(bare.directory().path()))
        .allMatch(line -> line.contains("\"validation_loss\":null"));
    assertThat(bare.report()).exists();
    assertThatExceptionOfType(UnfitTask.class)
        .isThrownBy(() ->
            TrainedModel.read(bare.model()).evaluate(new DataSource.File(own.resolve("sales.csv"))))
        .withMessageContaining("was trained on all of ")
        .withMessageContaining("(split.test: 0)");
  }

  @Test
  void rowsWithoutTimesAreCounted(@TempDir Path own) {
    Experiment untimed =
        SmallRuns.sales(own, "data.time=none", "data.calendar.weekday=none", "data.known=[]");
    RunResult run = SmallRuns.train(untimed, own.resolve("run"));
    assertThat(json(run.json()).get("baselines").propertyNames())
        .containsExactly("last value", "drift"); // no season is likely
    Rows rows = new Rows();
    TrainedModel.read(run.model()).forecast(Optional.empty(), rows);
    assertThat(rows.all.getFirst()).containsExactly("step", "sales");
    assertThat(rows.column("step")).containsExactly("121", "122", "123");
  }

  @Test
  void aLossThatIsNoLongerFiniteEndsTheRunAndKeepsWhatWasSaved(@TempDir Path own) {
    Experiment steep =
        SmallRuns.sales(
            own,
            "training.optimiser={sgd: {rate: 2}}",
            "training.clip.norm=none",
            "training.epochs=50",
            "model.layers=[{dense: {units: 4, activation: identity}}]");
    assertThatExceptionOfType(Diverged.class)
        .isThrownBy(() -> SmallRuns.train(steep, own.resolve("run")))
        .withMessageMatching(
            "(?s).*\\(first in the .* of .*\\) in epoch [2-9]\\d?, step \\d+; the last finite loss"
                + " was \\d.*")
        .withMessageContaining(" rose from ")
        .withMessageContaining("smaller learning rate (was 2.0)");
    JsonNode autopsy = json(own.resolve("run/autopsy.json"));
    assertThat(autopsy.get("text").asString()).startsWith("The first value that is not finite is ");
    assertThat(autopsy.get("fault").get("phase").asString()).isNotEmpty();
    assertThat(autopsy.get("steps").size()).isGreaterThan(5);
    assertThat(autopsy.get("trails").size()).isPositive();
    assertThat(new CheckpointFiles(own.resolve("run")).newest()).isPresent();
    assertThat(own.resolve("run").resolve("experiment.yaml")).exists();
    assertThat(own.resolve("run").resolve("model.sluice")).doesNotExist();
    assertThat(own.resolve("run").resolve("metrics.json")).doesNotExist();
  }

  /** Every way of making windows: the file's figures, and a forecast that equals the window's. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "model.decoder=direct",
        "data.target=[sales, returns]",
        "data.target=[sales, returns] model.decoder=direct",
        "window.history=1",
        "window.history=1 model.decoder=direct",
        "window.horizon=1",
        "window.horizon=9",
        "data.scale.difference=7",
        "data.scale.difference=2 window.horizon=5 data.scale.target=log",
        "data.scale.target=min-max data.scale.inputs=robust",
        "data.scale.target=none",
        "data.lags=[3, 7] data.scale.difference=1",
        "data.past=[returns] data.known=[price] data.categories=[price]",
        "training.groups=3 training.reduction=sum-steps window.stride=2",
        "model.layers=[{lstm: 4}, {dropout: 0.2}, {rnn: 4}, {dense: 3}]",
        "model.layers=[{dropout: 0.1}]",
        "training.loss={quantile: 0.8} training.optimiser={sgd: 0.05}"
            + " training.schedule={exponential: {factor: 0.9, every: 1}}",
        "data.known=[] data.calendar={weekday: wave, trend: true, year_waves: 1}",
      })
  void forecastOfTheFileEqualsThatOfTheWindow(String changes, @TempDir Path own) {
    String[] set = changes.split(" (?=[a-z.]+=)");
    SmallRuns.write(own.resolve("sales.csv"), SmallRuns.salesRows(DAYS));
    assertSame(SmallRuns.experiment(own, SmallRuns.SALES, set), own, false);
  }

  /** The same with two series, and with holes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "data.missing=refuse",
        "data.missing=refuse data.scale.per=global",
        "data.missing=mask",
        "data.missing=interpolate",
        "data.missing=interpolate data.lags=[7, 4] data.past=[returns]",
        "data.missing=mask data.lags=[5]",
        "data.missing=carry data.scale.difference=1",
        "data.missing=mask data.target=[sales, returns] model.decoder=direct",
      })
  void severalSeriesWithHoles(String changes, @TempDir Path own) {
    List<String> rows = SmallRuns.shopRows(DAYS);
    if (!changes.contains("refuse")) {
      rows.replaceAll(
          row -> row.contains("-07,") ? row.replaceFirst("(north|south),[^,]*", "$1,") : row);
    }
    SmallRuns.write(own.resolve("sales.csv"), rows);
    String[] set = ("data.key=shop " + changes).split(" (?=[a-z.]+=)");
    assertSame(SmallRuns.experiment(own, SmallRuns.SALES, set), own, true);
  }

  private static void assertSame(Experiment experiment, Path own, boolean keyed) {
    RunResult run = SmallRuns.train(experiment, own.resolve("run"));
    assertThat(run.training().epochs())
        .allMatch(e -> Double.isFinite(e.trainingLoss()) && Double.isFinite(e.validationLoss()));
    TrainedModel model = TrainedModel.read(run.model());
    Evaluated evaluated = model.evaluate(new DataSource.File(own.resolve("sales.csv")));
    assertThat(json(evaluated.json()).get("test")).isEqualTo(json(run.json()).get("test"));

    Windows windows =
        new ForecastJob(experiment, DataSet.read(experiment)).examples(Part.TEST).windows();
    double[][][] expected =
        ForecastEvaluation.forecasts(
            SavedModel.read(run.model()).members().getFirst(),
            new ForecastJob(experiment, DataSet.read(experiment)).examples(Part.TEST));
    int window = 4; // of the first series
    Path history = cut(own, windows.time(window, 0), keyed);
    Rows rows = new Rows();
    model.forecast(Optional.of(new DataSource.File(history)), rows);
    int horizon = experiment.window().horizon();
    List<String> targets = experiment.data().target();
    assertThat(rows.all).hasSize(1 + horizon * (keyed ? 2 : 1));
    assertThat(rows.column("time").subList(0, horizon))
        .isEqualTo(IntStream.range(0, horizon).mapToObj(k -> windows.time(window, k)).toList());
    for (int target = 0; target < targets.size(); target++) {
      assertThat(
              rows.column(targets.get(target)).stream()
                  .limit(horizon)
                  .mapToDouble(Double::parseDouble))
          .containsExactly(Arrays.stream(expected[window][target]).boxed().toArray(Double[]::new));
    }
  }

  /** The data before a day; of the days from it on only the price is given. */
  private static Path cut(Path own, String day, boolean keyed) {
    List<String> rows = new ArrayList<>();
    for (String row : SmallRuns.text(own.resolve("sales.csv")).lines().toList()) {
      String[] cells = row.split(",", -1);
      if (!row.startsWith("date") && row.compareTo(day) >= 0) {
        cells[keyed ? 2 : 1] = "";
        cells[keyed ? 3 : 2] = "";
      }
      rows.add(String.join(",", cells));
    }
    return SmallRuns.write(own.resolve("history.csv"), rows);
  }
}
