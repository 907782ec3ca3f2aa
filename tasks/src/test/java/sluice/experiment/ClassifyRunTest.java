package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static sluice.experiment.SmallRuns.json;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.data.BadData;
import sluice.data.Part;
import sluice.experiment.SmallRuns.Rows;
import sluice.report.ReportData;
import tools.jackson.databind.JsonNode;

/** A classifier from its experiment to predicted labels, through files. */
class ClassifyRunTest {
  /** Tomorrow's kind of day from the last five; the kind follows from the day's place in a week. */
  private static final String KINDS =
      """
      name: kinds
      task: classify
      data: {file: kinds.csv, time: date, target: kind, past: [value]}
      window: {history: 5}
      split: {validation: 14, test: 21}
      model: {layers: [{lstm: 6}]}
      training: {epochs: 4, batch: 8, optimiser: {adam: 0.05}}
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "softmax-cross-entropy",
        "sigmoid-cross-entropy",
        "{softmax-cross-entropy: {label_smoothing: 0.1}}",
        "{sigmoid-cross-entropy: {positive: 2}}",
        "{softmax-focal: 1}",
        "{sigmoid-focal: {gamma: 1, alpha: 0.5}}",
        "hinge",
        "log_loss"
      })
  void learnsTwoKindsOfSequences(String loss) {
    Experiment experiment = SmallRuns.shapes(folder, 2, "training.loss=" + loss);
    RunResult run = SmallRuns.train(experiment, folder.resolve("run"));
    JsonNode metrics = json(run.json());
    // 2 inputs, and one logit or two
    int logits = loss.contains("sigmoid") || loss.equals("log_loss") ? 1 : 2;
    assertThat(run.parameters()).isEqualTo(4 * 6 * (2 + 6 + 1) + (6 + 1) * logits);
    assertThat(metrics.get("test").propertyNames())
        .contains("accuracy", "macro_f1", "log_loss", "roc_area", "calibration_error");
    assertThat(metrics.get("test").get("accuracy").asDouble()).isGreaterThan(0.9);
    assertThat(metrics.get("baselines").propertyNames()).containsExactly("majority class");
    assertPredictions(run, "shapes.csv", 48, List.of("fall", "rise"));
  }

  @Test
  void learnsThreeKindsOfUnequalLengths() {
    Experiment experiment = SmallRuns.shapes(folder, 3, "training.epochs=8");
    RunResult run = SmallRuns.train(experiment, folder.resolve("run"));
    double majority =
        json(run.json()).get("baselines").get("majority class").get("accuracy").asDouble();
    assertThat(json(run.json()).get("test").get("accuracy").asDouble()).isGreaterThan(majority);
    assertThat(run.results())
        .filteredOn(r -> r.part().equals(ReportData.TEST))
        .allMatch(r -> r.examples() == 12);
    assertPredictions(run, "shapes.csv", 48, List.of("fall", "rise", "stay"));
  }

  @Test
  void everySequenceBelongsToOnePartThatFollowsFromTheSeed() {
    Experiment experiment = SmallRuns.shapes(folder, 3);
    TableJob job = TableJob.of(experiment, DataSet.read(experiment));
    assertThat(job.examples(Part.TRAINING).count()).isEqualTo(26);
    assertThat(job.examples(Part.VALIDATION).count()).isEqualTo(10);
    assertThat(job.examples(Part.TEST).count()).isEqualTo(12);
    assertThat(job.examples(Part.TRAINING).maxSteps()).isLessThanOrEqualTo(9);
    assertThat(DataSet.read(experiment).parts()).isEqualTo(job.data().parts());
    assertThat(DataSet.read(experiment.with("seed", "7")).parts()).isNotEqualTo(job.data().parts());
  }

  @Test
  void learnsAKindAWindow() {
    writeKinds(100, "");
    RunResult run = SmallRuns.train(SmallRuns.experiment(folder, KINDS), folder.resolve("run"));
    JsonNode metrics = json(run.json());
    assertThat(metrics.get("baselines").propertyNames())
        .containsExactly("majority class", "same as before");
    // work work work work work rest rest: 15 of 21 days of test are work; 15 are as the day before
    assertThat(accuracy(metrics.get("baselines").get("majority class")))
        .isCloseTo(15 / 21.0, within(1e-12));
    assertThat(accuracy(metrics.get("baselines").get("same as before")))
        .isCloseTo(15 / 21.0, within(1e-12));
    assertThat(accuracy(metrics.get("test"))).isGreaterThan(15 / 21.0);
    Rows rows = assertPredictions(run, "kinds.csv", 96, List.of("rest", "work"));
    assertThat(rows.column("time").getFirst()).isEqualTo(SmallRuns.day(5));
    assertThat(rows.column("time").getLast()).isEqualTo(SmallRuns.day(100)); // the day to come
  }

  private static double accuracy(JsonNode scores) {
    return scores.get("accuracy").asDouble();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "window.ahead=0",
        "window.ahead=3",
        "data.past=[value, kind] data.categories=[kind]",
        "data.label=direction data.target=value",
        "window.history=1 training.batch=1 training.epochs=1",
      })
  void theFileGivesTheSameFigures(String changes) {
    writeKinds(100, "");
    String[] set = changes.split(" (?=[a-z.]+=)");
    RunResult run =
        SmallRuns.train(SmallRuns.experiment(folder, KINDS, set), folder.resolve("run"));
    assertPredictions(run, "kinds.csv", -1, null);
  }

  @Test
  void directionsAreComparedWithTheLastStepSeen() {
    writeKinds(100, "");
    Experiment experiment =
        SmallRuns.experiment(folder, KINDS, "data.label=direction", "data.target=value");
    RunResult run = SmallRuns.train(experiment, folder.resolve("run"));
    // values 1 2 3 4 5 0 0: up on four days of seven (and to 1), down on the fifth, and not up on
    // the sixth: the day before went up before five of seven days
    JsonNode same = json(run.json()).get("baselines").get("same as before");
    double agreeing = 0;
    for (int day = 79; day < 100; day++) {
      agreeing += up(day) == up(day - 1) ? 1 : 0;
    }
    assertThat(accuracy(same)).isCloseTo(agreeing / 21, within(1e-12));
  }

  private static boolean up(int day) {
    return value(day) > value(day - 1);
  }

  private static int value(int day) {
    return day % 7 < 5 ? day % 7 + 1 : 0;
  }

  /**
   * Every prediction has probabilities that fit its label, and the file's figures are the run's.
   */
  private Rows assertPredictions(RunResult run, String data, int count, List<String> classes) {
    TrainedModel model = TrainedModel.read(run.model());
    DataSource source = new DataSource.File(folder.resolve(data));
    JsonNode told = json(model.evaluate(source).json());
    assertThat(told.get("test")).isEqualTo(json(run.json()).get("test"));
    assertThat(told.get("baselines")).isEqualTo(json(run.json()).get("baselines"));
    Rows rows = new Rows();
    model.predict(source, rows);
    List<String> header = rows.all.getFirst();
    int first = header.size() - (int) header.stream().filter(n -> n.startsWith("p(")).count();
    if (classes != null) {
      assertThat(rows.all).hasSize(1 + count);
      assertThat(header.subList(first, header.size()))
          .isEqualTo(classes.stream().map(c -> "p(" + c + ")").toList());
    }
    for (List<String> row : rows.all.subList(1, rows.all.size())) {
      List<Double> shares = row.subList(first, row.size()).stream().map(Double::valueOf).toList();
      double largest = shares.stream().mapToDouble(p -> p).max().orElseThrow();
      assertThat(shares.stream().mapToDouble(p -> p).sum()).isCloseTo(1, within(1e-5));
      assertThat(header.get(first + shares.indexOf(largest)))
          .isEqualTo("p(" + row.get(first - 1) + ")");
    }
    return rows;
  }

  @Test
  void aLabelMissingInAnyPartIsRefused() {
    for (String day : List.of("20", "80", "95")) {
      writeKinds(100, day);
      assertThatExceptionOfType(BadData.class)
          .isThrownBy(() -> Run.plan(SmallRuns.experiment(folder, KINDS)))
          .withMessageContaining("a missing value at " + SmallRuns.day(Integer.parseInt(day)))
          .withMessageContaining("kind");
      Plan plan = Run.plan(SmallRuns.experiment(folder, KINDS, "data.missing=carry"));
      int examples = 0;
      for (Part part : Part.values()) {
        examples += plan.examples(part);
      }
      assertThat(examples).isEqualTo(95 - 1);
    }
  }

  @Test
  void aLabelOfTheTestThatTrainingNeverHadIsRefused() {
    List<String> rows = writeKinds(100, "");
    rows.set(98, rows.get(98).replaceAll("work|rest", "feast"));
    SmallRuns.write(folder.resolve("kinds.csv"), rows);
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> Run.plan(SmallRuns.experiment(folder, KINDS)))
        .withMessageContaining("a label that was not there in training")
        .withMessageContaining("Expected one of rest, work")
        .withMessageContaining("feast");
  }

  @Test
  void aPartThatComesOutEmptyIsRefused() {
    Experiment few = SmallRuns.shapes(folder, 2, "split.validation=0.01");
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> Run.plan(few))
        .withMessageContaining("nothing is left for split.validation: 0.01")
        .withMessageContaining("at least one sequence");
    writeKinds(100, "");
    Experiment late = SmallRuns.experiment(folder, KINDS, "split.test=2024-05-01");
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> Run.plan(late))
        .withMessageContaining("nothing is left for split.test: 2024-05-01")
        .withMessageContaining("at least one window");
  }

  @Test
  void oneLogitIsForTwoClasses() {
    Experiment experiment = SmallRuns.shapes(folder, 3, "training.loss=sigmoid-cross-entropy");
    assertThatExceptionOfType(UnfitTask.class)
        .isThrownBy(() -> Run.plan(experiment))
        .withMessageContaining("training.loss")
        .withMessageContaining("column shape has 3")
        .withMessageContaining("softmax-cross-entropy");
  }

  private List<String> writeKinds(int days, String missing) {
    List<String> rows = new ArrayList<>(List.of("date,value,kind"));
    for (int day = 0; day < days; day++) {
      String kind = day % 7 < 5 ? "work" : "rest";
      rows.add(
          List.of(
                  SmallRuns.day(day),
                  Integer.toString(value(day)),
                  missing.equals(Integer.toString(day)) ? "" : kind)
              .stream()
              .collect(Collectors.joining(",")));
    }
    SmallRuns.write(folder.resolve("kinds.csv"), rows);
    return rows;
  }
}
