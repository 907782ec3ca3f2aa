package sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.condition.OS.WINDOWS;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own: signals, pipes, locales and what it loads. */
@Tag("slow")
@DisabledOnOs(WINDOWS)
class ProcessTest {
  private static final int PATIENCE_SECONDS = 120;
  private static final int EPOCHS = 60; // enough to be stopped in the midst of

  @TempDir private Path folder;
  private Samples samples;
  private Path err;
  private Path out;

  @BeforeEach
  void prepare() {
    samples = new Samples(folder);
    err = folder.resolve("err");
    out = folder.resolve("out");
  }

  /** The command, its output going to files. */
  private ProcessBuilder command(String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The quick compiler is enough for so little; the bits are the same with any kernels.
    words.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dsluice.kernels=scalar"));
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), "sluice.cli.Main"));
    words.addAll(List.of(arguments));
    return new ProcessBuilder(words)
        .directory(folder.toFile())
        .redirectError(err.toFile())
        .redirectOutput(out.toFile());
  }

  private static int code(Process process) throws InterruptedException {
    boolean ended = process.waitFor(PATIENCE_SECONDS, SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("it ends by itself").isTrue();
    return process.exitValue();
  }

  private static void await(Process process, BooleanSupplier condition)
      throws InterruptedException {
    long end = System.nanoTime() + SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(process.isAlive()).as("it still runs").isTrue();
      assertThat(System.nanoTime()).as("it gets there in time").isLessThan(end);
      Thread.sleep(5);
    }
  }

  private String said() {
    try {
      return Files.readString(err, UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static void send(String signal, Process process)
      throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid()).start();
    assertThat(kill.waitFor()).isZero();
  }

  private String[] training(int epochs) {
    return new String[] {
      "train",
      samples.forecast(),
      "--out",
      samples.at("run"),
      "--json",
      "--set",
      "training.early_stopping=none",
      "--set",
      "training.epochs=" + epochs
    };
  }

  /** A process that has got as far as to say this. */
  private Process started(String words, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder = command(arguments);
    // A build in the background is started with SIGINT ignored, and so would be its children.
    assumeThat(resetsSignals()).as("env --default-signal").isTrue();
    builder.command().addAll(0, List.of("env", "--default-signal=INT,TERM"));
    builder.environment().put("SLUICE_COMMAND", "./sluice");
    Process process = builder.start();
    await(process, () -> said().contains(words));
    return process;
  }

  private static boolean resetsSignals() throws InterruptedException {
    try {
      return new ProcessBuilder("env", "--default-signal=INT", "true").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private String digestOfResumed() {
    List<String> words = new ArrayList<>(List.of(training(EPOCHS)));
    words.add("--resume");
    Outcome resumed = Outcome.of(words.toArray(String[]::new));
    assertThat(resumed.err()).contains("going on in " + samples.at("run"));
    return resumed.json().get("weights_sha256").asString();
  }

  private String digestOfUndisturbed() {
    String[] words = training(EPOCHS);
    words[3] = samples.at("undisturbed");
    return Outcome.of(words).json().get("weights_sha256").asString();
  }

  @Test
  void controlCFinishesTheStepSavesAndSaysHowToGoOn() throws Exception {
    Process process = started("epoch 1/", training(EPOCHS));
    send("INT", process);
    assertThat(code(process)).isEqualTo(130);
    assertThat(said())
        .contains("sluice: finishing this step, then saving; once more leaves at once.\n")
        .contains("and saved in " + samples.at("run") + ". To go on:\n  ./sluice train ")
        .endsWith(" --resume --json\n");
    assertThat(Files.readString(out)).contains("\"ending\":\"interrupted\"");
    assertThat(folder.resolve("run/model.sluice")).doesNotExist();
    assertThat(digestOfResumed()).isEqualTo(digestOfUndisturbed());
  }

  @Test
  void terminationSavesTooWithItsOwnCode() throws Exception {
    Process process = started("epoch 1/", training(1_000_000));
    send("TERM", process);
    assertThat(code(process)).isEqualTo(143);
    assertThat(said()).contains("and saved in");
    assertThat(folder.resolve("run")).isDirectoryContaining("glob:**/checkpoint-*.sluice");
  }

  @Test
  void aSecondControlCLeavesAtOnce() throws Exception {
    List<String> words = new ArrayList<>(List.of(training(EPOCHS)));
    words.addAll(List.of("--set", "model.layers.0.lstm.hidden=1024")); // steps of many seconds
    Process process = started("training in", words.toArray(String[]::new));
    send("INT", process);
    await(process, () -> said().contains("finishing this step"));
    send("INT", process);
    assertThat(code(process)).isEqualTo(130);
    assertThat(said()).doesNotContain("saved in");
    assertThat(folder.resolve("run/model.sluice")).doesNotExist();
  }

  @Test
  void whatIsKilledGoesOnToTheSameBits() throws Exception {
    Process process = command(training(EPOCHS)).start();
    await(process, () -> Files.exists(folder.resolve("run/checkpoint-3.sluice")));
    process.destroyForcibly();
    assertThat(code(process)).isEqualTo(137);
    assertThat(folder.resolve("run/model.sluice")).doesNotExist();
    assertThat(digestOfResumed()).isEqualTo(digestOfUndisturbed());
  }

  @Test
  void aClosedPipeEndsQuietly() throws Exception {
    Outcome.of("train", samples.classify(), "--out", samples.at("run"));
    List<String> rows = new ArrayList<>(List.of("date,weather,temp"));
    for (int day = 0; day < 3_000; day++) {
      rows.add(Samples.date(day) + ",sun," + day % 7);
    }
    String data = samples.file("many.csv", Samples.text(rows)).toString();
    Process process =
        command("predict", samples.at("run/model.sluice"), "--data", data)
            .redirectOutput(ProcessBuilder.Redirect.PIPE)
            .start();
    try (var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      assertThat(reader.readLine()).startsWith("time,weather");
    }
    assertThat(code(process)).isZero();
    assertThat(said()).doesNotContain("sluice:", "xception");
  }

  @Test
  void aFullDiskIsTold() throws Exception {
    Path full = Path.of("/dev/full");
    assumeThat(full).exists();
    Outcome.of("train", samples.classify(), "--out", samples.at("run"));
    Process process =
        command("predict", samples.at("run/model.sluice"), "--data", samples.at("weather.csv"))
            .redirectOutput(full.toFile())
            .start();
    assertThat(code(process)).isEqualTo(6);
    assertThat(said()).containsOnlyOnce("sluice: cannot write to standard output: ");
  }

  @Test
  void textIsUtf8AndNumbersAreOursWhateverTheLocale() throws Exception {
    ProcessBuilder builder =
        command("train", samples.forecast(), "--out", samples.at("run"), "--threads", "3");
    builder.command().addAll(1, List.of("-Duser.language=de", "-Duser.country=DE"));
    builder.environment().put("LC_ALL", "C");
    assertThat(code(builder.start())).isZero();
    assertThat(Files.readString(out, UTF_8))
        .contains("▸ LSTM 4")
        .containsPattern("MAE \\d+\\.\\d+");
    assertThat(said()).containsPattern("loss 0\\.\\d+");
    assertThat(folder.resolve("run/environment.json")).content().contains("\"threads\":3");
  }

  @Test
  void helpLoadsNothingOfTheEngine() throws Exception {
    ProcessBuilder builder = command("--help");
    Path classes = folder.resolve("classes");
    builder.command().add(1, "-Xlog:class+load:file=" + classes);
    assertThat(code(builder.start())).isZero();
    assertThat(Files.readString(classes))
        .contains(" sluice.cli.Main ")
        .doesNotContain("tools.jackson", "de.siegmar", "sluice.kernel", "sluice.nn", "org.jline");
  }
}
