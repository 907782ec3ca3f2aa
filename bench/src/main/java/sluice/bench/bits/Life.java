package sluice.bench.bits;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One process that trains, from its start to its end or to its violent death. */
final class Life {
  private final Process process;
  private final List<String> lines = new ArrayList<>();

  private Life(Process process) {
    this.process = process;
  }

  /** Starts a JVM of its own with options, on works by name. */
  static Life start(List<String> options, Path folder, int saveSeconds, List<String> works)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(TrainHere.class.getName(), folder.toString()));
    command.add(Integer.toString(saveSeconds));
    command.addAll(works);
    return new Life(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** Waits for the end; whether it was a good one. */
  boolean ends() throws IOException, InterruptedException {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      output.lines().forEach(lines::add);
    }
    return process.waitFor() == 0;
  }

  /** Kills it, with no chance to tidy up, so many steps and milliseconds from now. */
  void killAfter(int steps, int milliseconds) throws IOException, InterruptedException {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      int seen = 0;
      String line = output.readLine();
      while (line != null) {
        lines.add(line);
        seen += line.equals(TrainHere.STEP) ? 1 : 0;
        line = seen < steps ? output.readLine() : null;
      }
      process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor(); // kill -9
    }
  }

  /** What it printed, its errors among it. */
  List<String> lines() {
    return lines;
  }
}
