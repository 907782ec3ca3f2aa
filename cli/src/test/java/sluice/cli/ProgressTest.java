package sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.experiment.Experiment;
import sluice.experiment.Plan;
import sluice.experiment.Run;
import sluice.experiment.RunEvent;
import sluice.inspect.Finding;
import sluice.inspect.Notice;
import sluice.train.Epoch;
import sluice.train.TrainEvent;

/** Progress into a pipe and on a terminal. */
class ProgressTest {
  private static final int EPOCHS = 500;

  @TempDir private Path folder;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final AtomicLong clock = new AtomicLong();
  private Plan plan;

  @BeforeEach
  void plan() {
    Path file = Path.of(new Samples(folder).forecast());
    plan = Run.plan(Experiment.read(file, List.of("training.epochs=" + EPOCHS)));
  }

  private Console console(Terminal terminal) {
    return new Console(
        InputStream.nullInputStream(), OutputStream.nullOutputStream(), err, () -> terminal);
  }

  /** Epochs of one step, one a second. */
  private void train(Progress progress, int epochs) {
    progress.accept(new RunEvent.Phase("reading data"));
    progress.accept(new RunEvent.Phase("training"));
    progress.accept(new RunEvent.Began(Path.of("runs", "sales"), plan, false));
    for (int epoch = 1; epoch <= epochs; epoch++) {
      clock.addAndGet(1_000_000_000L);
      progress.accept(new RunEvent.Trained(new TrainEvent.StepDone(epoch, 1, 1, 0.5, 1, 0.01, 47)));
      progress.accept(
          new RunEvent.Trained(
              new TrainEvent.EpochDone(new Epoch(epoch, 0.5, 0.6, true, 0.01, 1, 0, 1))));
    }
    progress.accept(new RunEvent.Phase("measuring"));
    progress.close();
  }

  @Test
  void aPipeGetsAFewLinesAMinute() {
    train(new LineProgress(console(Terminal.NONE), clock::get), 121);
    List<String> lines = err.toString(UTF_8).lines().toList();
    assertThat(lines).hasSizeBetween(8, 14); // of two minutes
    assertThat(lines.getFirst()).isEqualTo("reading data");
    assertThat(lines.get(1))
        .isEqualTo("training in runs/sales: at most 500 epochs of 1 step, 117 parameters");
    assertThat(lines.get(2)).startsWith("epoch 1/500, ");
    assertThat(lines.get(lines.size() - 2)).startsWith("epoch 121/500, ");
    assertThat(lines.getLast()).isEqualTo("measuring");
    assertThat(err.toString(UTF_8)).doesNotContain("\r");
  }

  @Test
  void aNoticeIsALineAndWhatToTryBelow() {
    Finding finding =
        new Finding(
            Finding.Kind.CLIPPED,
            Finding.Severity.MILD,
            "Always.",
            List.of(new Finding.Figure("norm", 3)),
            List.of("this", "that"));
    RunEvent.Noticed noticed = new RunEvent.Noticed(new Notice(1401, finding));
    String text = "notice  step 1,401: Clipped at every step. Always.\n        Try: this; that.\n";
    new LineProgress(console(Terminal.NONE), clock::get).accept(noticed);
    assertThat(err.toString(UTF_8)).isEqualTo(text);
    new BarProgress(console(new Terminal(true, 100)), new Terminal(true, 100)).accept(noticed);
    assertThat(err.toString(UTF_8)).isEqualTo(text + text);
  }

  @Test
  void aTerminalGetsALineThatIsRedrawnAndGivesWay() {
    Console console = console(new Terminal(true, 100));
    try (Progress progress = Progress.on(console)) {
      assertThat(progress).isInstanceOf(BarProgress.class);
      train(progress, 3);
      console.say("a warning");
    }
    String drawn = err.toString(UTF_8);
    assertThat(drawn).contains("\rreading data …", "\repoch ", "░", "training in runs/sales");
    assertThat(drawn).contains("epoch 3/500, step 1/1, loss 0.500, validation 0.600");
    String last = drawn.substring(drawn.lastIndexOf('\r') + 1);
    assertThat(last).as("nothing is left of the status line").isEqualTo("a warning\n");
    for (String line : drawn.split("[\r\n]", -1)) {
      if (line.contains("░")) {
        assertThat(line.strip().length()).isLessThan(100);
      }
    }
  }

  @Test
  void aMessageGoesAboveTheStatusLine() {
    Console console = console(new Terminal(true, 100));
    console.status("half way");
    console.say("a warning");
    console.status("done");
    console.status("");
    assertThat(err.toString(UTF_8))
        .isEqualTo("\rhalf way\r        \ra warning\n\rhalf way\rdone    \r    \r");
  }

  @Test
  void theSystemTellsTheWidth() {
    assertThat(Terminal.parse("24 132\n")).isEqualTo(new Terminal(true, 132));
    assertThat(Terminal.parse("0 0\n")).isEqualTo(new Terminal(true, 80));
    assertThat(Terminal.parse("")).isEqualTo(Terminal.NONE);
    assertThat(Terminal.parse("stty: what?")).isEqualTo(Terminal.NONE);
  }
}
