package sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./build bench}: Sluice and other engines on the same work, in turn, A B A B. */
@Command(
    name = "./build bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Times Sluice and other engines on the same work, in turn, each in a process of its own.",
      "Leave the machine alone meanwhile: a run in which other work or the host took more than a"
          + " tenth of a core is not valid, is marked, and makes the exit code 1."
    })
final class Bench implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--peers",
      split = ",",
      paramLabel = "NAME",
      description = "Of ${COMPLETION-CANDIDATES}. Without: all.")
  private List<Peer> peers = List.of(Peer.values());

  @Option(
      names = "--workloads",
      split = ",",
      paramLabel = "NAME",
      description = "Of ${COMPLETION-CANDIDATES}. Without: all.")
  private List<Workload> workloads = List.of(Workload.values());

  @Option(
      names = "--threads",
      split = ",",
      paramLabel = "N",
      description = "Threads of each engine. Without: 2,1.")
  private List<Integer> threads = List.of(2, 1);

  @Option(
      names = "--pairs",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often each comparison is made. Without: ${DEFAULT-VALUE}.")
  private int pairs;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "2",
      description = "Measured time of a process, after warm-up. Without: ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      defaultValue = "bench/target/bench",
      description = "Where table and figures are left. Without: ${DEFAULT-VALUE}.")
  private Path out;

  private final Launch launch = new Launch();

  /** Runs the comparison and leaves with its exit code. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Bench())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpWidth(100)
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    if (pairs < 1 || !(seconds > 0) || threads.stream().anyMatch(n -> n < 1)) {
      throw new ParameterException(
          spec.commandLine(), "--pairs, --seconds and --threads must be above 0");
    }
    Files.createDirectories(out);
    if (!ready()) {
      return CommandLine.ExitCode.SOFTWARE;
    }
    List<Comparison> comparisons = new ArrayList<>();
    System.out.println(Table.HEADING);
    for (Workload work : workloads) {
      for (int n : threads) {
        for (Peer peer : peers) {
          if (peer.does(work, n)) {
            Comparison comparison = compare(work, n, peer);
            System.out.println(Table.row(comparison));
            comparisons.add(comparison);
          }
        }
      }
    }
    Files.writeString(out.resolve("bench.txt"), Table.of(comparisons));
    Files.writeString(out.resolve("bench.json"), Json.page(comparisons));
    System.out.println();
    System.out.println(out.resolve("bench.txt") + ", " + out.resolve("bench.json"));
    return comparisons.stream().allMatch(Comparison::valid) ? 0 : CommandLine.ExitCode.SOFTWARE;
  }

  /**
   * Lets every engine do one small thing: whatever has to be unpacked is so before a clock runs.
   */
  private boolean ready() {
    List<String> mains = new ArrayList<>(List.of(Peer.SLUICE));
    peers.forEach(peer -> mains.add(peer.main()));
    boolean ready = true;
    for (String main : mains) {
      try {
        launch.run(main, Launch.Flags.LAUNCHER, Workload.I1.name(), "1", Child.FIRST);
      } catch (Launch.Failed e) {
        System.err.println(main + " does not run here: " + e.why());
        ready = false;
      }
    }
    return ready;
  }

  private Comparison compare(Workload work, int n, Peer peer) {
    List<Comparison.Pair> measured = new ArrayList<>();
    try {
      for (int pair = 0; pair < pairs; pair++) {
        measured.add(
            new Comparison.Pair(measure(Peer.SLUICE, work, n), measure(peer.main(), work, n)));
      }
      return new Comparison(work, n, peer, measured, Optional.empty());
    } catch (Launch.Failed e) {
      return new Comparison(work, n, peer, List.of(), Optional.of(e.why()));
    }
  }

  private Figures measure(String main, Workload work, int n) throws Launch.Failed {
    String told =
        launch.run(
            main, Launch.Flags.LAUNCHER, work.name(), String.valueOf(n), String.valueOf(seconds));
    return Json.read(told, Figures.class);
  }
}
