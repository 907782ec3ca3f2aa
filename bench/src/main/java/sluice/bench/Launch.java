package sluice.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Starts processes one at a time and hears what they tell; a child dies with its parent. */
final class Launch {
  private static final Path OPTIONS = Path.of("cli/src/dist/bin/jvm.options");
  private static final Path NATIVES = Path.of("bench/target/peers/natives");
  private static final int LAST_LINES = 15;

  private volatile @Nullable Process running;
  private volatile boolean ending;

  Launch() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::end));
  }

  /** Which flags the JVM of an engine gets. */
  enum Flags {
    /** Those of the launcher of the command. */
    LAUNCHER,
    /** None but for what must be. */
    DEFAULTS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What a process told.
   *
   * @param line the line that was waited for
   * @param milliseconds from the start of the process until that line
   */
  record Told(String line, double milliseconds) {}

  /** A process failed. */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1;

    private final String why;

    Failed(String why) {
      super(why);
      this.why = why;
    }

    String why() {
      return why;
    }
  }

  /**
   * Runs an engine.
   *
   * @param main its main class
   * @param flags of its JVM
   * @param work what it does
   * @param threads how many may work
   * @param mode how long, see {@link Child}
   */
  Told engine(String main, Flags flags, Workload work, int threads, String mode) throws Failed {
    return java(main, flags, threads, work.name(), String.valueOf(threads), mode);
  }

  /**
   * Runs a main class of this module and returns what follows {@link Child#MARK}.
   *
   * @param main the class
   * @param flags of its JVM
   * @param threads how many may work
   * @param words its arguments
   */
  Told java(String main, Flags flags, int threads, String... words) throws Failed {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (flags == Flags.LAUNCHER) {
      command.add("@" + OPTIONS);
    }
    command.add("--add-modules=jdk.incubator.vector");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dorg.bytedeco.javacpp.cachedir=" + NATIVES.resolve("javacpp").toAbsolutePath());
    command.add(main);
    command.addAll(List.of(words));
    Told told = run(command, threads, line -> line.startsWith(Child.MARK));
    return new Told(told.line().substring(Child.MARK.length()), told.milliseconds());
  }

  /** Runs a command until its end and returns the first line of its output that is wanted. */
  Told run(List<String> command, Predicate<String> wanted) throws Failed {
    return run(command, Runtime.getRuntime().availableProcessors(), wanted);
  }

  private Told run(List<String> command, int threads, Predicate<String> wanted) throws Failed {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    // Not as an option: ONNX Runtime 1.29 dies where the command line is longer than 4 KB.
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put("OMP_NUM_THREADS", String.valueOf(threads)); // Deeplearning4j's BLAS
    builder.environment().put("OPT_OUT_TRACKING", "true"); // DJL would send usage counts
    builder.environment().put("DJL_OFFLINE", "true");
    builder.environment().put("DJL_CACHE_DIR", NATIVES.resolve("djl").toAbsolutePath().toString());
    try {
      Path errors = Files.createTempFile("sluice-bench", ".log");
      try {
        return run(builder.redirectError(Redirect.to(errors.toFile())), wanted, errors);
      } finally {
        Files.deleteIfExists(errors);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failed("interrupted");
    }
  }

  private Told run(ProcessBuilder builder, Predicate<String> wanted, Path errors)
      throws IOException, InterruptedException, Failed {
    long start = System.nanoTime();
    Process process = builder.start();
    running = process;
    if (ending) { // Ctrl-C came before the hook could know of this one
      process.destroyForcibly();
    }
    @Nullable Told told = null;
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (told == null && wanted.test(line)) {
          told = new Told(line, (System.nanoTime() - start) / 1e6);
        }
      }
    }
    int code = process.waitFor();
    running = null;
    if (code != 0 || told == null) {
      throw new Failed(failure(code, Files.readAllLines(errors)));
    }
    return told;
  }

  private static String failure(int code, List<String> errors) {
    List<String> last = errors.subList(Math.max(0, errors.size() - LAST_LINES), errors.size());
    return (code == 0 ? "it did not tell what it should" : "it ended with " + code)
        + "; its last lines:\n    "
        + String.join("\n    ", last);
  }

  private void end() {
    ending = true;
    Process process = running;
    if (process != null) {
      process.destroyForcibly();
    }
  }
}
