package sluice.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code sluice bench}: what this machine can do. */
@Command(
    name = "bench",
    description = {
      "Measure what this machine can do: the peak of multiply-adds, the products of LSTM layers,"
          + " training steps, answers to single requests.",
      "Other work on the machine makes the figures worse."
    },
    footer = {"", "Example:", "  sluice bench"})
final class BenchCommand implements Callable<Integer> {
  private static final int MOST_THREADS = 1024;
  private static final double MOST_SECONDS = 3600;

  @Spec private CommandSpec spec;
  @ParentCommand private Main main;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Measure on one thread and on N. Without: as many as processors.")
  private @Nullable Integer threads;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "20",
      description = "How long to take, about. Without: ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(names = "--json", description = "One JSON object on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    int most = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    if (most < 1 || most > MOST_THREADS) {
      throw new ParameterException(
          spec.commandLine(),
          "--threads must be a whole number from 1 to " + MOST_THREADS + ", was " + threads);
    }
    if (!(seconds > 0 && seconds <= MOST_SECONDS)) {
      throw new ParameterException(
          spec.commandLine(), "--seconds must be above 0 and at most 3600, was " + seconds);
    }
    return new BenchRun(main.console()).run(most, seconds, json);
  }
}
