package sluice.experiment;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import sluice.math.Workers;
import sluice.train.TrainEvent;

/** A run in a JVM of its own, which can have other settings and can be killed. */
final class ForkedRun {
  private static final String STEP = "step";

  private ForkedRun() {}

  /**
   * When a run is killed.
   *
   * @param line what it prints
   * @param times how often it has printed that
   * @param later milliseconds from then on
   * @param pause milliseconds that it waits after each step
   */
  record Moment(String line, int times, long later, long pause) {}

  /**
   * Trains; prints a line for each phase and step, and at the end threads, kernels and digest.
   *
   * @param args experiment, folder, whether to resume, milliseconds to wait after each step
   */
  public static void main(String[] args) {
    long pause = Long.parseLong(args[3]);
    Run.Options options =
        Run.Options.fresh()
            .out(Path.of(args[1]))
            .resume(Boolean.parseBoolean(args[2]))
            .listener(event -> {
              switch (event) {
                case RunEvent.Phase(String name) -> print(name);
                case RunEvent.Trained(TrainEvent.StepDone _) -> {
                  print(STEP);
                  sleep(pause);
                }
                case RunEvent.Trained _,
                    RunEvent.Began _,
                    RunEvent.Chosen _,
                    RunEvent.Member _,
                    RunEvent.Recorded _,
                    RunEvent.Noticed _ -> {}
              }
            });
    RunResult result = Run.train(Experiment.read(Path.of(args[0]), List.of()), options);
    print(Workers.shared().threads() + " " + result.kernels() + " " + result.weightsSha256());
  }

  static void print(String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    System.out.write(bytes, 0, bytes.length);
    System.out.flush();
  }

  private static void sleep(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs to the end; returns the last line. */
  static String whole(Path experiment, Path out, boolean resume, String... options)
      throws IOException, InterruptedException {
    Process process = start(experiment, out, resume, 0, options);
    List<String> lines = process.inputReader(StandardCharsets.UTF_8).readAllLines();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("the run failed after " + lines);
    }
    return lines.getLast();
  }

  /**
   * Runs, and is killed with no chance to tidy up; returns whether it had not ended before.
   *
   * @param resume whether it goes on with what is there
   */
  static boolean killed(Path experiment, Path out, boolean resume, Moment moment)
      throws IOException, InterruptedException {
    Process process = start(experiment, out, resume, moment.pause);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      int seen = 0;
      String next = lines.readLine();
      while (next != null && seen < moment.times) {
        seen += next.equals(moment.line) ? 1 : 0;
        next = seen < moment.times ? lines.readLine() : next;
      }
      boolean ended = next != null && process.waitFor(moment.later, TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      return next != null && !ended;
    }
  }

  private static Process start(
      Path experiment, Path out, boolean resume, long pause, String... options) throws IOException {
    return start(
        ForkedRun.class,
        List.of(options),
        List.of(
            experiment.toString(), out.toString(), Boolean.toString(resume), Long.toString(pause)));
  }

  /** A JVM with the classes of this one. */
  static Process start(Class<?> main, List<String> options, List<String> args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Dsluice.kernels=scalar", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), main.getName()));
    command.addAll(args);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** All classes of this JVM, wherever it has them from. */
  private static String classPath() {
    List<String> places = new ArrayList<>(List.of(folderOf(Run.class), folderOf(ForkedRun.class)));
    for (String property : List.of("java.class.path", "jdk.module.path")) {
      String path = System.getProperty(property, "");
      if (!path.isEmpty()) {
        places.add(path);
      }
    }
    return String.join(File.pathSeparator, places);
  }

  /** The folder or jar that a class was read from, on the module path too. */
  private static String folderOf(Class<?> type) {
    String name = '/' + type.getName().replace('.', '/') + ".class";
    String url = Objects.requireNonNull(type.getResource(name)).toString();
    String place = url.substring(0, url.length() - name.length());
    if (place.startsWith("jar:")) {
      place = place.substring("jar:".length(), place.length() - "!".length());
    }
    try {
      return Path.of(new URI(place)).toString();
    } catch (URISyntaxException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
