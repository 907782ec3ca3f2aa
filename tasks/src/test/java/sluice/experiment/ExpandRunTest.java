package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static sluice.experiment.SmallRuns.json;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.experiment.SmallRuns.Rows;
import sluice.math.Rng;
import sluice.report.Importance;
import sluice.train.Stop;
import sluice.train.TrainEvent;

/** Without a hidden layer: squares separate a circle, the product separates XOR. */
class ExpandRunTest {
  private static final String PLANE =
      """
      name: plane
      task: classify
      data: {file: plane.csv, target: side, inputs: [x, y]}
      window: {per: row}
      split: {validation: 0, test: 0.3}
      model: {layers: [{dropout: 0}]}
      training: {epochs: 150, batch: 32, optimiser: {adam: 0.05}, early_stopping: none}
      """;

  @TempDir private Path folder;

  private Path write(boolean circle) {
    List<String> rows = new ArrayList<>(List.of("x,y,side"));
    for (int i = 0; i < 400; i++) {
      long key = Rng.key(5, Rng.DATA, 0, i, 0, 0);
      double x = 20 * Rng.uniform(Rng.unitBits(key, 0)) - 10;
      double y = 20 * Rng.uniform(Rng.unitBits(key, 1)) - 10;
      boolean in = circle ? x * x + y * y < 60 : x * y > 0;
      rows.add(String.format(Locale.ROOT, "%.3f,%.3f,%s", x, y, in ? "in" : "out"));
    }
    return SmallRuns.write(folder.resolve("plane.csv"), rows);
  }

  private double accuracy(String expand) {
    String out = "run-" + expand.replaceAll("[^a-z]", "");
    Experiment experiment = SmallRuns.experiment(folder, PLANE, "data.expand=" + expand);
    return json(SmallRuns.train(experiment, folder.resolve(out)).json())
        .get("test")
        .get("accuracy")
        .asDouble();
  }

  @Test
  void squaresSeparateTheCircle() {
    write(true);
    assertThat(accuracy("[squares]")).isGreaterThan(0.95);
    assertThat(accuracy("[]")).isLessThan(0.75);
  }

  @Test
  void theProductSeparatesExclusiveOrAndSquaresDoNot() {
    Path data = write(false);
    assertThat(accuracy("[products]")).isGreaterThan(0.95);
    assertThat(accuracy("[squares, cubes, sines]")).isLessThan(0.75);
    TrainedModel model = TrainedModel.read(folder.resolve("run-products/model.sluice"));
    Rows rows = new Rows(); // the raw columns are enough
    model.predict(new DataSource.File(data), rows);
    assertThat(rows.column("side")).hasSize(400).contains("in", "out");
  }

  @Test
  void eachHasABarOfItsOwnAndIsListed() {
    write(true);
    Experiment experiment =
        SmallRuns.experiment(
            folder, PLANE, "data.expand=[squares, products, cubes, sines]", "training.epochs=20");
    assertThat(Run.plan(experiment).text())
        .contains("known   y\nmade    x²\nmade    y²\nmade    x·y\nmade    x³\nmade    y³\nmade ");
    assertThat(json(Run.plan(experiment).json()).get("inputs")).hasSize(9);
    List<Importance.Share> bars =
        SmallRuns.train(experiment, folder.resolve("run")).importance().weights();
    assertThat(bars)
        .extracting(Importance.Share::name)
        .containsExactly("x", "y", "x²", "y²", "x·y", "x³", "y³", "sin x", "sin y");
    assertThat(bars.stream().mapToDouble(Importance.Share::share).sum()).isCloseTo(1, within(1e-9));
    assertThat(bars.get(2).share() + bars.get(3).share()).isGreaterThan(0.3); // it is a circle
  }

  @Test
  void stoppedAndResumedItGivesTheSameBits() {
    write(true);
    Experiment experiment =
        SmallRuns.experiment(folder, PLANE, "data.expand=[squares, sines]", "training.epochs=4");
    RunResult whole = SmallRuns.train(experiment, folder.resolve("whole"));
    assertThat(SmallRuns.train(experiment, folder.resolve("again")).weightsSha256())
        .isEqualTo(whole.weightsSha256());
    Path out = folder.resolve("run");
    Stop stop = new Stop();
    Run.train(
        experiment,
        Run.Options.fresh()
            .out(out)
            .stop(stop)
            .listener(event -> {
              if (event instanceof RunEvent.Trained(TrainEvent.StepDone step)
                  && step.epoch() == 2) {
                stop.request();
              }
            }));
    assertThat(out.resolve("model.sluice")).doesNotExist();
    RunResult resumed = Run.train(experiment, Run.Options.fresh().out(out).resume(true));
    assertThat(SmallRuns.bytes(resumed.model())).isEqualTo(SmallRuns.bytes(whole.model()));
  }

  @Test
  void moreInputsThanAnyoneMeansAreRefused() {
    List<String> names = new ArrayList<>();
    for (int c = 0; c < 150; c++) {
      names.add("c" + c);
    }
    List<String> rows = new ArrayList<>(List.of(String.join(",", names) + ",side"));
    for (int row = 0; row < 20; row++) {
      int number = row;
      rows.add(
          names.stream().map(n -> (n.hashCode() + number) + ",").reduce("", String::concat)
              + (row % 2 == 0 ? "in" : "out"));
    }
    SmallRuns.write(folder.resolve("plane.csv"), rows);
    Experiment experiment =
        SmallRuns.experiment(folder, PLANE, "data.inputs=['*']", "data.expand=[products]");
    assertThatThrownBy(() -> Run.plan(experiment))
        .isInstanceOf(UnfitTask.class)
        .hasMessage(
            "data.expand: products of 150 columns of numbers give 11,325 inputs in all, expected at"
                + " most 10,000; leave products out, or name fewer columns in data.inputs");
  }

  @Test
  void aKindTwiceIsRefused() {
    write(true);
    assertThatThrownBy(() -> SmallRuns.experiment(folder, PLANE, "data.expand=[squares, squares]"))
        .isInstanceOf(BadExperiment.class)
        .hasMessageContaining("data.expand: expected each kind once");
  }
}
