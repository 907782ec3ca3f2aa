package sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
      "Leave the machine alone meanwhile: where other work or the host took more than a tenth of a"
          + " core, a comparison is not valid, is marked, and makes the exit code 1.",
      "With C2 and I1 among the workloads their peak memory is told also for the JVM's default"
          + " flags, with I1 the time from the start of a process to its first result."
    })
final class Bench implements Callable<Integer> {
  private static final String SHORT = "0.5"; // seconds, where only memory is asked for
  private static final int TRIES = 3;

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
      description = "Threads of each engine. Without: 2,1; dl4j on 2 alone.")
  private List<Integer> threads = List.of();

  @Option(
      names = "--pairs",
      paramLabel = "N",
      description = "How often each comparison is made. Without: 3; dl4j and textbook once.")
  private @Nullable Integer pairs;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "1.5",
      description = "Measured time of a process, after warm-up. Without: ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      defaultValue = "bench/target/bench",
      description =
          "Where the figures are left as text, JSON and Markdown. Without:" + " ${DEFAULT-VALUE}.")
  private Path out;

  @Option(names = "--markdown", description = "Print the tables in Markdown at the end.")
  private boolean markdown;

  private final Launch launch = new Launch();
  private boolean failed;

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
    if ((pairs != null && pairs < 1) || !(seconds > 0) || threads.stream().anyMatch(n -> n < 1)) {
      throw new ParameterException(
          spec.commandLine(), "--pairs, --seconds and --threads must be above 0");
    }
    Files.createDirectories(out);
    Optional<PredictCommand> predict = ready();
    if (failed) {
      return CommandLine.ExitCode.SOFTWARE;
    }
    List<Comparison> comparisons = comparisons();
    List<Results.Memory> memories = new ArrayList<>();
    for (Workload work : List.of(Workload.C2, Workload.I1)) {
      if (workloads.contains(work)) {
        memories.addAll(memories(work, comparisons));
      }
    }
    List<Results.Start> starts = predict.isPresent() ? starts(predict.get()) : List.of();
    Results results = new Results(Results.Place.here(), comparisons, starts, memories);
    System.out.print(Table.rest(results));
    Files.writeString(out.resolve("bench.txt"), Table.of(results));
    Files.writeString(out.resolve("bench.json"), Json.page(results));
    Files.writeString(out.resolve("bench.md"), Markdown.of(results));
    if (markdown) {
      System.out.println("\n" + Markdown.of(results));
    }
    System.out.println("\n" + out.resolve("bench.txt") + ", bench.json, bench.md");
    return results.valid() && !failed ? 0 : CommandLine.ExitCode.SOFTWARE;
  }

  /**
   * Lets every engine do one small thing, so that whatever has to be unpacked is so before a clock
   * runs; and makes the model of the predict command, where it is to be timed.
   */
  private Optional<PredictCommand> ready() throws IOException {
    for (String main : mains()) {
      attempt(main, () -> launch.engine(main, Launch.Flags.LAUNCHER, Workload.I1, 1, Child.FIRST));
    }
    if (!workloads.contains(Workload.I1)) {
      return Optional.empty();
    }
    Path folder = Files.createTempDirectory(out.toAbsolutePath(), "predict");
    return attempt("sluice train", () -> new PredictCommand(launch, folder));
  }

  private List<String> mains() {
    List<String> mains = new ArrayList<>(List.of(Peer.SLUICE));
    peers.forEach(peer -> mains.add(peer.main()));
    return mains;
  }

  private List<Comparison> comparisons() {
    List<Comparison> comparisons = new ArrayList<>();
    System.out.println(Table.HEADING);
    for (Workload work : workloads) {
      for (int n : threads()) {
        for (Peer peer : peers) {
          if (wanted(peer, n) && peer.obstacle(work, n).isEmpty()) {
            Comparison comparison = compare(work, n, peer);
            System.out.println(Table.row(comparison));
            comparisons.add(comparison);
          }
        }
      }
    }
    return comparisons;
  }

  private List<Integer> threads() {
    return threads.isEmpty() ? List.of(2, 1) : threads;
  }

  private boolean wanted(Peer peer, int n) {
    return !threads.isEmpty() || peer != Peer.DL4J || n == threads().getFirst();
  }

  private int pairs(Peer peer) {
    return pairs != null ? pairs : peer.slow() ? 1 : TRIES;
  }

  private Comparison compare(Workload work, int n, Peer peer) {
    List<Comparison.Pair> measured = new ArrayList<>();
    try {
      for (int pair = 0; pair < pairs(peer); pair++) {
        measured.add(
            new Comparison.Pair(measure(Peer.SLUICE, work, n), measure(peer.main(), work, n)));
      }
      return new Comparison(work, n, peer, measured, Optional.empty());
    } catch (Launch.Failed e) {
      return new Comparison(work, n, peer, List.of(), Optional.of(e.why()));
    }
  }

  private Figures measure(String main, Workload work, int n) throws Launch.Failed {
    return Json.read(
        launch.engine(main, Launch.Flags.LAUNCHER, work, n, String.valueOf(seconds)).line(),
        Figures.class);
  }

  /** With the launcher's flags and with the JVM's own. */
  private List<Results.Memory> memories(Workload work, List<Comparison> comparisons) {
    List<Results.Memory> memories = new ArrayList<>();
    int n = threads().getFirst();
    for (Launch.Flags flags : Launch.Flags.values()) {
      for (String main : mains()) {
        // An engine that compares has been heard already, for longer.
        Optional<Long> heard =
            flags == Launch.Flags.LAUNCHER
                ? comparisons.stream().flatMap(c -> c.peak(main, work, n)).max(Long::compare)
                : Optional.empty();
        if (can(main, work, n)) {
          heard
              .or(() -> attempt(main, () -> peak(main, flags, work, n)))
              .ifPresent(bytes ->
                  memories.add(new Results.Memory(named(main), work, n, flags.toString(), bytes)));
        }
      }
    }
    return memories;
  }

  private boolean can(String main, Workload work, int n) {
    return peers.stream()
        .allMatch(peer -> !peer.main().equals(main) || peer.obstacle(work, n).isEmpty());
  }

  private long peak(String main, Launch.Flags flags, Workload work, int n) throws Launch.Failed {
    return Json.read(launch.engine(main, flags, work, n, SHORT).line(), Figures.class).peakBytes();
  }

  private List<Results.Start> starts(PredictCommand predict) {
    List<Results.Start> starts = new ArrayList<>();
    for (Launch.Flags flags : Launch.Flags.values()) {
      for (String main : mains()) {
        int n = can(main, Workload.I1, threads().getFirst()) ? threads().getFirst() : 1;
        starts.add(
            start(
                named(main),
                flags.toString(),
                () -> launch.engine(main, flags, Workload.I1, n, Child.FIRST).milliseconds()));
      }
    }
    starts.add(start("sluice predict", Launch.Flags.LAUNCHER.toString(), predict::first));
    return starts;
  }

  private Results.Start start(String what, String flags, Attempt<Double> attempt) {
    List<Double> tries = new ArrayList<>();
    for (int once = 0; once < (pairs != null ? pairs : TRIES); once++) {
      attempt(what, attempt).ifPresent(tries::add);
    }
    return new Results.Start(what, flags, tries);
  }

  private String named(String main) {
    return peers.stream()
        .filter(peer -> peer.main().equals(main))
        .map(Peer::toString)
        .findFirst()
        .orElse("sluice");
  }

  private interface Attempt<T> {
    T run() throws Launch.Failed;
  }

  /** What it gives; or nothing, and the failure is told and makes the exit code. */
  private <T> Optional<T> attempt(String what, Attempt<T> attempt) {
    try {
      return Optional.of(attempt.run());
    } catch (Launch.Failed e) {
      System.err.println(what + " does not run here: " + e.why());
      failed = true;
      return Optional.empty();
    }
  }
}
