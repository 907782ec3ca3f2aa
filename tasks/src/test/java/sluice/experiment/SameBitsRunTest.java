package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.model.SavedModel;

/** One experiment gives one model file, byte for byte, wherever and however it is trained. */
class SameBitsRunTest {
  private static final String[] CHANGES = {
    "model.layers=[{lstm: 19}, {dropout: 0.2}, {lstm: 7}]", "training.epochs=2"
  };

  @TempDir private static Path folder;
  private static Experiment experiment;
  private static RunResult first;

  @BeforeAll
  static void train() {
    experiment = SmallRuns.sales(folder, CHANGES);
    first = SmallRuns.train(experiment, folder.resolve("first"));
  }

  @Test
  void trainedTwice() {
    RunResult second = SmallRuns.train(experiment, folder.resolve("deeper").resolve("second"));
    assertSameModel(second.directory().path());
    assertThat(SmallRuns.losses(second.directory().path()))
        .isEqualTo(SmallRuns.losses(first.directory().path()));
  }

  @Test
  void trainedAgainFromTheFileThatTheRunLeft() {
    Experiment again = Experiment.read(first.directory().experiment(), List.of());
    RunResult second = SmallRuns.train(again, folder.resolve("again"));
    assertSameModel(second.directory().path());
    assertThat(second.weightsSha256()).isEqualTo(first.weightsSha256());
  }

  @Test
  void trainedFromAnotherFolder(@TempDir Path other) {
    SmallRuns.train(SmallRuns.sales(other, CHANGES), other.resolve("run"));
    assertSameModel(other.resolve("run"));
  }

  @Test
  void anotherSeedGivesOtherWeights() {
    RunResult other = SmallRuns.train(experiment.with("seed", "43"), folder.resolve("seed"));
    assertThat(other.weightsSha256()).isNotEqualTo(first.weightsSha256());
  }

  @Test
  void theModelHoldsNoTraceOfTheMachine() {
    String text =
        new String(SmallRuns.bytes(first.model()), java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(text)
        .contains("sales.csv")
        .doesNotContain(folder.getFileName().toString(), System.getProperty("user.dir"));
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void trainedByOtherThreadsAndKernels(int threads) throws IOException, InterruptedException {
    Path out = folder.resolve("threads-" + threads);
    SmallRuns.write(folder.resolve("forked.yaml"), List.of(experiment.yaml(folder)));
    String[] options = {"-Dsluice.threads=" + threads, "-Dsluice.kernels=scalar"};
    String last = ForkedRun.whole(folder.resolve("forked.yaml"), out, false, options);
    assertThat(last).isEqualTo(threads + " scalar " + first.weightsSha256());
    assertSameModel(out);
  }

  private static void assertSameModel(Path run) {
    assertThat(SavedModel.read(run.resolve("model.sluice")).weightsSha256())
        .isEqualTo(first.weightsSha256());
    assertThat(SmallRuns.bytes(run.resolve("model.sluice")))
        .isEqualTo(SmallRuns.bytes(first.model()));
  }
}
