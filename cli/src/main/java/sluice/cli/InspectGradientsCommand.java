package sluice.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
import sluice.data.LagTasks;
import sluice.experiment.CellChoice;
import sluice.experiment.GradientStudy;
import sluice.math.Workers;
import sluice.train.Stop;

/** {@code sluice inspect gradients}: how far gradients reach, cell beside cell. */
@Command(
    name = "gradients",
    description =
        "Measure how far the gradient of the last step reaches, of several cells side by side.",
    footer = {
      "",
      "Examples:",
      "  sluice inspect gradients --init default,forget-bias=0,chrono --epochs 0",
      "  sluice inspect gradients examples/births.yaml --cells rnn,gru,lstm --epochs 3",
      "  sluice inspect gradients runs/births",
      "",
      "Leaves one offline page, gradients.html, with every picture and its numbers beside it."
    })
final class InspectGradientsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private InspectCommand inspect;

  @Parameters(
      paramLabel = "EXPERIMENT.yaml|MODEL|RUN",
      arity = "0..1",
      description = "Whose network and data; without, cells on a generated task.")
  private @Nullable Path source;

  @Option(
      names = "--cells",
      paramLabel = "NAMES",
      split = ",",
      description = "Of rnn, irnn, indrnn, gru, lstm. Without: all, or the file's own network.")
  private List<String> cells = List.of();

  @Option(
      names = "--init",
      paramLabel = "WAYS",
      split = ",",
      description = "How they begin: default, forget-bias=NUMBER, chrono, chrono=STEPS.")
  private List<String> inits = List.of("default");

  @Option(
      names = "--task",
      paramLabel = "TASK",
      defaultValue = "adding",
      description = "The generated one: adding, copy or bit.")
  private String task;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "100",
      description = "Steps of the generated task, 2 to 10000. Without: 100.")
  private int steps;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      defaultValue = "64",
      description = "Units of a cell on the generated task, 1 to 4096. Without: 64.")
  private int hidden;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "3",
      description = "Epochs of training before it is measured again, 0 for none. Without: 3.")
  private int epochs;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "42", description = "Without: 42.")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder. Without: runs/gradients, with a number if taken.")
  private @Nullable Path out;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that compute, 1 to 1024. Without: as many as processors.")
  private @Nullable Integer threads;

  @Option(names = "--json", description = "One JSON object on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    check("--steps", steps, 2, 10_000);
    check("--hidden", hidden, 1, 4096);
    check("--epochs", epochs, 0, 100_000);
    if (threads != null) {
      check("--threads", threads, 1, 1024);
      Workers.threads(threads);
    }
    List<String> chosen = cells.isEmpty() && source == null ? CellChoice.CELLS : cells;
    try {
      CellChoice.of(chosen, inits, steps);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    Console console = inspect.console();
    Stop stop = new Stop();
    try (Signals signals = new Signals(stop, console, Runtime.getRuntime()::halt).listen()) {
      signals.stoppable(true);
      return new InspectGradientsRun(console, json)
          .call(
              new GradientStudy.Settings(
                  Optional.ofNullable(source),
                  chosen,
                  inits,
                  kind(),
                  steps,
                  hidden,
                  epochs,
                  seed,
                  stop),
              inspect.folder(out, "gradients"),
              signals);
    }
  }

  private LagTasks.Kind kind() {
    for (LagTasks.Kind kind : LagTasks.Kind.values()) {
      if (kind.name().equalsIgnoreCase(task)) {
        return kind;
      }
    }
    throw new ParameterException(
        spec.commandLine(), "there is no task " + task + "; there are adding, copy, bit");
  }

  private void check(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(),
          String.format(
              Locale.ROOT,
              "%s must be a whole number from %d to %d, was %d",
              name,
              least,
              most,
              value));
    }
  }
}
