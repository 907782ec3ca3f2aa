package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static sluice.experiment.SmallRuns.json;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.train.Diverged;
import tools.jackson.databind.JsonNode;

/** A training that diverges at one number of the file names the line it stands in. */
class DataSpotTest {
  private static final int ROW = 40; // of the data, from 0; line 1 has the names

  /** Shapes in whose row {@link #ROW} x is as large as a float can be. */
  private static Experiment spoilt(Path folder, String... changes) {
    List<String> rows = new ArrayList<>(SmallRuns.shapeRows(48, 2));
    String[] cells = rows.get(ROW + 1).split(",", -1);
    cells[1] = "3.4e38";
    rows.set(ROW + 1, String.join(",", cells));
    List<String> all =
        new ArrayList<>(
            List.of(
                "data.scale.inputs=none",
                "split.validation=0",
                "split.test=0",
                "training.early_stopping=none"));
    all.addAll(List.of(changes));
    SmallRuns.write(folder.resolve("shapes.csv"), rows);
    return SmallRuns.experiment(folder, SmallRuns.SHAPES, all.toArray(String[]::new));
  }

  private static JsonNode data(Path folder, Experiment experiment, String message) {
    assertThatExceptionOfType(Diverged.class)
        .isThrownBy(() -> SmallRuns.train(experiment, folder.resolve("run")))
        .withMessageContaining(message);
    return json(folder.resolve("run/autopsy.json")).get("data");
  }

  @Test
  void theStepOfASequenceIsTheLineThatItWasReadFrom(@TempDir Path folder) {
    Experiment layers =
        spoilt(
            folder,
            "model.layers=[{dense: {units: 256, activation: identity}}, {dense: {units: 256,"
                + " activation: identity}}, mean-pool]");
    JsonNode data = data(folder, layers, ", read from line " + (ROW + 2) + " of ");
    assertThat(data.get("line").asInt()).isEqualTo(ROW + 2);
    assertThat(data.get("source").asString()).endsWith("shapes.csv");
    String id = SmallRuns.shapeRows(48, 2).get(ROW + 1).split(",", -1)[0];
    assertThat(data.get("key").asString()).isEqualTo(id);
    assertThat(data.get("begins_sequence").asBoolean()).isFalse();
  }

  /** After the mean over time a step is of the whole sequence, which begins with a line. */
  @Test
  void whatBelongsToAWholeSequenceIsNamedByItsFirstLine(@TempDir Path folder) {
    Experiment layers =
        spoilt(
            folder,
            "model.layers=[mean-pool, {dense: {units: 256, activation: identity}}, {dense: {units:"
                + " 256, activation: identity}}]");
    JsonNode data = data(folder, layers, ", of a sequence that begins with line ");
    List<String> rows = SmallRuns.shapeRows(48, 2);
    int first = ROW + 1;
    while (rows.get(first - 1).split(",", -1)[0].equals(rows.get(ROW + 1).split(",", -1)[0])) {
      first--;
    }
    assertThat(data.get("line").asInt()).isEqualTo(first + 1);
    assertThat(data.get("begins_sequence").asBoolean()).isTrue();
  }
}
