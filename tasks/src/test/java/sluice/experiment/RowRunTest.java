package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sluice.experiment.SmallRuns.json;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.data.Part;
import sluice.data.Scaler;
import sluice.report.ReportData;

/** A file of rows, and files of sequences, as experiments like any other. */
class RowRunTest {
  private static final String FLOWERS =
      """
      name: flowers
      task: classify
      data:
        file: flowers.csv
        csv: {header: false, names: [size, colour, width, kind]}
        target: kind
        inputs: "*"
        categories: [colour]
      window: {per: row}
      split: {validation: 0.2, test: 0.3}
      model: {layers: [{dense: 8}]}
      training: {epochs: 40, batch: 8, optimiser: {adam: 0.03}}
      """;

  private static final String MISSING = "data.missing=mask";

  @TempDir private Path folder;

  /** 100 rows, sorted by kind; every tenth size is missing where asked for. */
  private void write(boolean missing) {
    List<String> rows = new ArrayList<>();
    String[] colours = {"red", "blue", "white"};
    for (int i = 0; i < 100; i++) {
      int kind = i < 60 ? 0 : 1;
      String size = missing && i % 10 == 0 ? "" : Integer.toString(10 * kind + i % 7);
      rows.add(size + "," + colours[(i + kind) % 3] + "," + (i % 5) + ",k" + kind);
    }
    SmallRuns.write(folder.resolve("flowers.csv"), rows);
  }

  private Experiment flowers(String... changes) {
    return SmallRuns.experiment(folder, FLOWERS, changes);
  }

  @Test
  void learnsRowsAndPublishesTheSplit() {
    write(false);
    RunResult run = SmallRuns.train(flowers(), folder.resolve("run"));
    assertThat(json(run.json()).get("test").get("accuracy").asDouble()).isGreaterThan(0.9);
    List<String> lines = SmallRuns.text(folder.resolve("run/split.csv")).lines().toList();
    assertThat(lines).hasSize(101).startsWith("file,row,line,part");
    assertThat(lines.get(1)).startsWith("flowers.csv,1,1,");
    Map<String, Integer> tested = new HashMap<>();
    for (int row = 1; row <= 100; row++) {
      if (lines.get(row).endsWith(",test")) {
        tested.merge(row <= 60 ? "k0" : "k1", 1, Integer::sum);
      }
    }
    assertThat(tested).containsOnly(Map.entry("k0", 18), Map.entry("k1", 12)); // stratified
    assertThat(run.results())
        .filteredOn(r -> r.part().equals(ReportData.TEST))
        .allMatch(r -> r.examples() == 30);
  }

  @Test
  void theModelFileGivesTheSameFiguresAndPredictsEveryRow() {
    write(true);
    RunResult run = SmallRuns.train(flowers(MISSING), folder.resolve("run"));
    TrainedModel model = TrainedModel.read(run.model());
    DataSource data = new DataSource.File(folder.resolve("flowers.csv"));
    assertThat(model.evaluate(data).results())
        .isEqualTo(run.results().stream().filter(r -> r.part().equals(ReportData.TEST)).toList());
    SmallRuns.Rows rows = new SmallRuns.Rows();
    model.predict(data, rows);
    assertThat(rows.column("kind")).hasSize(100).contains("k0", "k1");
  }

  @Test
  void onlyTheTrainingRowsAreFittedOn() {
    write(false);
    DataSet data = DataSet.read(flowers("data.scale.inputs=min-max"));
    TableJob job = TableJob.of(flowers(), data);
    assertThat(job.examples(Part.TRAINING).count()).isEqualTo(50);
    assertThat(job.examples(Part.TRAINING).inputs()).isEqualTo(5); // size, width, three colours
    assertThat(job.examples(Part.TRAINING).maxSteps()).isEqualTo(1);
    Scaler size = data.preparation().scalers().getFirst().columns().getFirst();
    double[] training = data.series().getFirst().values("size");
    double most = 0;
    for (int i = 0; i < 50; i++) {
      most = Math.max(most, training[i]);
    }
    assertThat(size.shift() + size.scale()).isEqualTo(most);
  }

  @Test
  void answersNameTheirRowsByNumberAndKey() {
    List<String> rows = new ArrayList<>(List.of("id,x,y"));
    for (int i = 0; i < 40; i++) {
      rows.add(String.format(java.util.Locale.ROOT, "%03d,%d,%d", 7 * i, i % 9, 3 * (i % 9) + 1));
    }
    SmallRuns.write(folder.resolve("named.csv"), rows);
    String yaml =
        """
        name: named
        task: regress
        data: {file: named.csv, key: id, target: y, inputs: "*"}
        window: {per: row}
        training: {epochs: 2}
        """;
    Experiment experiment = SmallRuns.experiment(folder, yaml);
    assertThat(Run.plan(experiment).text().replaceFirst("(?s).*# data", ""))
        .contains(": 40 rows\n", "# inputs of a row\nknown   x\n\n# first training row: 1 inputs")
        .doesNotContainPattern("examples|series|steps");
    RunResult run = SmallRuns.train(experiment, folder.resolve("run"));
    assertThat(run.results().getFirst().scores())
        .extracting(score -> score.metric().key())
        .contains("mae", "r2")
        .doesNotContain("mase");
    TrainedModel model = TrainedModel.read(run.model());
    SmallRuns.Rows answers = new SmallRuns.Rows();
    model.predict(new DataSource.File(folder.resolve("named.csv")), answers);
    assertThat(answers.all.getFirst()).containsExactly("id", "row", "y");
    assertThat(answers.column("id")).startsWith("000", "007", "014").hasSize(40);
    assertThat(answers.column("row")).startsWith("1", "2", "3").endsWith("40");
    SmallRuns.Rows features = new SmallRuns.Rows();
    model.features("last", new DataSource.File(folder.resolve("named.csv")), features);
    assertThat(features.all.getFirst()).startsWith("id", "row", "last.1");
    rows.replaceAll(row -> row.substring(row.indexOf(',') + 1));
    SmallRuns.write(folder.resolve("bare.csv"), rows);
    SmallRuns.Rows bare = new SmallRuns.Rows();
    model.predict(new DataSource.File(folder.resolve("bare.csv")), bare);
    assertThat(bare.all.getFirst()).containsExactly("row", "y");
    assertThat(bare.column("y")).isEqualTo(answers.column("y"));
  }

  @Test
  void withoutAModelRowsTakeDenseLayersAndSequencesAnLstm() {
    String none = FLOWERS.replaceAll("model: .*\n", "");
    write(false);
    Experiment rows = SmallRuns.experiment(folder, none);
    assertThat(EngineSettings.name(rows)).isEqualTo("dense 2 × 32");
    RunResult run = SmallRuns.train(rows, folder.resolve("run"));
    assertThat(json(run.json()).get("test").get("accuracy").asDouble()).isGreaterThan(0.9);
    Experiment again = Experiment.read(folder.resolve("run/experiment.yaml"), List.of());
    assertThat(again.model()).isEqualTo(rows.model());
    String series = "task: forecast\ndata: {file: x, target: y}\n";
    assertThat(EngineSettings.name(Experiment.parse(series, "x", folder))).isEqualTo("LSTM 64");
  }

  @Test
  void adviceOnMissingValuesIsForRows() {
    write(true);
    assertThatThrownBy(() -> Run.plan(flowers()))
        .hasMessageEndingWith("Fill it in, or set missing to mask or mean.");
  }

  @Test
  void foldsAndSeedsGiveMeanAndDeviation() {
    write(false);
    List<String> heard = new ArrayList<>();
    TrialsResult result =
        Trials.run(
            flowers("training.epochs=2"),
            Trials.Options.once()
                .seeds(2)
                .folds(3)
                .out(folder.resolve("tune"))
                .listener(trial -> heard.add(trial.name())));
    assertThat(heard)
        .containsExactly(
            "seed-1-fold-1",
            "seed-1-fold-2",
            "seed-1-fold-3",
            "seed-2-fold-1",
            "seed-2-fold-2",
            "seed-2-fold-3");
    int[] tested = new int[101];
    for (int fold = 1; fold <= 3; fold++) {
      List<String> lines =
          SmallRuns.text(folder.resolve("tune/seed-1-fold-" + fold + "/split.csv"))
              .lines()
              .toList();
      for (int row = 1; row <= 100; row++) {
        tested[row] += lines.get(row).endsWith(",test") ? 1 : 0;
      }
    }
    tested[0] = 1;
    assertThat(tested).containsOnly(1);
    var figure = result.test(sluice.metric.Metric.ACCURACY).orElseThrow();
    assertThat(figure.values()).hasSize(6);
    double mean = figure.values().stream().mapToDouble(v -> v).sum() / 6;
    assertThat(figure.mean()).isEqualTo(mean);
    double squares = figure.values().stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    assertThat(figure.deviation()).isEqualTo(Math.sqrt(squares / 5));
    assertThat(json(SmallRuns.text(folder.resolve("tune/tune.json"))).get("figures").size())
        .isEqualTo(result.figures().size());
    assertThatThrownBy(
            () -> Trials.run(flowers(), Trials.Options.once().out(folder.resolve("tune"))))
        .isInstanceOf(CannotResume.class);
  }

  @Test
  void aTestFileIsTheTestPart() {
    SmallRuns.write(folder.resolve("train.ts"), ts(24));
    SmallRuns.write(folder.resolve("test.ts"), ts(15));
    Experiment experiment =
        SmallRuns.experiment(
            folder,
            """
            name: waves
            task: classify
            data: {file: train.ts, test_file: test.ts, target: class, inputs: "*"}
            window: {per: sequence}
            split: {validation: 0.25}
            model: {layers: [{lstm: 6}]}
            training: {epochs: 25, batch: 4, optimiser: {adam: 0.05}}
            """);
    RunResult run = SmallRuns.train(experiment, folder.resolve("run"));
    assertThat(run.results())
        .filteredOn(r -> r.part().equals(ReportData.TEST))
        .isNotEmpty()
        .allMatch(r -> r.examples() == 15);
    assertThat(json(run.json()).get("test").get("accuracy").asDouble()).isGreaterThan(0.8);
    List<String> split = SmallRuns.text(folder.resolve("run/split.csv")).lines().toList();
    assertThat(split).hasSize(1 + 24 + 15);
    assertThat(split.subList(25, 40))
        .allMatch(line -> line.startsWith("test.ts,") && line.endsWith(",test"));
    TrainedModel model = TrainedModel.read(run.model());
    assertThat(model.evaluate(new DataSource.File(folder.resolve("test.ts"))).results())
        .isEqualTo(run.results().stream().filter(r -> r.part().equals(ReportData.TEST)).toList());
    assertThatThrownBy(() -> model.evaluate(new DataSource.File(folder.resolve("train.ts"))))
        .isInstanceOf(UnfitTask.class)
        .hasMessageContaining("test.ts");
  }

  /** Sequences of 3 to 6 steps of one column that rise or fall. */
  private static List<String> ts(int count) {
    List<String> lines = new ArrayList<>(List.of("@classLabel true fall rise", "@data"));
    for (int s = 0; s < count; s++) {
      List<String> values = new ArrayList<>();
      for (int t = 0; t < 3 + s % 4; t++) {
        values.add(Integer.toString((s % 2 == 0 ? -t : t) + s % 3));
      }
      lines.add(String.join(",", values) + ":" + (s % 2 == 0 ? "fall" : "rise"));
    }
    return lines;
  }

  @Test
  void wideRowsInBlocksAreSequences() {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int slope = i < 20 ? 1 : -1;
      rows.add(" " + i % 5 + "  " + (i % 5 + slope) + " " + (i % 5 + 2 * slope));
    }
    SmallRuns.write(folder.resolve("wide.data"), rows);
    Experiment experiment =
        SmallRuns.experiment(
            folder,
            """
            name: wide
            task: classify
            data:
              file: wide.data
              csv: {header: false, delimiter: blanks}
              wide: x
              blocks: {column: way, names: [up, down]}
              target: way
              inputs: "*"
            window: {per: sequence}
            split: {validation: 0.2, test: 0.3, by: stratified}
            model: {layers: [{lstm: 6}]}
            training: {epochs: 25, batch: 4, optimiser: {adam: 0.05}}
            """);
    RunResult run = SmallRuns.train(experiment, folder.resolve("run"));
    assertThat(json(run.json()).get("test").get("accuracy").asDouble()).isGreaterThan(0.9);
    TrainedModel model = TrainedModel.read(run.model());
    DataSource data = new DataSource.File(folder.resolve("wide.data"));
    assertThat(model.evaluate(data).results())
        .isEqualTo(run.results().stream().filter(r -> r.part().equals(ReportData.TEST)).toList());
    SmallRuns.Rows predicted = new SmallRuns.Rows();
    model.predict(data, predicted);
    assertThat(predicted.column("way")).hasSize(40);
  }

  @Test
  void whatIsNotConfirmedIsUnsureInFiguresAndInPredictions() {
    write(false);
    RunResult run =
        SmallRuns.train(
            flowers(
                "decision.threshold={recall: 0.95}",
                "decision.labels=[k1]",
                "decision.confirm=[{label: k1, column: size, above: 12}]",
                "data.weight.classes=balanced"),
            folder.resolve("run"));
    var test = json(run.json()).get("test");
    assertThat(test.get("coverage").asDouble()).isBetween(0.7, 0.99);
    DataSource data = new DataSource.File(folder.resolve("flowers.csv"));
    TrainedModel model = TrainedModel.read(run.model());
    assertThat(model.evaluate(data).results())
        .isEqualTo(run.results().stream().filter(r -> r.part().equals(ReportData.TEST)).toList());
    SmallRuns.Rows rows = new SmallRuns.Rows();
    model.predict(data, rows);
    List<String> kinds = rows.column("kind");
    List<String> because = rows.column("because");
    assertThat(kinds).contains("k0", "k1", "unsure");
    for (int row = 0; row < 100; row++) {
      assertThat(because.get(row))
          .isEqualTo(kinds.get(row).equals("unsure") ? "k1: not size above 12" : "");
    }
    assertThat(SmallRuns.text(run.report())).contains("Answered as k1 from a probability of");
    assertThat(folder.resolve("run/report/coverage.csv")).exists();
    assertThat(folder.resolve("run/report/roc.svg")).exists();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"target: tags|tags", "target: [big, odd]|big"})
  void severalLabelsMayHoldAtOnce(String target, String column) {
    List<String> rows = new ArrayList<>(List.of("x,z,tags,big,odd"));
    for (int i = 0; i < 120; i++) {
      boolean big = i % 10 > 6;
      boolean odd = i % 3 == 2;
      String tags = (big ? "big" : "") + (big && odd ? " ; " : "") + (odd ? "odd" : "");
      rows.add((i % 10) + "," + (i % 3) + "," + tags + "," + (big ? 1 : 0) + "," + (odd ? 1 : 0));
    }
    SmallRuns.write(folder.resolve("tagged.csv"), rows);
    Experiment experiment =
        SmallRuns.experiment(
            folder,
            """
            name: tagged
            task: classify
            data: {file: tagged.csv, TARGET, label: several, inputs: [x, z]}
            window: {per: row}
            split: {validation: 0.2, test: 0.3, by: random}
            model: {layers: [{dense: 12}]}
            training: {epochs: 60, batch: 8, optimiser: {adam: 0.03}}
            decision: {threshold: f-beta}
            """
                .replace("TARGET", target));
    RunResult run = SmallRuns.train(experiment, folder.resolve("run"));
    var test = json(run.json()).get("test");
    assertThat(test.get("micro_f1").asDouble()).isGreaterThan(0.9);
    assertThat(test.get("subset_accuracy").asDouble()).isGreaterThan(0.85);
    assertThat(test.propertyNames()).contains("hamming_loss", "pr_area");
    assertThat(SmallRuns.text(run.report())).contains("Each label", "odd is answered from");
    TrainedModel model = TrainedModel.read(run.model());
    DataSource data = new DataSource.File(folder.resolve("tagged.csv"));
    assertThat(model.evaluate(data).results())
        .isEqualTo(run.results().stream().filter(r -> r.part().equals(ReportData.TEST)).toList());
    SmallRuns.Rows predicted = new SmallRuns.Rows();
    model.predict(data, predicted);
    assertThat(predicted.column(column)).hasSize(120).contains(column.equals("tags") ? "big" : "1");
    assertThat(predicted.column("p(odd)")).hasSize(120);
  }

  @Test
  void weightsDecideWhatCounts() {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 90; i++) { // the same row, with two answers
      rows.add((i % 7) + "," + (i % 3 == 0 ? "b,5" : "a,1"));
    }
    SmallRuns.write(folder.resolve("weighted.csv"), rows);
    String yaml =
        """
        name: weighted
        task: classify
        data:
          file: weighted.csv
          csv: {header: false, names: [x, kind, much]}
          target: kind
          inputs: x
          weight: {column: much}
        window: {per: row}
        split: {validation: 0.2, test: 0.2}
        model: {layers: [{dense: 4}]}
        training: {epochs: 20, batch: 8, optimiser: {adam: 0.05}}
        """;
    RunResult run = SmallRuns.train(SmallRuns.experiment(folder, yaml), folder.resolve("with"));
    // A third of the rows is b, but each counts five times.
    assertThat(json(run.json()).get("test").get("accuracy").asDouble()).isLessThan(0.5);
    RunResult even =
        SmallRuns.train(
            SmallRuns.experiment(folder, yaml, "data.weight.column=none"),
            folder.resolve("without"));
    assertThat(json(even.json()).get("test").get("accuracy").asDouble()).isGreaterThan(0.5);
    assertThat(sluice.data.RowWeights.balanced(60, 30, 0)).containsExactly(0.75f, 1.5f, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data.missing=carry|rows have no neighbours",
        "data.time=size|has no effect for window.per: row",
        "window.history=3|has no effect for window.per: row",
        "data.csv.header=true|csv.names: is for a file without a header",
        "split.fold=2|expected at most split.folds (1), found 2",
        "split.group=size|groups stay together",
        "data.wide=[x]|expected sequence",
        "decision.threshold={recall: 0.9}|expected the labels that have a threshold",
        "decision.labels=[k0]|has no effect without decision.threshold",
        "decision.confirm=[{label: k0, column: size}]|expected above, below or matches",
        "decision.confirm=[{label: k0, column: size, matches: '['}]|regular expression",
        "data.label=several training.loss=softmax-cross-entropy|sigmoid-cross-entropy or",
        "data.label=several training.loss=sigmoid-cross-entropy decision={least: 0.5, otherwise:"
            + " next}|next is for one label",
        "data.label=several training.loss=sigmoid-focal data.weight.classes=balanced"
            + "|balanced weighs each",
        "task=forecast|row is for classify and regress",
      })
  void keysThatDoNotGoTogetherAreRefused(String change, String message) {
    write(false);
    assertThatThrownBy(() -> flowers(change.split(" (?=[a-z.]+=)")))
        .isInstanceOf(BadExperiment.class)
        .hasMessageContaining(message);
  }
}
