package sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Words and exit codes of failures that no tiny run brings about. */
class FailuresTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int tell(Throwable failure, BooleanSupplier trace) {
    return new Failures(console(OutputStream.nullOutputStream()), trace).tell(failure);
  }

  private Console console(OutputStream out) {
    return new Console(InputStream.nullInputStream(), out, err, () -> Terminal.NONE);
  }

  private String said() {
    return err.toString(UTF_8);
  }

  @Test
  void aMistakeOfOursAsksForAReport() {
    assertThat(tell(new IllegalStateException("odd"), () -> false)).isEqualTo(1);
    assertThat(said())
        .isEqualTo(
            "sluice: internal error: java.lang.IllegalStateException: odd; run again with"
                + " --stack-trace and report it, please.\n");
  }

  @Test
  void theStackTraceComesOnlyWhenAskedFor() {
    assertThat(tell(new IllegalStateException("odd"), () -> true)).isEqualTo(1);
    assertThat(said()).contains("\tat sluice.cli.FailuresTest");
    Outcome outcome = Outcome.of("--stack-trace", "train", "none.yaml");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("\tat sluice.");
    assertThat(Outcome.of("train", "none.yaml", "--stack-trace").err()).contains("\tat sluice.");
    assertThat(Outcome.of("train", "none.yaml").err()).doesNotContain("\tat ");
  }

  @Test
  void tooLittleMemoryIsAMatterOfSettingsWithFigures() {
    assertThat(tell(new OutOfMemoryError("Java heap space"), () -> false)).isEqualTo(2);
    assertThat(said())
        .contains("Java heap space", "the heap has at most ", " MB", "training.batch");
  }

  @Test
  void aWrongPropertyIsAMatterOfUsage() {
    var cause = new IllegalArgumentException("-Dsluice.kernels must be auto, was \"fast\"");
    assertThat(tell(new ExceptionInInitializerError(cause), () -> false)).isEqualTo(2);
    assertThat(said()).isEqualTo("sluice: -Dsluice.kernels must be auto, was \"fast\".\n");
  }

  @Test
  void whatCannotBeWrittenHasItsCode() {
    assertThat(tell(new UncheckedIOException("cannot write x", new IOException()), () -> false))
        .isEqualTo(6);
    assertThat(said()).isEqualTo("sluice: cannot write x.\n");
  }

  /** Refuses every byte. */
  private static final class Refusing extends OutputStream {
    private final String why;

    Refusing(String why) {
      this.why = why;
    }

    @Override
    public void write(int b) throws IOException {
      throw new IOException(why);
    }
  }

  @Test
  void aReaderThatLeavesEndsQuietly() {
    assertThat(Main.run(new String[] {"--help"}, console(new Refusing("Broken pipe")))).isZero();
    assertThat(said()).isEmpty();
  }

  @Test
  void standardOutputThatIsFullIsTold() {
    String full = "No space left on device";
    assertThat(Main.run(new String[] {"--version"}, console(new Refusing(full)))).isEqualTo(6);
    assertThat(said()).isEqualTo("sluice: cannot write to standard output: " + full + ".\n");
  }
}
