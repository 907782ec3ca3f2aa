package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static sluice.experiment.SmallRuns.json;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.experiment.SmallRuns.Rows;
import sluice.math.Rng;
import sluice.report.Selection;
import sluice.train.Training;

/** A first training chooses columns: planted ones are found, and the model needs no others. */
class SelectRunTest {
  private static final int COLUMNS = 12;
  private static final String[] PLANTED = {"c2", "c7", "c10"};

  private static final String ROWS =
      """
      name: planted
      task: classify
      data: {file: planted.csv, target: side, inputs: ["*"], select: 3}
      window: {per: row}
      split: {validation: 0.2, test: 0.3}
      model: {layers: [{dense: {units: 8, activation: tanh}}]}
      training: {epochs: 40, batch: 32, optimiser: {adam: 0.02}, early_stopping: none}
      """;

  @TempDir private Path folder;

  /** 400 rows of twelve numbers; the side hangs on three of them. */
  private Path write() {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      long key = Rng.key(11, Rng.DATA, 0, i, 0, 0);
      List<String> row = new ArrayList<>();
      for (int c = 0; c < COLUMNS; c++) {
        row.add(String.format(Locale.ROOT, "%.4f", Rng.normal(key, c) * (c + 1)));
      }
      double sum = 2 * Rng.normal(key, 2) - 1.5 * Rng.normal(key, 7) + 1.5 * Rng.normal(key, 10);
      row.add(sum > 0 ? "in" : "out");
      rows.add(row);
    }
    return write("planted.csv", rows, COLUMNS);
  }

  /** Without the columns behind the first ones and those not named. */
  private Path write(String file, List<List<String>> rows, int width) {
    List<String> lines = new ArrayList<>();
    List<String> header = new ArrayList<>();
    for (int c = 0; c < width; c++) {
      header.add("c" + c);
    }
    header.add("side");
    lines.add(String.join(",", header));
    rows.forEach(row -> lines.add(String.join(",", row)));
    return SmallRuns.write(folder.resolve(file), lines);
  }

  private Experiment planted(String... changes) {
    write();
    return SmallRuns.experiment(folder, ROWS, changes);
  }

  private static double accuracy(RunResult run) {
    return json(run.json()).get("test").get("accuracy").asDouble();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{top: 3}", "{top: 3, by: l1}"})
  void thePlantedColumnsAreFoundAndSuffice(String select) {
    Experiment experiment = planted("data.select=" + select);
    RunResult all = SmallRuns.train(experiment.with("data.select", "none"), folder.resolve("all"));
    RunResult run = SmallRuns.train(experiment, folder.resolve("run"));
    Selection selection = run.importance().selection().orElseThrow();
    assertThat(selection.chosen()).containsExactlyInAnyOrder(PLANTED);
    assertThat(selection.columns()).hasSize(COLUMNS);
    assertThat(selection.columns().get(2).figure())
        .isGreaterThan(2 * selection.columns().get(3).figure());
    assertThat(accuracy(run)).isGreaterThanOrEqualTo(accuracy(all)).isGreaterThan(0.9);
    assertThat(run.parameters()).isEqualTo(8 * (3 + 1) + 2 * (8 + 1));
    Path at = run.directory().path();
    assertThat(json(at.resolve("metrics.json")).get("importance").get("selection").get("columns"))
        .hasSize(COLUMNS);
    assertThat(SmallRuns.text(at.resolve("report.html")))
        .contains("3 of 12 columns were chosen by");
    assertThat(SmallRuns.text(at.resolve("report/importance.csv")).lines())
        .filteredOn(line -> line.startsWith("chosen,"))
        .hasSize(3);
    assertThat(TrainedModel.read(run.model()).selection()).contains(selection);
  }

  @Test
  void theOtherColumnsNeedNotBeInTheFile() {
    RunResult run = SmallRuns.train(planted(), folder.resolve("run"));
    TrainedModel model = TrainedModel.read(run.model());
    Rows whole = new Rows();
    model.predict(new DataSource.File(folder.resolve("planted.csv")), whole);
    Path few = columns("planted.csv", "few.csv", "c10,c2,c7,side");
    Rows less = new Rows();
    model.predict(new DataSource.File(few), less);
    assertThat(less.all).isEqualTo(whole.all);
    assertThat(model.evaluate(new DataSource.File(few)).results()).isNotEmpty();
    Rows seen = new Rows();
    model.features("last", new DataSource.File(few), seen);
    assertThat(seen.all).hasSize(1 + 400);
  }

  /** A file with some of the columns of another. */
  private Path columns(String from, String to, String names) {
    List<String[]> rows =
        SmallRuns.text(folder.resolve(from)).lines().map(line -> line.split(",", -1)).toList();
    List<String> header = Arrays.asList(rows.getFirst());
    int[] kept = Arrays.stream(names.split(",")).mapToInt(header::indexOf).toArray();
    List<String> lines = new ArrayList<>();
    for (String[] row : rows) {
      lines.add(String.join(",", Arrays.stream(kept).mapToObj(c -> row[c]).toList()));
    }
    return SmallRuns.write(folder.resolve(to), lines);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 30, 42, 43, 60})
  void stoppedAndResumedItGivesTheSameBits(int steps) {
    Experiment experiment = planted("training.epochs=6"); // 42 steps in either training
    RunResult whole = SmallRuns.train(experiment, folder.resolve("whole"));
    Path out = folder.resolve("run");
    RunResult half = SmallRuns.stop(experiment, Run.Options.fresh().out(out), steps);
    assertThat(half.training().ending()).isEqualTo(Training.Ending.INTERRUPTED);
    assertThat(json(half.json()).get("weights_sha256").asString()).isEmpty();
    RunResult run = Run.train(experiment, Run.Options.fresh().out(out).resume(true));
    assertThat(SmallRuns.bytes(run.model())).isEqualTo(SmallRuns.bytes(whole.model()));
    assertThat(SmallRuns.losses(out)).isEqualTo(SmallRuns.losses(folder.resolve("whole")));
    assertThat(SmallRuns.text(out.resolve("selection.json")))
        .isEqualTo(SmallRuns.text(folder.resolve("whole/selection.json")));
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({"1, permutation", "3, permutation", "2, l1"})
  void threadsAndKernelsChangeNoBit(int threads, String by)
      throws IOException, InterruptedException {
    Experiment experiment =
        planted(
            "data.select={top: 4, by: " + by + "}",
            "data.expand=[squares, products]",
            "training.epochs=5");
    RunResult first = SmallRuns.train(experiment, folder.resolve("first"));
    SmallRuns.write(folder.resolve("forked.yaml"), List.of(experiment.yaml(folder)));
    String[] options = {"-Dsluice.threads=" + threads, "-Dsluice.kernels=scalar"};
    Path out = folder.resolve("forked");
    assertThat(ForkedRun.whole(folder.resolve("forked.yaml"), out, false, options))
        .isEqualTo(threads + " scalar " + first.weightsSha256());
    assertThat(SmallRuns.bytes(out.resolve("model.sluice")))
        .isEqualTo(SmallRuns.bytes(first.model()));
  }

  @Test
  void whatIsMadeOfAColumnGoesWithIt() {
    List<String> rows = new ArrayList<>(List.of("a,b,c,colour,y"));
    String[] colours = {"red", "blue", "white"};
    for (int i = 0; i < 300; i++) {
      long key = Rng.key(9, Rng.DATA, 0, i, 0, 0);
      String colour = colours[Rng.below(key, 40, 3)];
      double b = Rng.normal(key, 1);
      double y = b * b + (colour.equals("red") ? 2 : 0);
      rows.add(
          String.format(
              Locale.ROOT,
              "%.4f,%.4f,%.4f,%s,%.4f",
              Rng.normal(key, 0),
              b,
              Rng.normal(key, 2),
              colour,
              y));
    }
    SmallRuns.write(folder.resolve("made.csv"), rows);
    String yaml =
        """
        name: made
        task: regress
        data:
          file: made.csv
          target: y
          inputs: [a, b, c, colour]
          categories: [colour]
          expand: [squares]
          select: {top: 2, by: l1}
        window: {per: row}
        split: {validation: 0.2, test: 0.2}
        model: {layers: [{dropout: 0}]}
        training: {epochs: 60, batch: 16, optimiser: {adam: 0.02}}
        """;
    for (String by : List.of("l1", "permutation")) {
      Experiment experiment =
          SmallRuns.experiment(folder, yaml, "data.select={top: 2, by: " + by + "}");
      RunResult run = SmallRuns.train(experiment, folder.resolve(by));
      Selection selection = run.importance().selection().orElseThrow();
      assertThat(selection.chosen()).as(by).containsExactlyInAnyOrder("b", "colour");
      assertThat(run.parameters()).isEqualTo(1 + 3 + 1 + 1); // b, three colours, b², the bias
      assertThat(json(run.json()).get("test").get("r2").asDouble()).isGreaterThan(0.95);
    }
  }

  @Test
  void sequencesAndForecastsChooseToo() {
    RunResult shapes =
        SmallRuns.train(
            SmallRuns.shapes(folder, 2, "training.epochs=30", "data.select=1"),
            folder.resolve("shapes"));
    assertThat(shapes.importance().selection().orElseThrow().chosen()).containsExactly("x");
    Path few = columns("shapes.csv", "few.csv", "id,x,shape");
    Rows rows = new Rows();
    TrainedModel.read(shapes.model()).predict(new DataSource.File(few), rows);
    assertThat(rows.all).hasSize(1 + 48);

    RunResult sales =
        SmallRuns.train(
            SmallRuns.sales(folder, "data.past=[returns]", "data.select={top: 1, by: l1}"),
            folder.resolve("sales"));
    List<String> chosen = sales.importance().selection().orElseThrow().chosen();
    assertThat(chosen).hasSize(1);
    assertThat(sales.importance().selection().orElseThrow().columns())
        .extracting(Selection.Column::name)
        .containsExactlyInAnyOrder("returns", "price"); // what is forecast stays in any case
    assertThat(sales.importance().shuffled().orElseThrow().columns())
        .extracting(c -> c.name())
        .containsExactlyInAnyOrder("sales", chosen.getFirst(), "date: weekday");
  }

  @Test
  void anEnsembleChoosesOnce() {
    List<RunEvent> events = new ArrayList<>();
    RunResult run =
        Run.train(
            planted("ensemble={bagging: 3}", "training.epochs=5"),
            Run.Options.fresh().out(folder.resolve("run")).listener(events::add));
    assertThat(events).filteredOn(e -> e instanceof RunEvent.Chosen).hasSize(1);
    assertThat(events).filteredOn(e -> e instanceof RunEvent.Member).hasSize(3);
    assertThat(TrainedModel.read(run.model()).selection()).isPresent();
    assertThat(run.parameters()).isEqualTo(3 * (8 * (3 + 1) + 2 * (8 + 1)));
  }

  @Test
  void theTestPartHasNoSayInTheChoice() {
    Experiment experiment = planted("split.by=order", "training.epochs=5");
    RunResult first = SmallRuns.train(experiment, folder.resolve("first"));
    List<String> lines =
        new ArrayList<>(SmallRuns.text(folder.resolve("planted.csv")).lines().toList());
    for (int row = lines.size() - 120; row < lines.size(); row++) { // 0.3 of 400
      lines.set(row, "9,9,9,9,9,9,9,9,9,9,9,9,out");
    }
    SmallRuns.write(folder.resolve("planted.csv"), lines);
    RunResult second = SmallRuns.train(experiment, folder.resolve("second"));
    assertThat(second.importance().selection()).isEqualTo(first.importance().selection());
    assertThat(second.weightsSha256()).isEqualTo(first.weightsSha256());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data.select=0 | data.select.top: expected a whole number from 1 to 10000",
        "data.select={by: l1} | data.select.top",
        "data.inputs=[c1, c2];data.select=3 | data.select.top: expected at most the 2 columns of"
            + " past and known that there are to choose from, found 3",
        "split.validation=0 | data.select: by permutation is measured on the validation part",
        "data.select={top: 2, l1: 0.1} | data.select.l1: has no effect for by: permutation",
        "data.select={top: 2, by: lasso} | data.select.by: expected",
        "task=autoencode;data.inputs=[];data.target='*' | data.select: is not for task autoencode"
      })
  void whatDoesNotFitIsRefused(String changes, String message) {
    assertThatExceptionOfType(BadExperiment.class)
        .isThrownBy(() -> planted(changes.strip().split(";")))
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data.select=13 | data.select.top: expected at most the 12 columns of past and known that"
            + " there are to choose from, found 13",
        "data.select={top: 2, by: l1};model.layers=[{reshape: {columns: 3}}, {lstm: 3},"
            + " {last-steps: 1}] | data.select: l1 needs a first layer that multiplies each column",
      })
  void whatTheDataDoNotAllowIsRefusedBeforeAnythingIsWritten(String changes, String message) {
    Experiment experiment = planted(changes.strip().split(";"));
    assertThatExceptionOfType(UnfitTask.class)
        .isThrownBy(() -> SmallRuns.train(experiment, folder.resolve("run")))
        .withMessageContaining(message);
    assertThat(folder.resolve("run")).doesNotExist();
    assertThatExceptionOfType(UnfitTask.class).isThrownBy(() -> Run.plan(experiment));
  }

  @Test
  void aPlanTellsOfTheChoice() {
    assertThat(Run.plan(planted()).text())
        .contains("Of 12 columns 3 will be chosen by permutation, in a first training");
  }
}
