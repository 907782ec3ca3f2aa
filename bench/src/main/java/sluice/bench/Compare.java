package sluice.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Sluice and a peer on the same work, in turn, A B A B, each time in a process of its own: {@code
 * Compare sluice.bench.LibtorchTraining 2 C2 C5}.
 *
 * <p>Prints for each workload the medians in milliseconds and the ratio peer ∕ Sluice pair by pair,
 * so that a machine whose speed drifts does not bend it.
 */
public final class Compare {
  private static final int PAIRS = 5;

  private Compare() {}

  /** Peer's class, threads, workloads. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    String peer = arguments[0];
    String threads = arguments[1];
    System.out.println("workload  threads  sluice ms  peer ms  peer/sluice (least … most)");
    for (int w = 2; w < arguments.length; w++) {
      List<Double> own = new ArrayList<>();
      List<Double> other = new ArrayList<>();
      List<Double> ratios = new ArrayList<>();
      for (int pair = 0; pair < PAIRS; pair++) {
        own.add(time("sluice.bench.SluiceTraining", arguments[w], threads));
        other.add(time(peer, arguments[w], threads));
        ratios.add(other.getLast() / own.getLast());
      }
      Collections.sort(ratios);
      System.out.printf(
          Locale.ROOT,
          "%-9s %7s %10.2f %8.2f  %.2f (%.2f … %.2f)%n",
          arguments[w],
          threads,
          median(own),
          median(other),
          median(ratios),
          ratios.getFirst(),
          ratios.getLast());
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  /** The last line that a benchmark in a fresh process prints. */
  private static double time(String main, String workload, String threads)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main,
                workload,
                threads)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(main + " " + workload + " ended with " + process.exitValue());
    }
    return Double.parseDouble(output.strip().lines().toList().getLast());
  }
}
