package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sluice.experiment.SmallRuns.json;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.data.BadData;
import sluice.data.Part;
import sluice.loss.Target;
import sluice.report.ReportData;

/** Sequences with a label or a number at each of their steps. */
class EachStepRunTest {
  private static final String STEPS =
      """
      name: steps
      task: classify
      data: {file: steps.csv, key: id, target: before, past: [x, z]}
      window: {per: sequence, labels: each-step}
      split: {validation: 0.2, test: 0.25}
      model: {layers: [{lstm: 8}]}
      training: {epochs: 60, batch: 8, optimiser: {adam: 0.03}}
      """;

  @TempDir private Path folder;

  /**
   * 60 sequences of 3 to 9 steps of x. Columns: whether the x before and behind were above 0, both
   * as names; the same as 0 and 1; the class of two bits; the sum of the last two x.
   */
  private void write(boolean gaps) {
    List<String> rows = new ArrayList<>(List.of("id,x,z,before,behind,b0,b1,bits,sum"));
    for (int s = 0; s < 60; s++) {
      int steps = 3 + (s * 5) % 7;
      for (int t = 0; t < steps; t++) {
        boolean before = t > 0 && x(s, t - 1) > 0;
        boolean behind = t < steps - 1 && x(s, t + 1) > 0;
        boolean now = x(s, t) > 0;
        String bits = (before ? "1" : "0") + (now ? "1" : "0");
        double sum = x(s, t) + (t > 0 ? x(s, t - 1) : 0);
        boolean gap = gaps && (s + t) % 4 == 0;
        rows.add(
            String.join(
                ",",
                "s" + s,
                Double.toString(x(s, t)),
                Integer.toString(t % 2),
                gap ? "" : before ? "yes" : "no",
                behind ? "yes" : "no",
                gap ? "" : before ? "1" : "0",
                now ? "1" : "0",
                "c" + bits,
                gap ? "" : Double.toString(sum)));
      }
    }
    SmallRuns.write(folder.resolve("steps.csv"), rows);
  }

  private static double x(int sequence, int step) {
    return new SplittableRandom(sequence * 1000L + step).nextInt(-1000, 1000) / 1000.0;
  }

  private Experiment steps(String... changes) {
    return SmallRuns.experiment(folder, STEPS, changes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data.target=before", // the past
        "data.target=behind model.layers=[{bidirectional: [{lstm: 8}]}]", // the future
        "data.target=bits", // four classes
        "data.target=before training.loss=sigmoid-cross-entropy",
      })
  void aClassAtEachStepIsLearned(String changes) {
    write(false);
    RunResult run = SmallRuns.train(steps(changes.split(" (?=[a-z.]+=)")), folder.resolve("run"));
    var test = json(run.json()).get("test");
    assertThat(test.get("accuracy").asDouble()).isGreaterThan(0.85);
    // 15 sequences are the test; all of their steps are counted
    assertThat(run.results())
        .filteredOn(r -> r.part().equals(ReportData.TEST))
        .isNotEmpty()
        .allMatch(r -> r.examples() > 60 && r.examples() < 120);
  }

  @Test
  void aNetThatLooksOnlyBackCannotSeeTheNextStep() {
    write(false);
    RunResult run = SmallRuns.train(steps("data.target=behind"), folder.resolve("run"));
    assertThat(json(run.json()).get("test").get("accuracy").asDouble()).isLessThan(0.75);
  }

  @Test
  void theModelFileGivesTheSameFiguresAndARowAStep() {
    write(true);
    RunResult run = SmallRuns.train(steps("data.missing=mask"), folder.resolve("run"));
    TrainedModel model = TrainedModel.read(run.model());
    DataSource data = new DataSource.File(folder.resolve("steps.csv"));
    assertThat(model.evaluate(data).results())
        .isEqualTo(run.results().stream().filter(r -> r.part().equals(ReportData.TEST)).toList());
    SmallRuns.Rows rows = new SmallRuns.Rows();
    model.predict(data, rows);
    Map<String, Integer> found = new TreeMap<>();
    rows.column("id").forEach(id -> found.merge(id, 1, Integer::sum));
    assertThat(found).hasSize(60);
    found.forEach((id, count) ->
        assertThat(count).isEqualTo(3 + (Integer.parseInt(id.substring(1)) * 5) % 7));
    assertThat(rows.column("step").subList(0, 4)).containsExactly("1", "2", "3", "1");
    assertThat(rows.column("before")).containsOnly("yes", "no"); // at steps without a label, too
  }

  @Test
  void aStepWithoutALabelCountsNothing() {
    write(true);
    assertThatThrownBy(() -> TableJob.of(steps(), DataSet.read(steps())))
        .isInstanceOf(BadData.class)
        .hasMessageContaining("a missing value");
    Experiment masked = steps("data.missing=mask");
    var training = TableJob.of(masked, DataSet.read(masked)).examples(Part.TRAINING);
    int unknown = 0;
    for (int example = 0; example < training.count(); example++) {
      for (int step = 0; step < training.steps(example); step++) {
        unknown += training.weight(example, step) == 0 ? 1 : 0;
      }
    }
    assertThat(unknown).isGreaterThan(20);
    assertThat(training.newTarget(3)).isInstanceOf(Target.ClassIds.class);
  }

  @Test
  void aNumberAtEachStepIsLearned() {
    write(true);
    RunResult run =
        SmallRuns.train(
            steps(
                "task=regress",
                "data.target=sum",
                "data.missing=mean",
                "training.loss=squared",
                "training.epochs=80"),
            folder.resolve("run"));
    var test = json(run.json()).get("test");
    assertThat(test.get("r2").asDouble()).isGreaterThan(0.9);
    TrainedModel model = TrainedModel.read(run.model());
    SmallRuns.Rows rows = new SmallRuns.Rows();
    model.predict(new DataSource.File(folder.resolve("steps.csv")), rows);
    assertThat(rows.column("sum"))
        .hasSize(SmallRuns.text(folder.resolve("steps.csv")).lines().toList().size() - 1);
  }

  @Test
  void severalLabelsAtEachStepAreLearned() {
    write(true);
    RunResult run =
        SmallRuns.train(
            steps(
                "data.target=[b0, b1]",
                "data.label=several",
                "data.missing=mean",
                "training.loss=sigmoid-cross-entropy",
                "decision.threshold=f-beta"),
            folder.resolve("run"));
    assertThat(json(run.json()).get("test").get("micro_f1").asDouble()).isGreaterThan(0.85);
    TrainedModel model = TrainedModel.read(run.model());
    DataSource data = new DataSource.File(folder.resolve("steps.csv"));
    assertThat(model.evaluate(data).results())
        .isEqualTo(run.results().stream().filter(r -> r.part().equals(ReportData.TEST)).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "window.per=row|each-step is for whole sequences",
        "window.per=window|each-step is for whole sequences",
        "split.by=stratified|a sequence with a label at each step is in no one class",
      })
  void keysThatDoNotGoTogetherAreRefused(String change, String message) {
    write(false);
    assertThatThrownBy(() -> steps(change))
        .isInstanceOf(BadExperiment.class)
        .hasMessageContaining(message);
  }

  @Test
  void layersThatLoseStepsAreRefused() {
    write(false);
    Experiment pooled = steps("model.layers=[{lstm: 4}, mean-pool]");
    assertThatThrownBy(() -> Run.plan(pooled))
        .isInstanceOf(UnfitTask.class)
        .hasMessageContaining("give 1 of 9 steps, the task reads the last 9");
  }
}
