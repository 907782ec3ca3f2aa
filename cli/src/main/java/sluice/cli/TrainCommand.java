package sluice.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code sluice train}: an experiment file in, a run directory out. */
@Command(
    name = "train",
    description = "Train a network as an experiment file says, and measure it beside baselines.",
    footer = {
      "",
      "Example:",
      "  sluice train examples/births.yaml --set training.epochs=5 --out runs/short",
      "",
      "Ctrl-C once finishes the step, saves and says how to go on; twice leaves at once."
    })
final class TrainCommand implements Callable<Integer> {
  private static final int MOST_THREADS = 1024;

  @Spec private CommandSpec spec;
  @ParentCommand private Main main;

  @Parameters(
      paramLabel = "EXPERIMENT.yaml",
      arity = "0..1",
      description = "The experiment file; or --preset.")
  private @Nullable Path experiment;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description =
          "A published recipe instead of a file: d2l-lstm, ptb-small, ptb-medium, awd-lstm-ptb or"
              + " char-shakespeare, with --set data.file=TEXT.")
  private @Nullable String preset;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Change a key of the file, such as training.epochs=5. May be repeated.")
  private List<String> changes = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run's folder. Without: runs/NAME, or runs/NAME-2 … where that is taken.")
  private @Nullable Path out;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that compute, 1 to 1024. Without: as many as processors.")
  private @Nullable Integer threads;

  @Option(
      names = "--resume",
      description = "Go on from the newest checkpoint of --out, or of the latest run of that name.")
  private boolean resume;

  @Option(
      names = "--dry-run",
      description = "Show settings, columns, first window, shapes and memory; train nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "One JSON object on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    if (threads != null && (threads < 1 || threads > MOST_THREADS)) {
      throw new ParameterException(
          spec.commandLine(),
          "--threads must be a whole number from 1 to " + MOST_THREADS + ", was " + threads);
    }
    if ((experiment == null) == (preset == null)) {
      throw new ParameterException(
          spec.commandLine(), "give an experiment file, or a recipe with --preset");
    }
    return new TrainRun(
            main.console(),
            new TrainRun.Request(
                Optional.ofNullable(experiment),
                Optional.ofNullable(preset),
                changes,
                Optional.ofNullable(out),
                Optional.ofNullable(threads),
                resume,
                dryRun,
                json))
        .call();
  }
}
