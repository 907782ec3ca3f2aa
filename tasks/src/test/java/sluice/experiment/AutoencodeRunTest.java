package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static sluice.experiment.SmallRuns.json;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.data.Part;
import sluice.experiment.SmallRuns.Rows;
import sluice.math.Rng;

/** Inputs that come back through a code: of rows as principal components, of sequences, windows. */
class AutoencodeRunTest {
  private static final int WIDTH = 5;
  private static final int CODE = 2;

  private static final String ROWS =
      """
      name: clouds
      task: autoencode
      data: {file: clouds.csv, target: "*"}
      window: {per: row}
      split: {validation: 0, test: 0.25}
      model: {layers: [{dense: {units: 2, activation: identity}}]}
      training: {epochs: 200, batch: all, optimiser: lbfgs, early_stopping: none}
      """;

  private static final String SEQUENCES =
      """
      name: paths
      task: autoencode
      data: {file: shapes.csv, key: id, target: [x, y]}
      window: {per: sequence}
      split: {validation: 0.2, test: 0.25}
      model: {layers: [{lstm: 6}], reconstruct: [{lstm: 8}]}
      training: {epochs: 60, batch: 8, optimiser: {adam: 0.02}, early_stopping: none}
      """;

  @TempDir private Path folder;

  /** 200 rows around a plane in five dimensions; the last one lies far off it. */
  private void clouds() {
    List<String> rows = new ArrayList<>(List.of("a,b,c,d,e"));
    for (int i = 0; i < 200; i++) {
      long key = Rng.key(3, Rng.DATA, 0, i, 0, 0);
      double u = Rng.normal(key, 0);
      double v = Rng.normal(key, 1);
      List<String> values = new ArrayList<>();
      for (int j = 0; j < WIDTH; j++) {
        double value = 10 * j + (j + 1) * u + (j % 3 - 1) * 3 * v + Rng.normal(key, 2 + j);
        values.add(String.format(Locale.ROOT, "%.4f", i == 199 && j == 0 ? 40 : value));
      }
      rows.add(String.join(",", values));
    }
    SmallRuns.write(folder.resolve("clouds.csv"), rows);
  }

  private Experiment rows(String... changes) {
    clouds();
    return SmallRuns.experiment(folder, ROWS, changes);
  }

  private Experiment sequences(String... changes) {
    SmallRuns.write(folder.resolve("shapes.csv"), SmallRuns.shapeRows(48, 2));
    return SmallRuns.experiment(folder, SEQUENCES, changes);
  }

  @Test
  void linearLayersReachThePrincipalComponents() {
    Experiment experiment = rows();
    TableJob job = TableJob.of(experiment, DataSet.read(experiment));
    double[][] training = scaled(job, Part.TRAINING);
    double[][] test = scaled(job, Part.TEST);
    double expected = missedByPrincipalComponents(training, test);
    RunResult run = SmallRuns.train(experiment, folder.resolve("run"));
    var told = json(run.json());
    assertThat(told.get("test").get("mse").asDouble())
        .isCloseTo(expected, within(0.001 * expected));
    double plain = told.get("baselines").get("training mean").get("mse").asDouble();
    assertThat(expected).isLessThan(0.4 * plain);
    assertThat(told.get("test").get("r2").asDouble()).isBetween(0.5, 1.0);
    assertThat(run.verdict()).contains("beats");
    assertThat(run.importance().notes())
        .singleElement(STRING)
        .startsWith("No column was shuffled: an autoencoder is asked for the columns themselves");
    assertThat(json(folder.resolve("run/report/report.json")).get("detail").get("columns"))
        .hasSize(WIDTH);
  }

  private static double[][] scaled(TableJob job, Part part) {
    double[][] rows = new double[job.examples(part).count()][WIDTH];
    float[] row = new float[WIDTH];
    for (int i = 0; i < rows.length; i++) {
      job.examples(part).input(i, row);
      for (int j = 0; j < WIDTH; j++) {
        rows[i][j] = row[j];
      }
    }
    return rows;
  }

  /** Mean squared distance of the test rows from the plane of the largest components. */
  private static double missedByPrincipalComponents(double[][] training, double[][] test) {
    double[][] covariance = new double[WIDTH][WIDTH];
    for (double[] row : training) {
      for (int i = 0; i < WIDTH; i++) {
        for (int j = 0; j < WIDTH; j++) {
          covariance[i][j] += row[i] * row[j] / training.length; // scaled means are 0
        }
      }
    }
    double[][] basis = {{1, 0.3, 0.2, 0.1, 0.5}, {0.1, 1, 0.4, 0.9, 0.2}};
    for (int round = 0; round < 2000; round++) { // orthogonal iteration
      for (int k = 0; k < CODE; k++) {
        double[] next = new double[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
          next[i] = dot(covariance[i], basis[k]);
        }
        for (int before = 0; before < k; before++) {
          double along = dot(next, basis[before]);
          for (int i = 0; i < WIDTH; i++) {
            next[i] -= along * basis[before][i];
          }
        }
        double length = Math.sqrt(dot(next, next));
        basis[k] = IntStream.range(0, WIDTH).mapToDouble(i -> next[i] / length).toArray();
      }
    }
    double missed = 0;
    for (double[] row : test) {
      missed += dot(row, row);
      for (double[] direction : basis) {
        missed -= dot(row, direction) * dot(row, direction);
      }
    }
    return missed / (test.length * WIDTH);
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  @Test
  void rowsComeBackInTheirOwnUnitsAndTheOddOneIsFarthestOff() {
    RunResult run = SmallRuns.train(rows(), folder.resolve("run"));
    TrainedModel model = TrainedModel.read(run.model());
    DataSource data = new DataSource.File(folder.resolve("clouds.csv"));
    Rows back = new Rows();
    model.predict(data, back);
    assertThat(back.all.getFirst()).containsExactly("row", "a", "b", "c", "d", "e", "error");
    assertThat(back.column("e").stream().mapToDouble(Double::parseDouble).average().orElse(0))
        .isCloseTo(40, within(2.0));
    List<String> errors = back.column("error");
    int farthest =
        IntStream.range(0, errors.size())
            .boxed()
            .max(Comparator.comparingDouble(i -> Double.parseDouble(errors.get(i))))
            .orElse(-1);
    assertThat(farthest).isEqualTo(199);
    Rows code = new Rows();
    model.features("code", data, code);
    assertThat(code.all.getFirst()).containsExactly("row", "code.1", "code.2");
    assertThat(code.all).hasSize(201);
    assertThat(model.evaluate(data).results().getFirst().scores())
        .isEqualTo(
            run.results().stream()
                .filter(r -> r.part().equals("test"))
                .findFirst()
                .orElseThrow()
                .scores());
  }

  @Test
  void categoriesAndMissingValuesComeBackToo() {
    List<String> lines = new ArrayList<>(List.of("size,colour"));
    for (int i = 0; i < 60; i++) {
      lines.add((i % 9 == 0 ? "" : i % 7 + "") + "," + (i % 3 == 0 ? "red" : "blue"));
    }
    SmallRuns.write(folder.resolve("clouds.csv"), lines);
    Experiment experiment =
        SmallRuns.experiment(
            folder,
            ROWS,
            "data.categories=[colour]",
            "data.missing=mask",
            "training.epochs=5",
            "training.optimiser=adam", // lbfgs would compare losses of other masks
            "model.layers=[{dropout: 0.2}, {dense: 3}]"); // denoising: the target is untouched
    RunResult run = SmallRuns.train(experiment, folder.resolve("run"));
    Rows back = new Rows();
    TrainedModel.read(run.model()).predict(new DataSource.File(folder.resolve("clouds.csv")), back);
    assertThat(back.all.getFirst())
        .containsExactly("row", "size", "size.missing", "colour=blue", "colour=red", "error");
  }

  @Test
  void sequencesOfAnyLengthComeBackFromOneCode() {
    RunResult run = SmallRuns.train(sequences(), folder.resolve("run"));
    var told = json(run.json());
    assertThat(told.get("test").get("mse").asDouble())
        .isLessThan(0.5 * told.get("baselines").get("training mean").get("mse").asDouble());
    TrainedModel model = TrainedModel.read(run.model());
    DataSource data = new DataSource.File(folder.resolve("shapes.csv"));
    Rows code = new Rows();
    model.features("code", data, code);
    assertThat(code.column("id")).hasSize(48).doesNotHaveDuplicates();
    assertThat(code.all.getFirst()).hasSize(2 + 6);
    Rows steps = new Rows();
    model.features("layers.0", data, steps);
    int last = 0;
    for (int row = 1; row < steps.all.size() && steps.all.get(row).get(0).equals("s0"); row++) {
      last = row;
    }
    assertThat(code.all.get(1).subList(2, 8)).isEqualTo(steps.all.get(last).subList(3, 9));
    Rows back = new Rows();
    model.predict(data, back);
    assertThat(back.all.getFirst())
        .containsExactly("id", "step", "sequence_step", "x", "y", "error");
    assertThat(back.all).hasSize(SmallRuns.shapeRows(48, 2).size());
  }

  @Test
  void windowsComeBack() {
    SmallRuns.write(folder.resolve("sales.csv"), SmallRuns.salesRows(SmallRuns.DAYS));
    Experiment experiment =
        SmallRuns.experiment(
            folder,
            """
            name: weeks
            task: autoencode
            data: {file: sales.csv, time: date, target: [sales]}
            window: {history: 7}
            split: {validation: 16, test: 20}
            model: {layers: [{flatten: 7}, {dense: 3}], reconstruct: [{dense: 7}, {reshape: 1}]}
            training: {epochs: 2}
            """);
    RunResult run = SmallRuns.train(experiment, folder.resolve("run"));
    assertThat(run.results()).isNotEmpty();
    Experiment pooled =
        experiment
            .with("model.layers", "[{lstm: 3}, mean-pool]")
            .with("model.reconstruct", "[{lstm: 3}]");
    assertThatThrownBy(() -> Run.plan(pooled))
        .isInstanceOf(UnfitTask.class)
        .hasMessageContaining("of a sequence of 7 steps it gives 1: write repeat: 7");
    Plan repeated = Run.plan(pooled.with("model.reconstruct", "[{repeat: 7}, {lstm: 3}]"));
    assertThat(repeated.parameters()).isPositive();
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> rows("data.past=[a]"))
        .isInstanceOf(BadExperiment.class)
        .hasMessageContaining("data.past: has no effect for task autoencode");
    assertThatThrownBy(() -> rows("split.by=stratified"))
        .isInstanceOf(BadExperiment.class)
        .hasMessageContaining("split.by: there are no classes to share out: random or order");
    assertThatThrownBy(() -> SmallRuns.shapes(folder, 2, "model.reconstruct=[{lstm: 2}]"))
        .isInstanceOf(BadExperiment.class)
        .hasMessageContaining("model.reconstruct: has no effect for task classify");
    assertThatThrownBy(() -> Run.plan(sequences("model.reconstruct=[{repeat: 4}, {lstm: 2}]")))
        .isInstanceOf(UnfitTask.class)
        .hasMessageContaining("of a sequence of")
        .hasMessageContaining("it gives 4");
    assertThatThrownBy(() -> rows("training.loss=hinge"))
        .isInstanceOf(BadExperiment.class)
        .hasMessageContaining("compares labels and is for task classify, found task autoencode");
  }
}
