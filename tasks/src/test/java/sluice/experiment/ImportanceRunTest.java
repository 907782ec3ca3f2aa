package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static sluice.experiment.SmallRuns.json;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.math.Rng;
import sluice.metric.Metric;
import sluice.report.Importance;

/** Which columns a network goes by: planted columns are found. */
class ImportanceRunTest {
  private static final String ROWS =
      """
      name: planted
      task: regress
      data: {file: planted.csv, target: y, inputs: [a, b, c, colour], categories: [colour]}
      window: {per: row}
      split: {validation: 0.3, test: 0}
      model: {layers: [{dense: {units: 8, activation: tanh}}]}
      training: {epochs: 60, batch: 16, optimiser: {adam: 0.02}, penalty: {decay: 0.02}}
      """;

  @TempDir private Path folder;

  /** 200 rows; y is 5·b, or whether the colour is red. */
  private void write(boolean ofColour) {
    String[] colours = {"red", "blue", "white"};
    List<String> rows = new ArrayList<>(List.of("a,b,c,colour,y"));
    for (int i = 0; i < 200; i++) {
      long key = Rng.key(7, Rng.DATA, 0, i, 0, 0);
      double b = Rng.normal(key, 1);
      String colour = colours[Rng.below(key, 40, 3)];
      double y = ofColour ? (colour.equals("red") ? 1 : 0) : 5 * b;
      rows.add(
          String.format(
              Locale.ROOT,
              "%.4f,%.4f,%.4f,%s,%.4f",
              Rng.normal(key, 0),
              b,
              Rng.normal(key, 2) * 90,
              colour,
              y));
    }
    SmallRuns.write(folder.resolve("planted.csv"), rows);
  }

  private RunResult train(String... changes) {
    return SmallRuns.train(SmallRuns.experiment(folder, ROWS, changes), folder.resolve("run"));
  }

  @Test
  void theOneColumnThatMattersIsFound() {
    write(false);
    RunResult run = train();
    Importance.Shuffled shuffled = run.importance().shuffled().orElseThrow();
    assertThat(shuffled.metric()).isEqualTo(Metric.MAE);
    assertThat(shuffled.part()).isEqualTo("validation");
    assertThat(shuffled.examples()).isEqualTo(60);
    assertThat(shuffled.columns())
        .extracting(Importance.Lost::name)
        .containsExactly("a", "b", "c", "colour");
    // Two independent draws of a normal distribution lie 2/√π of its deviation apart on average.
    assertThat(shuffled.columns().get(1).mean()).isCloseTo(5 * 1.128, within(1.2));
    assertThat(shuffled.columns().get(1).deviation()).isBetween(0.01, 1.0);
    for (int other : new int[] {0, 2, 3}) {
      assertThat(shuffled.columns().get(other).mean()).isLessThan(0.5);
    }
    List<Importance.Share> weights = run.importance().weights();
    assertThat(weights).hasSize(4);
    assertThat(weights.stream().mapToDouble(Importance.Share::share).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(weights).allMatch(w -> w.name().equals("b") || w.share() < weights.get(1).share());
  }

  @Test
  void columnsOfOneCategoryAreShuffledTogether() {
    write(true);
    List<Importance.Lost> lost = train().importance().shuffled().orElseThrow().columns();
    // A third is red: two shuffled colours differ in being red in 2·1/3·2/3 of the rows.
    assertThat(lost.get(3).mean()).isCloseTo(4 / 9.0, within(0.12));
    assertThat(lost).filteredOn(l -> !l.name().equals("colour")).allMatch(l -> l.mean() < 0.15);
  }

  @Test
  void equalRunsSayTheSameInEveryPlace() {
    write(false);
    RunResult run = train("training.epochs=2", "report.importance=30");
    var told = json(run.json()).get("importance");
    assertThat(told.get("examples").asInt()).isEqualTo(30);
    assertThat(told.get("shuffles").asInt()).isEqualTo(5);
    assertThat(told.get("columns").get(1).get("worse_by").asDouble())
        .isEqualTo(run.importance().shuffled().orElseThrow().columns().get(1).mean());
    Path at = folder.resolve("run");
    assertThat(json(at.resolve("metrics.json")).get("importance")).isEqualTo(told);
    assertThat(json(at.resolve("report/report.json")).get("importance")).isEqualTo(told);
    assertThat(SmallRuns.text(at.resolve("report/importance.csv")).lines()).hasSize(1 + 4 + 4);
    assertThat(SmallRuns.text(at.resolve("report.html"))).contains("Which columns it goes by");
    RunResult again =
        SmallRuns.train(
            SmallRuns.experiment(folder, ROWS, "training.epochs=2", "report.importance=30"),
            folder.resolve("again"));
    assertThat(again.importance()).isEqualTo(run.importance());
  }

  @Test
  void nothingIsMeasuredWhereNothingIsWanted() {
    write(false);
    RunResult run = train("training.epochs=1", "report.importance=0");
    assertThat(run.importance()).isEqualTo(Importance.NONE);
    assertThat(folder.resolve("run/report/importance.csv"))
        .satisfies(f -> assertThat(Files.exists(f)).isFalse());
  }

  @Test
  void sequencesAndForecastsHaveTheirsToo() {
    RunResult shapes =
        SmallRuns.train(
            SmallRuns.shapes(folder, 2, "training.epochs=30"), folder.resolve("shapes"));
    List<Importance.Lost> lost = shapes.importance().shuffled().orElseThrow().columns();
    assertThat(lost).extracting(Importance.Lost::name).containsExactly("x", "y");
    assertThat(lost.get(0).mean()).isGreaterThan(lost.get(1).mean() + 0.2); // accuracy lost
    RunResult sales = SmallRuns.train(SmallRuns.sales(folder), folder.resolve("sales"));
    assertThat(sales.importance().shuffled().orElseThrow().columns())
        .extracting(Importance.Lost::name)
        .containsExactly("sales", "price", "date: weekday");
  }
}
