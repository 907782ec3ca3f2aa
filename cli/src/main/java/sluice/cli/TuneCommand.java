package sluice.cli;

import java.nio.file.Path;
import java.util.ArrayList;
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

/** {@code sluice tune}: one experiment several times: over seeds, folds, settings or rates. */
@Command(
    name = "tune",
    description =
        "Train an experiment over several seeds and folds, search for its settings, or look for its"
            + " learning rate.",
    footer = {
      "",
      "Example:",
      "  sluice tune examples/weather.yaml --seeds 5",
      "  sluice tune examples/search.yaml --search",
      "  sluice tune examples/weather.yaml --rates",
      "",
      "Every trial is a run of its own in the folder, beside tune.html, tune.json and tune.csv.",
      "Ctrl-C once saves and says how to go on; --resume goes on after a power cut too."
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
      names = "--search",
      description = "Search instead: try the settings that the file names under search.")
  private boolean search;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description = "Of a search: how many trials. Without: search.trials of the file.")
  private @Nullable Integer trials;

  @Option(
      names = "--method",
      paramLabel = "WORD",
      description = "Of a search: random or halving. Without: search.method of the file.")
  private @Nullable String method;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "Trainings at a time. Without: as many as threads. Results are the same.")
  private @Nullable Integer parallel;

  @Option(
      names = "--resume",
      description = "Go on with the trainings in --out, or the latest of that name.")
  private boolean resume;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "The folder. Without: runs/NAME-tune, -search or -rates, with a number if taken.")
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
    check("--parallel", parallel, 1, 1024);
    check("--trials", trials, 1, 10_000);
    boolean several = seeds != null || folds != null;
    refuse(rates && several, "--rates goes without --seeds and --folds: it trains once");
    refuse(rates && search, "--rates and --search are two things: one after the other");
    refuse(rates && (resume || parallel != null), "--rates trains once, for a short time");
    refuse(search && several, "--search goes without --seeds and --folds: take them for best.yaml");
    refuse(!search && (trials != null || method != null), "--trials and --method are for --search");
    if (rates) {
      return new RatesRun(main.console(), json)
          .call(experiment, changes, Optional.ofNullable(out), Optional.ofNullable(threads));
    }
    TuneRun.Request request =
        new TuneRun.Request(
            experiment,
            changes(),
            Optional.ofNullable(seeds),
            Optional.ofNullable(folds),
            Optional.ofNullable(out),
            Optional.ofNullable(threads),
            Optional.ofNullable(parallel),
            resume);
    return search
        ? new SearchRun(main.console(), json).call(request)
        : new TuneRun(main.console(), json).call(request);
  }

  private List<String> changes() {
    List<String> all = new ArrayList<>(changes);
    if (trials != null) {
      all.add("search.trials=" + trials);
    }
    if (method != null) {
      all.add("search.method=" + method);
    }
    return all;
  }

  private void refuse(boolean wrong, String why) {
    if (wrong) {
      throw new ParameterException(spec.commandLine(), why);
    }
  }

  private void check(String name, @Nullable Integer value, int least, int most) {
    if (value != null && (value < least || value > most)) {
      throw new ParameterException(
          spec.commandLine(),
          name + " must be a whole number from " + least + " to " + most + ", was " + value);
    }
  }
}
