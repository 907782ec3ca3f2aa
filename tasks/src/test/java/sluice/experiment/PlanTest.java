package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static sluice.experiment.SmallRuns.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.data.Part;
import tools.jackson.databind.JsonNode;

/** What a run says before it begins. */
class PlanTest {
  @TempDir private Path folder;

  @Test
  void tellsWhatARunWouldDoAndMakesNothing() throws IOException {
    Plan plan = Run.plan(SmallRuns.sales(folder));
    assertThat(plan.epochs()).isEqualTo(3);
    assertThat(plan.batches()).isEqualTo(5);
    assertThat(plan.parameters()).isEqualTo(4 * 5 * (10 + 5 + 1) + 5 + 1);
    assertThat(plan.examples(Part.TRAINING)).isEqualTo(84 - 8 - 3 + 1);
    assertThat(plan.examples(Part.VALIDATION)).isEqualTo(16 - 3 + 1);
    assertThat(plan.examples(Part.TEST)).isEqualTo(20 - 3 + 1);
    assertThat(plan.memoryBytes()).isBetween(10_000L, 10_000_000L);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("sales.csv", "sales.yaml");
    }
  }

  @Test
  void isWrittenForPeople() {
    assertThat(Run.plan(SmallRuns.sales(folder)).text())
        .contains("name: sales\n", "  file: sales.csv\n", "      rate: 0.02\n")
        .contains("sales.csv: 120 rows, 1 series, one step: day\n")
        .contains("training         74 examples   2024-01-01 to 2024-03-24\n")
        .contains("validation       14 examples   2024-03-25 to 2024-04-09\n")
        .contains("test             18 examples   2024-04-10 to 2024-04-29\n")
        .contains("target  sales\n", "known   price\n", "known   weekday=1\n")
        .contains("11 steps of 10 inputs, scaled (the first 8 inputs of the first 3 steps)")
        .contains("layers.0.wx ", "[10, 20]", "head.b ")
        .containsPattern("326 parameters, 5 batches an epoch, about 1 MB of [0-9,]+ MB heap\n")
        .doesNotContain(folder.resolve("x").getParent().toString() + "/sales.yaml");
  }

  @Test
  void isTheSameInEveryLanguage() {
    Experiment experiment = SmallRuns.sales(folder);
    String text = Run.plan(experiment).text();
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(Run.plan(experiment).text()).isEqualTo(text);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void isWrittenForPrograms() {
    Experiment experiment = SmallRuns.sales(folder);
    JsonNode plan = json(Run.plan(experiment).json());
    assertThat(plan.get("task").asString()).isEqualTo("forecast");
    assertThat(plan.get("settings").asString()).isEqualTo(experiment.fingerprint());
    assertThat(plan.get("rows").asInt()).isEqualTo(120);
    assertThat(plan.get("series").asInt()).isEqualTo(1);
    assertThat(plan.get("step").asString()).isEqualTo("day");
    assertThat(plan.get("examples"))
        .isEqualTo(json("{\"training\":74,\"validation\":14,\"test\":18}"));
    assertThat(plan.get("inputs").size()).isEqualTo(9);
    assertThat(plan.get("weights").get("layers.0.wh")).isEqualTo(json("[5, 20]"));
    assertThat(plan.get("parameters").asInt()).isEqualTo(326);
    assertThat(plan.get("batches").asInt()).isEqualTo(5);
    assertThat(plan.get("epochs").asInt()).isEqualTo(3);
    assertThat(plan.get("heap_bytes").asLong()).isEqualTo(Runtime.getRuntime().maxMemory());
    assertThat(plan.get("memory_bytes").asLong()).isPositive();
  }

  @Test
  void namesTheSequencesOfEachPart() {
    String text = Run.plan(SmallRuns.shapes(folder, 3)).text();
    assertThat(text)
        .contains("48 series, one step: row")
        .containsPattern("training +26 examples +1 to [3-9] in s[0-9]+\n")
        .containsPattern("validation +10 examples +1 to [3-9] in s[0-9]+\n")
        .containsPattern("test +12 examples +1 to [3-9] in s[0-9]+\n");
  }

  @Test
  void moreMemoryThanThereIsIsRefusedWithBothFiguresAndTheKeys() {
    Plan plan = Run.plan(SmallRuns.sales(folder));
    assertThatCode(() -> plan.checkMemory(plan.memoryBytes())).doesNotThrowAnyException();
    assertThatExceptionOfType(UnfitTask.class)
        .isThrownBy(() -> plan.checkMemory(plan.memoryBytes() - 1))
        .withMessageMatching("training needs about [0-9]+ MB, the heap has [0-9]+ MB: make .*")
        .withMessageContaining("training.batch (16)")
        .withMessageContaining("window.history")
        .withMessageContaining("-Xmx");
  }

  @Test
  void aNetworkBeyondTheHeapIsRefusedBeforeItIsMade() {
    Experiment experiment = SmallRuns.sales(folder, "model.layers=[{lstm: 65536}, {lstm: 65536}]");
    assertThatExceptionOfType(UnfitTask.class)
        .isThrownBy(() -> Run.plan(experiment))
        .withMessageMatching(
            "the network has 51,542,[0-9,]+ parameters and needs about [0-9,]+ MB to train, the"
                + " heap has [0-9,]+ MB: make model.layers smaller, or give the JVM more with"
                + " -Xmx");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [{lstm: 4}, mean-pool]           | they give 1 of 11 steps, the task reads the last 3
          [{residual: {lstm: 4}}]          | residual adds outputs of 4 and of
          [{flatten: 5}]                   | a sequence has 11 steps, flatten is set for 5
          [{dense: 4}, {reshape: 3}]       | 11 steps of 4 columns cannot be cut into rows of 3
          [{parallel: {layers: [{lstm: 4}, {lstm: 5}], join: sum}}] | adds outputs of 5 and of 4
          [{embedding: {size: 2, padding: 99}}] | padding is id 99, but the ids end at
          """)
  void layersThatDoNotFitAreRefusedBeforeAnythingIsTrained(String layers, String message) {
    assertThatExceptionOfType(UnfitTask.class)
        .isThrownBy(() -> Run.plan(SmallRuns.sales(folder, "model.layers=" + layers)))
        .withMessageStartingWith("model.layers: the network cannot be made: ")
        .withMessageContaining(message);
  }

  @Test
  void aBatchBeyondAnArrayIsRefused() {
    SmallRuns.write(folder.resolve("sales.csv"), SmallRuns.salesRows(6000));
    Experiment experiment =
        SmallRuns.experiment(
            folder,
            SmallRuns.SALES,
            "model.layers=[{lstm: 1}, {dense: 65536}]",
            "training.batch=5000");
    assertThatExceptionOfType(UnfitTask.class)
        .isThrownBy(() -> Run.train(experiment, Run.Options.fresh().out(folder.resolve("run"))))
        .withMessageContaining("5,000 sequences of 11 steps at once")
        .withMessageContaining("training.batch (5000)");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void longSequencesAreMeasuredAFewAtATime() {
    SmallRuns.write(folder.resolve("sales.csv"), SmallRuns.salesRows(6000));
    String layers = "model.layers=[{rnn: 2}]";
    long brief = memory(layers, "training.batch=1", "window.history=1000");
    long wide = memory(layers, "training.batch=1", "window.history=2000");
    // 16 or 8 sequences at once: as many rows
    assertThat(wide).isLessThan(brief + brief / 10);
  }

  private long memory(String... changes) {
    return Run.plan(SmallRuns.experiment(folder, SmallRuns.SALES, changes)).memoryBytes();
  }
}
