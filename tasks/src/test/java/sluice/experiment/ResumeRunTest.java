package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.atIndex;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.experiment.ForkedRun.Moment;
import sluice.model.BadModelFile;
import sluice.model.CheckpointFiles;
import sluice.train.Training;

/** A run that ended before its end goes on to the same bits, or says why it cannot. */
class ResumeRunTest {
  private static final String[] CHANGES = {
    "model.layers=[{lstm: 5}, {dropout: 0.2}, {lstm: 4}]",
    "training.batch=4",
    "training.checkpoint_seconds=1",
    "training.schedule={plateau: {patience: 1}}",
    "training.record=4"
  };
  private static final int STEPS = 19; // in an epoch; there are three

  @TempDir private static Path folder;
  private static Experiment experiment;
  private static RunResult whole;

  @TempDir private Path own;
  private Path out;

  @BeforeAll
  static void train() {
    experiment = SmallRuns.sales(folder, CHANGES);
    SmallRuns.write(folder.resolve("forked.yaml"), List.of(experiment.yaml(folder)));
    whole = SmallRuns.train(experiment, folder.resolve("whole"));
  }

  @BeforeEach
  void choose() {
    out = own.resolve("run");
  }

  @Test
  @Tag("slow")
  void killedAtManyMoments() throws IOException, InterruptedException {
    kill(new Moment("reading data", 1, 150, 0)); // before or while the folder is made
    kill(new Moment("training", 1, 0, 5)); // before the first checkpoint
    kill(new Moment("step", 17, 1, 70)); // after one was made within the first epoch
    CheckpointFiles.Found inside = new CheckpointFiles(out).newest().orElseThrow();
    assertThat(inside.checkpoint().longs().get("counters"))
        .startsWith(1)
        .doesNotContain(0, atIndex(1));
    kill(new Moment("step", 5, 0, 5)); // about the end of the epoch
    kill(new Moment("step", 2 * STEPS - 9, 3, 0));
    kill(new Moment("measuring", 1, 0, 0));
    // while the report or the model is written: here it may end before it is killed
    ForkedRun.killed(folder.resolve("forked.yaml"), out, true, new Moment("writing", 1, 15, 0));
    AtomicBoolean resumed = new AtomicBoolean();
    Run.train(
        experiment,
        resuming()
            .listener(event -> {
              if (event instanceof RunEvent.Began began) {
                resumed.set(began.resumed());
              }
            }));
    assertThat(resumed).isTrue();
    assertWhole();
  }

  private void kill(Moment moment) throws IOException, InterruptedException {
    boolean resume = new RunDirectory(out).hasRun();
    assertThat(ForkedRun.killed(folder.resolve("forked.yaml"), out, resume, moment))
        .as("killed at %s", moment)
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, STEPS - 1, STEPS, STEPS + 7, 3 * STEPS - 1})
  void stoppedAndResumed(int steps) {
    RunResult stopped = stopAfter(steps);
    assertThat(stopped.training().ending()).isEqualTo(Training.Ending.INTERRUPTED);
    assertThat(stopped.training().steps()).isEqualTo(steps);
    assertThat(stopped.training().epochs()).hasSize(steps / STEPS);
    assertThat(stopped.model()).doesNotExist();
    assertThat(stopped.report()).doesNotExist();
    assertThat(stopped.directory().metrics()).doesNotExist();
    RunResult resumed = Run.train(experiment, resuming());
    assertThat(resumed.training().ending()).isEqualTo(Training.Ending.COMPLETED);
    assertWhole();
  }

  @Test
  void stoppedAgainAndAgain() {
    stopAfter(3);
    for (int more = 1; more < 3 * STEPS; more += 11) {
      stop(resuming(), more);
    }
    Run.train(experiment, resuming());
    assertWhole();
  }

  @Test
  void whatIsStoppedInTheLastStepIsDone() {
    RunResult result = stopAfter(3 * STEPS);
    assertThat(result.training().ending()).isEqualTo(Training.Ending.COMPLETED);
    assertWhole();
  }

  @Test
  void aRunThatIsDoneStaysAsItIs() {
    SmallRuns.train(experiment, out);
    Run.train(experiment, resuming());
    assertWhole();
  }

  @Test
  void otherSettingsAreRefusedAndNamedAndNothingIsTouched() {
    stopAfter(STEPS + 2);
    Map<String, String> before = files();
    assertThatExceptionOfType(CannotResume.class)
        .isThrownBy(() -> Run.train(experiment.with("training.batch", "8"), resuming()))
        .withMessageContaining(out.toString())
        .withMessageContaining("made with other settings (training.batch was 4, is 8 now)")
        .withMessageContaining("another --out");
    assertThat(files()).isEqualTo(before);
    Run.train(experiment, resuming());
    assertWhole();
  }

  @Test
  void otherSettingsAreRefusedBeforeTheFirstCheckpointToo() throws IOException {
    stopAfter(0);
    Files.delete(out.resolve("checkpoint-1.sluice"));
    Map<String, String> before = files();
    assertThatExceptionOfType(CannotResume.class)
        .isThrownBy(() -> Run.train(experiment.with("seed", "1"), resuming()))
        .withMessageContaining("(seed was 42, is 1 now)");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void otherDataAreRefused() {
    stopAfter(STEPS + 2);
    List<String> rows = SmallRuns.salesRows(SmallRuns.DAYS);
    rows.set(50, rows.get(50).replaceFirst(",[0-9]+", ",77"));
    SmallRuns.write(own.resolve("sales.csv"), rows);
    Map<String, String> before = files();
    assertThatExceptionOfType(CannotResume.class)
        .isThrownBy(() ->
            Run.train(
                experiment.with("data.file", own.resolve("sales.csv").toString()), resuming()))
        .withMessageContaining("made with other data")
        .withMessageContaining("Give it the same data again");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void anotherVersionIsRefused() {
    stopAfter(2);
    CheckpointFiles files = new CheckpointFiles(out);
    CheckpointFiles.Found found = files.newest().orElseThrow();
    found.notes().put("version", "0.0.9");
    files.write(found.checkpoint(), found.notes());
    assertThatExceptionOfType(CannotResume.class)
        .isThrownBy(() -> Run.train(experiment, resuming()))
        .withMessageContaining("made by Sluice 0.0.9 (this is " + Version.get() + ")");
  }

  @Test
  void theOlderCheckpointIsUsedWhenTheNewestIsDamaged() throws IOException {
    stopAfter(2 * STEPS + 5); // checkpoint 3, in the third epoch
    damage(out.resolve("checkpoint-3.sluice"));
    Run.train(experiment, resuming());
    assertWhole();
  }

  @Test
  void aCheckpointThatWasCutIsPassedOverToo() throws IOException {
    stopAfter(2 * STEPS + 5);
    byte[] bytes = SmallRuns.bytes(out.resolve("checkpoint-3.sluice"));
    Files.write(out.resolve("checkpoint-3.sluice"), java.util.Arrays.copyOf(bytes, 1000));
    Run.train(experiment, resuming());
    assertWhole();
  }

  @Test
  void withoutAWholeCheckpointThereIsAnError() throws IOException {
    stopAfter(2 * STEPS + 5);
    damage(out.resolve("checkpoint-3.sluice"));
    damage(out.resolve("checkpoint-2.sluice"));
    assertThatExceptionOfType(BadModelFile.class)
        .isThrownBy(() -> Run.train(experiment, resuming()))
        .withMessageContaining("no checkpoint of this run is whole");
  }

  private static void damage(Path file) throws IOException {
    try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      channel.position(channel.size() / 2).write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    }
  }

  @Test
  void aRunWithoutACheckpointBeginsAgain() throws IOException {
    stopAfter(0);
    Files.delete(out.resolve("checkpoint-1.sluice"));
    Files.writeString(out.resolve("metrics.jsonl"), "{\"epoch\":1,\"trai");
    Run.train(experiment, resuming());
    assertWhole();
  }

  @Test
  void linesOfEpochsThatNoCheckpointKnowsAreCutOff() throws IOException {
    stopAfter(STEPS + 2);
    String later = "{\"epoch\":2,\"training_loss\":0.5}\n{\"epo"; // killed before its checkpoint
    Files.writeString(out.resolve("metrics.jsonl"), later, StandardOpenOption.APPEND);
    Run.train(experiment, resuming());
    assertWhole();
  }

  @Test
  void whatAKilledRunHadNotFinishedWritingIsRemoved() throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve("experiment.yaml.123-1.tmp"), "name: sa");
    SmallRuns.train(experiment, out); // nothing that counts is there yet
    Files.writeString(out.resolve("model.sluice.123-9.tmp"), "half");
    Files.writeString(out.resolve("notes.tmp"), "the user's own");
    Run.train(experiment, resuming());
    assertThat(files()).containsKey("notes.tmp").doesNotContainKey("model.sluice.123-9.tmp");
  }

  @Test
  void aFolderThatIsTakenIsRefused() throws IOException {
    stopAfter(1);
    assertThatExceptionOfType(CannotResume.class)
        .isThrownBy(() -> SmallRuns.train(experiment, out))
        .withMessageContaining(out + " holds a run: add --resume");
    Path taken = Files.createDirectory(own.resolve("taken"));
    Files.writeString(taken.resolve("letter.txt"), "dear reader");
    assertThatExceptionOfType(CannotResume.class)
        .isThrownBy(() -> SmallRuns.train(experiment, taken))
        .withMessageContaining("holds no run: choose another --out");
    assertThatExceptionOfType(CannotResume.class)
        .isThrownBy(() -> Run.train(experiment, Run.Options.fresh().out(taken).resume(true)))
        .withMessageContaining("there is no run to resume in " + taken);
    assertThatExceptionOfType(CannotResume.class)
        .isThrownBy(() ->
            Run.train(experiment, Run.Options.fresh().out(own.resolve("nowhere")).resume(true)))
        .withMessageContaining("there is no run to resume in");
    assertThat(own.resolve("nowhere")).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(own.resolve("file"), "x");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> SmallRuns.train(experiment, file.resolve("run")))
        .withMessageContaining("cannot make the folder " + file.resolve("run"))
        .withMessageContaining("choose another with --out");
    assertThatExceptionOfType(CannotResume.class)
        .isThrownBy(() -> SmallRuns.train(experiment, file))
        .withMessageContaining(file + " is there already");
  }

  @Test
  void runsOfOneNameAreNumbered() throws IOException {
    assertThat(RunDirectory.fresh(own, "a").path()).isEqualTo(own.resolve("a"));
    for (String name : List.of("a", "a-2", "a-3")) {
      Files.createDirectory(own.resolve(name));
      Files.writeString(own.resolve(name).resolve("experiment.yaml"), "x");
    }
    assertThat(RunDirectory.fresh(own, "a").path()).isEqualTo(own.resolve("a-4"));
    assertThat(RunDirectory.latest(own, "a").path()).isEqualTo(own.resolve("a-3"));
    assertThat(RunDirectory.latest(own, "b").path()).isEqualTo(own.resolve("b"));
  }

  private Run.Options resuming() {
    return Run.Options.fresh().out(out).resume(true);
  }

  private RunResult stopAfter(int steps) {
    return stop(Run.Options.fresh().out(out), steps);
  }

  private static RunResult stop(Run.Options options, int steps) {
    return SmallRuns.stop(experiment, options, steps);
  }

  /** The run in the folder is the uninterrupted one to the last bit. */
  private void assertWhole() {
    assertThat(SmallRuns.bytes(out.resolve("model.sluice")))
        .isEqualTo(SmallRuns.bytes(whole.model()));
    assertThat(SmallRuns.losses(out)).isEqualTo(SmallRuns.losses(whole.directory().path()));
    for (String name : List.of("gradients", "gates", "activations", "parameters")) {
      assertThat(SmallRuns.text(out.resolve(name + ".csv")))
          .isEqualTo(SmallRuns.text(whole.directory().path().resolve(name + ".csv")));
    }
    assertThat(figures(out.resolve("metrics.json")))
        .isEqualTo(figures(whole.directory().metrics()));
    assertThat(files().keySet()).noneMatch(name -> name.endsWith(".tmp"));
  }

  private static String figures(Path metrics) {
    return SmallRuns.text(metrics)
        .replaceFirst("\"model\":[^,]*,", "")
        .replaceFirst("\"seconds\":[^,]*,", "");
  }

  private Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(out)) {
      all.filter(Files::isRegularFile)
          .forEach(file ->
              files.put(
                  out.relativize(file).toString(),
                  java.util.HexFormat.of().formatHex(SmallRuns.bytes(file))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}
