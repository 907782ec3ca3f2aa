package sluice.bench;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sluice.kernel.Kernels;

/**
 * {@code ./build kernels}: every kernel against the peak of this machine, and that against what is
 * stored.
 *
 * <p>The ratio of a product is its floating-point operations over those of {@link PeakBench} in the
 * same time; that of all else is the elements done in the time of one vector operation at the peak.
 * Time is that of the processor, and the best iteration counts, as other work can only slow it
 * down; what falls short is measured once more.
 */
@Command(
    name = "./build kernels",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures every kernel as a ratio to the peak of one core, some three minutes, and fails when"
          + " one is more than a quarter below what is stored for vectors as wide.",
      "Leave the machine alone meanwhile."
    })
final class KernelCheck implements Callable<Integer> {
  /** What a kernel may lose before it counts. */
  private static final double LOSS = 0.25;

  private static final List<Class<?>> ALL =
      List.of(
          KernelBench.class,
          TransposedBench.class,
          PackingBench.class,
          GateBench.class,
          ElementBench.class);

  @Option(
      names = "--store",
      description = "Keep the ratios as the ones to reach, the better of two rounds.")
  private boolean store;

  @Option(
      names = "--avx2",
      description = "With 256 bits and 16 registers on a machine that has more (x86-64).")
  private boolean avx2;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      defaultValue = "bench/kernels.csv",
      description = "The stored ratios. Without: ${DEFAULT-VALUE}.")
  private Path file;

  /** Runs the check and leaves with its exit code. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new KernelCheck()).setUsageHelpWidth(100).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, RunnerException {
    Ratios stored = Ratios.read(file);
    int lanes = avx2 ? 8 : Kernels.get().lanes();
    int bits = lanes * Float.SIZE;
    Map<String, Double> measured = measure(List.of(pattern(".*")), lanes);
    Map<String, Double> low = stored.below(bits, measured, 1 - LOSS);
    if (store || !low.isEmpty()) {
      Map<String, Double> again = store ? measured : low;
      System.out.println("once more: " + String.join(", ", again.keySet()));
      measure(
              again.keySet().stream()
                  .map(name -> pattern(name.replaceAll(" .*", "")))
                  .distinct()
                  .toList(),
              lanes)
          .forEach((name, ratio) -> measured.merge(name, ratio, Math::max));
      low = stored.below(bits, measured, 1 - LOSS);
    }
    for (Map.Entry<String, Double> kernel : measured.entrySet()) {
      System.out.println(line(kernel.getKey(), kernel.getValue(), bits, stored));
    }
    if (store) {
      Files.writeString(file, stored.with(bits, measured).text());
      System.out.println("stored in " + file + " for " + bits + " bits");
      return CommandLine.ExitCode.OK;
    }
    for (Map.Entry<String, Double> kernel : low.entrySet()) {
      System.err.println(
          "more than a quarter lost: " + line(kernel.getKey(), kernel.getValue(), bits, stored));
    }
    return low.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  /** Finds benchmarks of kernels by the name of a method. */
  private static String pattern(String method) {
    return ALL.stream().map(Class::getSimpleName).collect(Collectors.joining("|", "\\.(", ")\\."))
        + method
        + "$";
  }

  private static String line(String name, double ratio, int bits, Ratios stored) {
    String before = stored.of(bits, name).map(value -> ", stored " + value).orElse(", not stored");
    return String.format(Locale.ROOT, "%-32s %6.3f%s", name, ratio, before);
  }

  /** Returns the ratio of every kernel whose benchmark one of the patterns finds. */
  private Map<String, Double> measure(List<String> patterns, int lanes) throws RunnerException {
    double peak = peak();
    Collection<RunResult> results = run(patterns);
    peak = Math.max(peak, peak());
    System.out.printf(
        Locale.ROOT, "%d bits, peak of one core %.1f GFLOP/s%n", lanes * Float.SIZE, peak);
    Map<String, Double> ratios = new TreeMap<>();
    for (RunResult result : results) {
      BenchmarkParams parameters = result.getParams();
      String benchmark = parameters.getBenchmark();

      String method = benchmark.substring(benchmark.lastIndexOf('.') + 1);
      boolean product = method.toLowerCase(Locale.ROOT).endsWith("product");
      String size =
          String.join(" ", parameters.getParamsKeys().stream().map(parameters::getParam).toList());
      ratios.put(method + " " + size, best(result) / (product ? peak : peak / (2 * lanes)));
    }
    return ratios;
  }

  private double peak() throws RunnerException {
    return best(run(List.of(Pattern.quote(PeakBench.class.getName()))).iterator().next());
  }

  /** Returns billions a second of processor time in the best iteration. */
  private static double best(RunResult result) {
    double best = 0;
    for (BenchmarkResult fork : result.getBenchmarkResults()) {
      for (IterationResult iteration : fork.getIterationResults()) {
        best = Math.max(best, score(iteration, "billions") / score(iteration, "processorSeconds"));
      }
    }
    return best;
  }

  private static double score(IterationResult iteration, String counter) {
    return requireNonNull(iteration.getSecondaryResults().get(counter)).getScore();
  }

  private Collection<RunResult> run(List<String> patterns) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .forks(1)
            .warmupIterations(3)
            .warmupTime(TimeValue.milliseconds(400))
            .measurementIterations(4)
            .measurementTime(TimeValue.milliseconds(200))
            .verbosity(VerboseMode.SILENT);
    patterns.forEach(options::include);
    List<String> flags = new ArrayList<>();
    flags.add("-Xbatch"); // on a busy machine what the compiler makes beside us comes too late
    flags.add("--sun-misc-unsafe-memory-access=allow"); // JMH's, which warns of it
    if (avx2) {
      flags.add("-XX:UseAVX=2");
    }
    options.jvmArgs(flags.toArray(String[]::new));
    return new Runner(options.build()).run();
  }
}
