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

/** {@code sluice tune}: one experiment several times, over seeds and folds, or over rates. */
@Command(
    name = "tune",
    description =
        "Train an experiment over several seeds and folds, or look for its learning rate.",
    footer = {
      "",
      "Example:",
      "  sluice tune examples/weather.yaml --seeds 5",
      "  sluice tune examples/weather.yaml --rates",
      "",
      "Every trial is a run of its own in the folder, beside tune.json and tune.csv."
    })
final class TuneCommand implements Callable<Integer> {
  private static final int MOST = 1000;

  @Spec private CommandSpec spec;
  @ParentCommand private Main main;

  @Parameters(paramLabel = "EXPERIMENT.yaml", description = "The experiment file.")
  private Path experiment;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Change a key of the file, such as training.epochs=5. May be repeated.")
  private List<String> changes = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Train with the seeds 1 to N. Without: the seed of the file.")
  private @Nullable Integer seeds;

  @Option(
      names = "--folds",
      paramLabel = "K",
      description = "Cross-validate: K parts take their turn as the test. Without: as the file.")
  private @Nullable Integer folds;

  @Option(
      names = "--rates",
      description = "Look for a learning rate instead: train a little while it rises.")
  private boolean rates;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "The folder. Without: runs/NAME-tune or runs/NAME-rates, with a number if taken.")
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
    check("--seeds", seeds, 1, MOST);
    check("--folds", folds, 2, MOST);
    check("--threads", threads, 1, 1024);
    if (rates) {
      if (seeds != null || folds != null) {
        throw new ParameterException(
            spec.commandLine(), "--rates goes without --seeds and --folds: it trains once");
      }
      return new RatesRun(main.console(), json)
          .call(experiment, changes, Optional.ofNullable(out), Optional.ofNullable(threads));
    }
    return new TuneRun(main.console(), json)
        .call(
            new TuneRun.Request(
                experiment,
                changes,
                Optional.ofNullable(seeds),
                Optional.ofNullable(folds),
                Optional.ofNullable(out),
                Optional.ofNullable(threads)));
  }

  private void check(String name, @Nullable Integer value, int least, int most) {
    if (value != null && (value < least || value > most)) {
      throw new ParameterException(
          spec.commandLine(),
          name + " must be a whole number from " + least + " to " + most + ", was " + value);
    }
  }
}
