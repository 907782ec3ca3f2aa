package sluice.experiment;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A search in a JVM of its own, which can be killed. */
final class ForkedSearch {
  private ForkedSearch() {}

  /**
   * Searches; prints a line for each training that is done.
   *
   * @param args experiment, folder, whether to resume
   */
  public static void main(String[] args) {
    Search.run(
        Experiment.read(Path.of(args[0]), List.of()),
        Search.Options.fresh()
            .out(Path.of(args[1]))
            .resume(Boolean.parseBoolean(args[2]))
            .listener(trial -> ForkedRun.print(trial.name())));
  }

  /** Runs, and is killed without a chance to tidy up once so many lines were printed. */
  static void killed(Path experiment, Path out, int lines)
      throws IOException, InterruptedException {
    boolean resume = out.resolve("tune.yaml").toFile().exists();
    Process process =
        ForkedRun.start(
            ForkedSearch.class,
            List.of(),
            List.of(experiment.toString(), out.toString(), Boolean.toString(resume)));
    try (BufferedReader printed = process.inputReader(StandardCharsets.UTF_8)) {
      for (int line = 0; line < lines; line++) {
        printed.readLine();
      }
      process.destroyForcibly().waitFor();
    }
  }
}
