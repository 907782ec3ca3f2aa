package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.experiment.SmallRuns.Rows;

/** The perceptron as an experiment: a line learns what a line can part, and nothing else. */
class PerceptronRunTest {
  private static final String YAML =
      """
      name: gate
      task: classify
      data: {file: gate.csv, target: y, past: [a, b], scale: {inputs: none}}
      window: {per: row}
      split: {validation: 0, test: 0}
      model: {layers: [{activation: identity}]}
      training:
        epochs: 60
        batch: 1
        loss: perceptron
        optimiser: {sgd: 0.1}
        clip: {norm: none}
        early_stopping: none
      """;

  @TempDir private Path folder;
  private int runs;

  private List<String> answers(String truths, String... changes) {
    List<String> rows = new ArrayList<>(List.of("a,b,y"));
    for (int i = 0; i < 4; i++) {
      rows.add(i / 2 + "," + i % 2 + "," + truths.charAt(i));
    }
    Path file = SmallRuns.write(folder.resolve("gate.csv"), rows);
    RunResult run =
        SmallRuns.train(
            SmallRuns.experiment(folder, YAML, changes), folder.resolve("run" + runs++));
    assertThat(run.parameters()).isEqualTo(3);
    Rows told = new Rows();
    TrainedModel.read(run.model()).predict(new DataSource.File(file), told);
    assertThat(told.column("p(1)")).isSubsetOf("0.0", "1.0");
    return told.column("y");
  }

  @ParameterizedTest
  @CsvSource({"and, 0001", "or, 0111", "nand, 1110"})
  void aLineLearnsWhatALineCanPart(String name, String truths) {
    assertThat(String.join("", answers(truths))).as(name).isEqualTo(truths);
  }

  @Test
  void neverTheExclusiveOr() {
    for (int seed = 1; seed <= 3; seed++) {
      List<String> told = answers("0110", "seed=" + seed, "training.epochs=300");
      assertThat(String.join("", told)).isNotEqualTo("0110");
    }
  }
}
