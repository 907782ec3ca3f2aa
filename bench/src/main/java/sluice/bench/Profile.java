package sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./build profile}: where the time of a step goes, from samples of the calling thread's
 * stack. Waiting is looking for the end of another thread's piece; a thread that is parked, or
 * whose stack cannot be read at that moment, gives no sample.
 */
@Command(
    name = "./build profile",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Shows where the time of a step of each workload goes, in per cent.")
final class Profile implements Callable<Integer> {
  private static final Duration PERIOD = Duration.ofMillis(10); // the shortest there is
  private static final String SAMPLE = "jdk.ExecutionSample";

  @Option(
      names = "--workloads",
      split = ",",
      paramLabel = "NAME",
      description = "Of ${COMPLETION-CANDIDATES}. Without: all.")
  private List<Workload> workloads = List.of(Workload.values());

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "Without: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "8",
      description = "Sampled time of a workload, after warm-up. Without: ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(names = "--here", hidden = true, description = "In this process, for the parent.")
  private boolean here;

  /** Samples and leaves. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Profile()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    if (here) {
      System.out.println(Child.MARK + sampled(workloads.getFirst()));
      return 0;
    }
    System.out.println(Share.heading());
    Launch launch = new Launch();
    for (Workload work : workloads) {
      try {
        String[] words = {
          "--here", "--workloads=" + work, "--threads=" + threads, "--seconds=" + seconds
        };
        System.out.println(
            launch.java(Profile.class.getName(), Launch.Flags.LAUNCHER, threads, words).line());
      } catch (Launch.Failed e) {
        System.err.println(work + ": " + e.why());
        return CommandLine.ExitCode.SOFTWARE;
      }
    }
    return 0;
  }

  /** The line of one workload. */
  private String sampled(Workload work) throws IOException {
    try (Engine.Task task = new Sluice().prepare(work, threads)) {
      run(task, Math.max(3, seconds / 2));
      Path file = Files.createTempFile("sluice-profile", ".jfr");
      try (Recording recording = new Recording()) {
        recording.enable(SAMPLE).withPeriod(PERIOD);
        recording.start();
        double[] times = run(task, seconds);
        recording.stop();
        recording.dump(file);
        Arrays.sort(times);
        return Share.row(work.toString(), times[times.length / 2], parts(file));
      } finally {
        Files.deleteIfExists(file);
      }
    }
  }

  private static double[] run(Engine.Task task, double seconds) {
    double[] times = new double[1 << 20];
    int steps = 0;
    long start = System.nanoTime();
    while (steps < times.length && (System.nanoTime() - start) / 1e9 < seconds) {
      long before = System.nanoTime();
      task.step();
      times[steps++] = (System.nanoTime() - before) / 1e6;
    }
    return Arrays.copyOf(times, steps);
  }

  /** Parts of the samples by share. */
  private static double[] parts(Path file) throws IOException {
    double[] parts = new double[Share.values().length];
    String thread = Thread.currentThread().getName();
    int samples = 0;
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      if (event.getEventType().getName().equals(SAMPLE)
          && event.getThread("sampledThread").getJavaName().equals(thread)
          && event.getStackTrace() != null) {
        parts[Share.of(event.getStackTrace().getFrames()).ordinal()]++;
        samples++;
      }
    }
    double whole = Math.max(1, samples);
    return Arrays.stream(parts).map(part -> part / whole).toArray();
  }
}
