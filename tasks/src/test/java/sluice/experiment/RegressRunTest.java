package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static sluice.experiment.SmallRuns.json;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.data.BadData;
import sluice.experiment.SmallRuns.Rows;
import tools.jackson.databind.JsonNode;

/** A regression from its experiment to predicted numbers, through files. */
class RegressRunTest {
  /** Tomorrow's sales from the last days' returns and prices. */
  private static final String NUMBERS =
      """
      name: numbers
      task: regress
      data: {file: sales.csv, time: date, target: sales, past: [returns, sales, price]}
      window: {history: 7}
      split: {validation: 16, test: 20}
      model: {layers: [{lstm: 5}]}
      training: {epochs: 3, batch: 16, optimiser: {adam: 0.02}}
      """;

  @TempDir private Path folder;

  @Test
  void learnsANumberAWindow() {
    SmallRuns.write(folder.resolve("sales.csv"), SmallRuns.salesRows(SmallRuns.DAYS));
    Experiment experiment = SmallRuns.experiment(folder, NUMBERS, "training.epochs=12");
    RunResult run = SmallRuns.train(experiment, folder.resolve("run"));
    JsonNode baselines = json(run.json()).get("baselines");
    assertThat(baselines.propertyNames()).containsExactly("training mean", "last value");
    double last = 0;
    for (int day = 100; day < 120; day++) {
      last += Math.abs(sales(day) - sales(day - 1)) / 20;
    }
    assertThat(mae(baselines.get("last value"))).isCloseTo(last, within(1e-9));
    double mean = 0; // of the days that a training window predicts
    for (int day = 7; day < 84; day++) {
      mean += sales(day) / 77;
    }
    double error = 0;
    for (int day = 100; day < 120; day++) {
      error += Math.abs(sales(day) - mean) / 20;
    }
    assertThat(mae(baselines.get("training mean"))).isCloseTo(error, within(1e-9));
    assertThat(mae(json(run.json()).get("test"))).isLessThan(mae(baselines.get("training mean")));
    Rows rows = assertPredictions(run, "sales.csv", 120 - 7 + 1);
    assertThat(rows.all.getFirst()).containsExactly("time", "sales");
    assertThat(rows.column("time").getFirst()).isEqualTo(SmallRuns.day(7));
    assertThat(rows.column("time").getLast()).isEqualTo(SmallRuns.day(120));
  }

  private static double sales(int day) {
    return Math.round(SmallRuns.sales(day) * 100) / 100.0;
  }

  private static double mae(JsonNode scores) {
    return scores.get("mae").asDouble();
  }

  @Test
  void learnsANumberASequence() {
    SmallRuns.write(folder.resolve("shapes.csv"), SmallRuns.shapeRows(48, 3));
    String yaml =
        SmallRuns.SHAPES.replace("task: classify", "task: regress").replace("shape,", "size,");
    Experiment experiment = SmallRuns.experiment(folder, yaml, "training.epochs=12");
    RunResult run = SmallRuns.train(experiment, folder.resolve("run"));
    JsonNode baselines = json(run.json()).get("baselines");
    assertThat(baselines.propertyNames()).containsExactly("training mean");
    // a sequence's number is twice its length and a little more: only counting steps finds it
    assertThat(mae(json(run.json()).get("test")))
        .isLessThan(0.7 * mae(baselines.get("training mean")));
    Rows rows = assertPredictions(run, "shapes.csv", 48);
    assertThat(rows.all.getFirst()).containsExactly("id", "step", "size");
    assertThat(rows.all.get(1).subList(0, 2)).containsExactly("s0", "3");
    assertThat(rows.all.get(2).subList(0, 2)).containsExactly("s1", "8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "window.ahead=0 data.past=[returns, price]",
        "window.ahead=5 window.stride=3",
        "data.scale.target=log training.loss={huber: 1}",
        "data.scale.target=none data.scale.inputs=min-max",
        "data.past=[price]",
        "window.history=1",
      })
  void theFileGivesTheSameFigures(String changes) {
    SmallRuns.write(folder.resolve("sales.csv"), SmallRuns.salesRows(SmallRuns.DAYS));
    String[] set = changes.split(" (?=[a-z.]+=)");
    RunResult run =
        SmallRuns.train(SmallRuns.experiment(folder, NUMBERS, set), folder.resolve("run"));
    assertPredictions(run, "sales.csv", -1);
  }

  @Test
  void numbersThatAreMissingAreLeftOutOnlyWhereAsked() {
    List<String> rows = new ArrayList<>(SmallRuns.salesRows(SmallRuns.DAYS));
    rows.set(111, rows.get(111).replaceFirst(",[^,]*", ","));
    SmallRuns.write(folder.resolve("sales.csv"), rows);
    String past = "data.past=[price]";
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> Run.plan(SmallRuns.experiment(folder, NUMBERS, past)))
        .withMessageContaining("row 112, column \"sales\": a missing value at 2024-04-20");
    RunResult run =
        SmallRuns.train(
            SmallRuns.experiment(folder, NUMBERS, past, "data.missing=carry"),
            folder.resolve("run"));
    assertThat(run.results())
        .filteredOn(result -> result.part().equals("test"))
        .isNotEmpty()
        .allMatch(result -> result.examples() == 19);
    assertPredictions(run, "sales.csv", 120 - 7 + 1);
  }

  private Rows assertPredictions(RunResult run, String data, int count) {
    TrainedModel model = TrainedModel.read(run.model());
    DataSource source = new DataSource.File(folder.resolve(data));
    JsonNode told = json(model.evaluate(source).json());
    assertThat(told.get("test")).isEqualTo(json(run.json()).get("test"));
    assertThat(told.get("baselines")).isEqualTo(json(run.json()).get("baselines"));
    Rows rows = new Rows();
    model.predict(source, rows);
    assertThat(rows.all.size()).isEqualTo(count < 0 ? rows.all.size() : 1 + count);
    assertThat(rows.column(rows.all.getFirst().getLast()))
        .isNotEmpty()
        .allSatisfy(text -> assertThat(Double.parseDouble(text)).isFinite());
    return rows;
  }
}
