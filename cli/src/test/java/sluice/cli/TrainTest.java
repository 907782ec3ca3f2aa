package sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code sluice train} on tiny data. */
class TrainTest {
  @TempDir private Path folder;
  private Samples samples;
  private String run;

  @BeforeEach
  void prepare() {
    samples = new Samples(folder);
    run = samples.at("run");
  }

  @Test
  void tellsTheVerdictTheFiguresAndWhatToDoNext() {
    Outcome outcome = Outcome.of("train", samples.forecast(), "--out", run);
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .startsWith("The network ")
        .containsPattern("test, 16 examples +MAE +RMSE")
        .contains("▸ LSTM 4", "  seasonal naive", "validation, 7 examples", "117 parameters")
        .contains("\nreport  " + run, "\nmodel   " + run)
        .endsWith("\nnext    sluice forecast " + run + "/model.sluice\n");
    assertThat(outcome.err())
        .contains("reading data\n", "training in " + run + ": at most 2 epochs of 1 step, 117 ")
        .contains("epoch 2/2, step 1/1, loss 0.", "measuring\n");
    assertThat(folder.resolve("run")).isDirectoryContaining("glob:**/model.sluice");
  }

  @Test
  void jsonIsOneObjectWithWhatScriptsNeed() throws IOException {
    Outcome outcome = Outcome.of("train", samples.forecast(), "--out", run, "--json");
    JsonNode json = outcome.json();
    assertThat(json.propertyNames())
        .contains(
            "task",
            "model",
            "epochs",
            "seconds",
            "parameters",
            "weights_sha256",
            "validation",
            "test",
            "baselines",
            "kernels",
            "threads",
            "seed");
    assertThat(json.get("task").asString()).isEqualTo("forecast");
    assertThat(json.get("model").asString()).isEqualTo(samples.at("run/model.sluice"));
    assertThat(json.get("epochs").asInt()).isEqualTo(2);
    assertThat(json.get("weights_sha256").asString()).matches("[0-9a-f]{64}");
    assertThat(json.get("validation").get("mae").isNumber()).isTrue();
    assertThat(json.get("test").get("mae").isNumber()).isTrue();
    assertThat(json.get("baselines").get("seasonal naive").get("mae").isNumber()).isTrue();
    String kept = Files.readString(folder.resolve("run/metrics.json"));
    assertThat(JsonMapper.shared().readTree(kept)).isEqualTo(json);
  }

  @Test
  void settingsAndThreadsComeFromTheCommandLine() {
    String threads = "" + Runtime.getRuntime().availableProcessors();
    Outcome outcome =
        Outcome.of(
            "train",
            samples.forecast(),
            "--out",
            run,
            "--json",
            "--threads",
            threads,
            "--set",
            "training.epochs=1",
            "--set",
            "seed=7",
            "--set=training.epochs=3");
    assertThat(outcome.json().get("epochs").asInt()).isEqualTo(3);
    assertThat(outcome.json().get("seed").asInt()).isEqualTo(7);
    assertThat(outcome.json().get("threads").asString()).isEqualTo(threads);
  }

  @Test
  void dryRunShowsWhatWouldBeDoneAndMakesNothing() {
    Outcome outcome = Outcome.of("train", samples.forecast(), "--out", run, "--dry-run");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .contains("history: 14", "90 rows", "layers.0.wx", "117 parameters", "MB heap");
    assertThat(outcome.err()).isEmpty();
    assertThat(folder.resolve("run")).doesNotExist();

    Outcome json = Outcome.of("train", samples.forecast(), "--dry-run", "--json");
    assertThat(json.json().get("parameters").asInt()).isEqualTo(117);
  }

  @Test
  void aFolderThatIsTakenIsLeftAlone() {
    samples.file("precious", "mine");
    Outcome outcome = Outcome.of("train", samples.forecast(), "--out", folder.toString());
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.told()).startsWith("sluice: " + folder + " is ").contains("another --out");
    assertThat(folder.resolve("precious")).hasContent("mine");
  }

  @Test
  void resumeNeedsARunOfTheSameSettings() {
    String experiment = samples.forecast();
    Outcome none = Outcome.of("train", experiment, "--out", run, "--resume");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.told()).startsWith("sluice: there is no run to resume in " + run);

    Outcome first = Outcome.of("train", experiment, "--out", run, "--json");
    Outcome other = Outcome.of("train", experiment, "--out", run, "--resume", "--set", "seed=5");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.told()).contains("was made with other settings");

    Outcome again = Outcome.of("train", experiment, "--out", run, "--resume", "--json");
    assertThat(again.code()).isZero();
    assertThat(again.json().get("weights_sha256")).isEqualTo(first.json().get("weights_sha256"));
  }

  @Test
  void divergenceTellsWhereAndKeepsTheLastCheckpoint() {
    Outcome outcome =
        Outcome.of(
            "train",
            samples.forecast(),
            "--out",
            run,
            "--set",
            "model.layers.0.rnn.hidden=4",
            "--set",
            "training.optimiser.sgd.rate=1000",
            "--set",
            "training.clip.norm=none",
            "--set",
            "training.epochs=200");
    assertThat(outcome.code()).isEqualTo(4);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.told())
        .containsPattern(
            "sluice: training diverged: .*\\(first in .*\\) in epoch \\d+, step \\d+; the last"
                + " finite loss was \\d.* Try a smaller learning rate \\(was 1000.* The last good"
                + " checkpoint is kept: .*checkpoint-\\d+\\.sluice\\.");
    assertThat(folder.resolve("run/model.sluice")).doesNotExist();
    assertThat(folder.resolve("run")).isDirectoryContaining("glob:**/checkpoint-*.sluice");
  }

  @Test
  void aNetworkThatHasNoRoomIsAMatterOfSettings() {
    Outcome outcome =
        Outcome.of(
            "train", samples.forecast(), "--out", run, "--set", "model.layers.0.lstm.hidden=65536");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.told()).startsWith("sluice: the network ").contains("MB");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void theWayOnIsQuotedForAShell() {
    var request =
        new TrainRun.Request(
            java.util.Optional.of(Path.of("my runs", "it's.yaml")),
            java.util.Optional.empty(),
            List.of("name=a b"),
            java.util.Optional.of(Path.of("out")),
            java.util.Optional.of(2),
            false,
            false,
            true);
    assertThat(request.resumed())
        .isEqualTo(
            "sluice train 'my runs/it'\\''s.yaml' --set 'name=a b' --out out --threads 2 --resume"
                + " --json");
  }
}
