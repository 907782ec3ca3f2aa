package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sluice.experiment.SmallRuns.json;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.experiment.SmallRuns.Rows;
import sluice.math.Rng;

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
  void aKindTwiceIsRefused() {
    write(true);
    assertThatThrownBy(() -> SmallRuns.experiment(folder, PLANE, "data.expand=[squares, squares]"))
        .isInstanceOf(BadExperiment.class)
        .hasMessageContaining("data.expand: expected each kind once");
  }
}
