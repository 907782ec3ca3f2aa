package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sluice.experiment.SmallRuns.json;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.data.BadData;
import sluice.report.ReportData;

/** Pairs: two sides, one encoder. */
class SimilarityRunTest {
  /** Both sides have an angle of their own; they belong together if x·y of both has one sign. */
  private static final String ROWS =
      """
      name: rows
      task: similarity
      data: {file: rows.csv, left: [x1, y1, c1], right: [x2, y2, c2], categories: [c1, c2], target: same}
      window: {per: row}
      split: {validation: 0.15, test: 0.25}
      model: {layers: [{dense: {units: 16, activation: relu}}, {dense: 8}], similarity: cosine}
      training: {epochs: 60, batch: 16, optimiser: {adam: 0.02}}
      """;

  /** Series side by side, of 3 to 8 steps: rising or falling. */
  private static final String SERIES =
      """
      name: series
      task: similarity
      data: {file: series.csv, key: id, left: a, right: b, target: same}
      window: {per: sequence}
      split: {validation: 0.15, test: 0.25}
      model: {layers: [{lstm: 8}], similarity: distance}
      training: {epochs: 40, batch: 8, optimiser: {adam: 0.03}}
      """;

  @TempDir private Path folder;

  private void rows(String label) {
    List<String> rows = new ArrayList<>(List.of("x1,y1,c1,x2,y2,c2,same,score"));
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 400; i++) {
      int x1 = random.nextInt(-20, 20);
      int y1 = random.nextInt(-20, 20);
      int x2 = random.nextInt(-20, 20);
      int y2 = random.nextInt(-20, 20);
      boolean same = x1 * y1 >= 0 == x2 * y2 >= 0;
      String[] colours = {"red", "blue"};
      rows.add(
          String.join(
              ",",
              Integer.toString(x1),
              Integer.toString(y1),
              colours[i % 2],
              Integer.toString(x2),
              Integer.toString(y2),
              colours[i / 2 % 2],
              i == 7 ? label : same ? "1" : "0",
              Integer.toString(40 - Math.abs(x1 - x2))));
    }
    SmallRuns.write(folder.resolve("rows.csv"), rows);
  }

  private void series() {
    List<String> rows = new ArrayList<>(List.of("id,a,b,same"));
    SplittableRandom random = new SplittableRandom(5);
    for (int s = 0; s < 160; s++) {
      int left = random.nextInt(2) * 2 - 1;
      int right = random.nextInt(2) * 2 - 1;
      int from = random.nextInt(10);
      int to = random.nextInt(10);
      for (int t = 0; t < 3 + s % 6; t++) {
        rows.add(
            "s"
                + s
                + ","
                + (from + left * t)
                + ","
                + (to + right * t)
                + ","
                + (left == right ? 1 : 0));
      }
    }
    SmallRuns.write(folder.resolve("series.csv"), rows);
  }

  private Experiment rowPairs(String... changes) {
    return SmallRuns.experiment(folder, ROWS, changes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model.similarity=cosine",
        "model.similarity=distance",
        "model.similarity=dense",
        "model.similarity=distance training.loss={contrastive: 2}",
        "model.similarity=cosine training.loss=sigmoid-focal",
      })
  void rowsAreComparedByOneEncoder(String changes) {
    rows("1");
    RunResult run =
        SmallRuns.train(rowPairs(changes.split(" (?=[a-z.]+=)")), folder.resolve("run"));
    var test = json(run.json()).get("test");
    assertThat(test.get("accuracy").asDouble()).as(changes).isGreaterThan(0.85);
    assertThat(test.propertyNames()).contains("roc_area", "log_loss");
    // One set of weights for both sides: 2 numbers and 2 colours go in.
    long encoder = 4 * 16 + 16 + 16 * 8 + 8;
    long head = changes.contains("contrastive") ? 0 : changes.contains("dense") ? 2 * 8 + 1 : 2;
    assertThat(run.parameters()).isEqualTo(encoder + head);
  }

  @ParameterizedTest
  @CsvSource({"cosine", "distance", "dense"})
  void seriesSideBySideAreCompared(String similarity) {
    series();
    RunResult run =
        SmallRuns.train(
            SmallRuns.experiment(folder, SERIES, "model.similarity=" + similarity),
            folder.resolve("run"));
    assertThat(json(run.json()).get("test").get("accuracy").asDouble()).isGreaterThan(0.85);
    assertThat(run.results())
        .filteredOn(r -> r.part().equals(ReportData.TEST))
        .hasSize(3)
        .allMatch(r -> r.examples() == 40);
    assertThat(SmallRuns.text(run.report())).contains("distance of the inputs");
  }

  @Test
  void theModelFileGivesTheSameFiguresAndComparesEveryPairEitherWay() {
    rows("1");
    RunResult run = SmallRuns.train(rowPairs("training.epochs=5"), folder.resolve("run"));
    TrainedModel model = TrainedModel.read(run.model());
    DataSource data = new DataSource.File(folder.resolve("rows.csv"));
    assertThat(model.evaluate(data).results())
        .isEqualTo(run.results().stream().filter(r -> r.part().equals(ReportData.TEST)).toList());
    SmallRuns.Rows one = new SmallRuns.Rows();
    model.predict(data, one);
    assertThat(one.column("same")).hasSize(400).containsOnly("0", "1");
    // the same table with the sides exchanged
    List<String> turned = new ArrayList<>();
    for (String line : SmallRuns.text(folder.resolve("rows.csv")).lines().toList()) {
      String[] cells = line.split(",");
      boolean header = line.startsWith("x1");
      turned.add(
          header
              ? line
              : String.join(",", cells[3], cells[4], cells[5], cells[0], cells[1], cells[2])
                  + ",,");
    }
    SmallRuns.Rows other = new SmallRuns.Rows();
    model.predict(new DataSource.File(SmallRuns.write(folder.resolve("t.csv"), turned)), other);
    assertThat(other.column("similarity")).isEqualTo(one.column("similarity"));
    SmallRuns.Rows features = new SmallRuns.Rows();
    model.features("last", data, features);
    assertThat(features.all).hasSize(801); // the left sides, then the right ones
  }

  @Test
  void severalEncodersAnswerAsOne() {
    series();
    Experiment bagged =
        SmallRuns.experiment(
            folder, SERIES, "ensemble={bagging: {members: 2}}", "training.epochs=10");
    RunResult run = SmallRuns.train(bagged, folder.resolve("run"));
    TrainedModel model = TrainedModel.read(run.model());
    assertThat(model.evaluate(new DataSource.File(folder.resolve("series.csv"))).results())
        .isEqualTo(run.results().stream().filter(r -> r.part().equals(ReportData.TEST)).toList());
  }

  @Test
  void scoresAreLearned() {
    rows("1");
    RunResult run =
        SmallRuns.train(
            rowPairs("data.target=score", "training.loss=squared", "model.similarity=distance"),
            folder.resolve("run"));
    assertThat(json(run.json()).get("test").get("r2").asDouble()).isGreaterThan(0.8);
    TrainedModel model = TrainedModel.read(run.model());
    SmallRuns.Rows rows = new SmallRuns.Rows();
    model.predict(new DataSource.File(folder.resolve("rows.csv")), rows);
    assertThat(rows.all.getFirst()).containsExactly("row", "score");
  }

  @Test
  void windowsSideBySideAreCompared() {
    List<String> rows = new ArrayList<>(List.of("a,b,same"));
    for (int t = 0; t < 300; t++) {
      int b = t / 40 % 2 == 0 ? t % 5 : 4 - t % 5;
      rows.add(t % 5 + "," + b + "," + (t / 40 % 2 == 0 ? 1 : 0));
    }
    SmallRuns.write(folder.resolve("two.csv"), rows);
    Experiment experiment =
        SmallRuns.experiment(
            folder,
            """
            name: two
            task: similarity
            data: {file: two.csv, left: a, right: b, target: same}
            window: {history: 4, ahead: 0}
            model: {layers: [{lstm: 8}], similarity: distance}
            training: {epochs: 40, batch: 8, optimiser: {adam: 0.03}}
            """);
    RunResult run = SmallRuns.train(experiment, folder.resolve("run"));
    assertThat(json(run.json()).get("test").get("accuracy").asDouble()).isGreaterThan(0.85);
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    rows("1");
    Experiment grouped = rowPairs("training.groups=3", "training.epochs=4");
    String whole = SmallRuns.train(grouped, folder.resolve("one")).weightsSha256();
    assertThat(SmallRuns.train(grouped, folder.resolve("two")).weightsSha256()).isEqualTo(whole);
    assertThat(
            SmallRuns.train(rowPairs("training.epochs=4"), folder.resolve("three")).weightsSha256())
        .isNotEqualTo(whole); // other groups are another experiment
  }

  @Test
  void whatIsNeitherIsRefused() {
    rows("2");
    assertThatThrownBy(() -> Run.plan(rowPairs()))
        .isInstanceOf(BadData.class)
        .hasMessageContaining("not 0 or 1")
        .hasMessageContaining("row 9");
    rows("1");
    Path bad = folder.resolve("rows.csv");
    List<String> lines = new ArrayList<>(SmallRuns.text(bad).lines().toList());
    lines.set(4, lines.get(4).replaceFirst("^(.*?,.*?,.*?),[^,]*,", "$1,,"));
    SmallRuns.write(bad, lines);
    assertThatThrownBy(() -> Run.plan(rowPairs()))
        .isInstanceOf(BadData.class)
        .hasMessageContaining("x2"); // its own name in the file
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data.right=[x2]|as many columns each; found 3 and 1",
        "data.right=[x1, y2, c2]|is listed in data.left already",
        "data.past=[x1]|has no effect for task similarity",
        "data.categories=[c1]|and its partner of the other side",
        "training.loss=softmax-cross-entropy|expected sigmoid-cross-entropy, sigmoid-focal",
        "training.loss=contrastive|write similarity: distance",
        "training.reduction=sum-steps|a pair has one answer",
        "task=classify|it is for task similarity",
        "task=regress|it is for task similarity",
      })
  void keysThatDoNotGoTogetherAreRefused(String change, String message) {
    rows("1");
    assertThatThrownBy(() -> rowPairs(change))
        .isInstanceOf(BadExperiment.class)
        .hasMessageContaining(message);
  }
}
