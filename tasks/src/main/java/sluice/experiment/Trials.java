package sluice.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import sluice.metric.Metric;
import sluice.metric.Score;
import sluice.report.ReportData;
import sluice.train.Stop;
import sluice.train.Training;

/**
 * One experiment trained several times, over seeds and over the folds of its data: how much its
 * figures hang on chance.
 *
 * <p>A trial is a run like any other, in a folder of its own, and can be had again from its {@code
 * experiment.yaml}: a seed draws the initial weights, the order of batches and, unless {@code
 * split.seed} is set, the split.
 */
public final class Trials {
  private static final Path RUNS = Path.of("runs");

  private final Experiment experiment;
  private final Options options;

  private Trials(Experiment experiment, Options options) {
    this.experiment = experiment;
    this.options = options;
  }

  /**
   * How often to train.
   *
   * @param seeds so many, 1, 2, …; 0 for the experiment's own
   * @param folds parts of the data that take their turn as the test; 0 for the experiment's own cut
   * @param out the folder for all runs; without, {@code runs/NAME-tune}, or another where that is
   *     taken
   * @param listener hears of each trial when it is done
   * @param stop asks for the end between steps
   */
  public record Options(
      int seeds, int folds, Optional<Path> out, Consumer<Trial> listener, Stop stop) {
    /** Checks the counts. */
    public Options {
      if (seeds < 0 || folds < 0 || folds == 1) {
        throw new IllegalArgumentException(
            "seeds must be at least 1 and folds at least 2, were " + seeds + " and " + folds);
      }
    }

    /** The experiment's own seed and cut, and nobody who listens. */
    public static Options once() {
      return new Options(0, 0, Optional.empty(), trial -> {}, new Stop());
    }

    /** The same with so many seeds. */
    public Options seeds(int value) {
      return new Options(value, folds, out, listener, stop);
    }

    /** The same with so many folds. */
    public Options folds(int value) {
      return new Options(seeds, value, out, listener, stop);
    }

    /** The same with a folder. */
    public Options out(Path value) {
      return new Options(seeds, folds, Optional.of(value), listener, stop);
    }

    /** The same with a listener. */
    public Options listener(Consumer<Trial> value) {
      return new Options(seeds, folds, out, value, stop);
    }

    /** The same with a stop token. */
    public Options stop(Stop value) {
      return new Options(seeds, folds, out, listener, value);
    }
  }

  /**
   * One training.
   *
   * @param seed of it
   * @param fold which one was the test; 0 for the experiment's own cut
   * @param result what it came to
   */
  public record Trial(long seed, int fold, RunResult result) {
    /** What tells it from the others: {@code seed-1}, {@code seed-1-fold-2}. */
    public String name() {
      return name(seed, fold);
    }

    static String name(long seed, int fold) {
      return "seed-" + seed + (fold == 0 ? "" : "-fold-" + fold);
    }
  }

  /**
   * Trains as often as asked for, and writes {@code tune.json} and {@code tune.csv} with all
   * figures.
   *
   * @throws CannotResume if the folder is taken
   */
  public static TrialsResult run(Experiment experiment, Options options) {
    return new Trials(experiment, options).run();
  }

  private TrialsResult run() {
    RunDirectory all = directory();
    List<Trial> trials = new ArrayList<>();
    for (Experiment one : experiments()) {
      int fold = options.folds() == 0 ? 0 : one.split().fold();
      Path folder = all.path().resolve(Trial.name(one.seed(), fold));
      RunResult result = Run.train(one, Run.Options.fresh().out(folder).stop(options.stop()));
      if (result.training().ending() == Training.Ending.INTERRUPTED) {
        break;
      }
      Trial trial = new Trial(one.seed(), fold, result);
      trials.add(trial);
      options.listener().accept(trial);
    }
    TrialsResult result = new TrialsResult(all.path(), List.copyOf(trials), figures(trials));
    RunDirectory.write(all.path().resolve("tune.json"), result.json() + "\n");
    RunDirectory.write(all.path().resolve("tune.csv"), result.csv());
    return result;
  }

  private RunDirectory directory() {
    RunDirectory directory =
        options
            .out()
            .map(RunDirectory::new)
            .orElseGet(() -> RunDirectory.fresh(RUNS, experiment.name() + "-tune"));
    if (!directory.isFree()) {
      throw new CannotResume(directory.path() + " is there already: choose another --out");
    }
    directory.create();
    return directory;
  }

  /** The experiment with each seed and each fold. */
  private List<Experiment> experiments() {
    List<Experiment> experiments = new ArrayList<>();
    for (int seed = 1; seed <= Math.max(1, options.seeds()); seed++) {
      Experiment seeded =
          options.seeds() == 0 ? experiment : experiment.with("seed", Integer.toString(seed));
      if (options.folds() == 0) {
        experiments.add(seeded);
        continue;
      }
      Experiment folded = seeded.with("split.folds", Integer.toString(options.folds()));
      for (int fold = 1; fold <= options.folds(); fold++) {
        experiments.add(folded.with("split.fold", Integer.toString(fold)));
      }
    }
    return experiments;
  }

  /** The figures of all trials, by part, by network or baseline, by metric. */
  private static List<TrialsResult.Figure> figures(List<Trial> trials) {
    Map<String, TrialsResult.Figure> figures = new LinkedHashMap<>();
    for (Trial trial : trials) {
      for (ReportData.Result result : compared(trial.result())) {
        for (Score score : result.scores()) {
          Metric metric = score.metric();
          // The name is that of the layers and the same in all trials.
          String key = String.join("\n", result.part(), result.name(), metric.key());
          figures
              .computeIfAbsent(
                  key,
                  k ->
                      new TrialsResult.Figure(
                          result.part(),
                          result.name(),
                          result.baseline(),
                          metric,
                          new ArrayList<>()))
              .values()
              .add(score.value().orElse(Double.NaN));
        }
      }
    }
    return List.copyOf(figures.values());
  }

  /** The network and the baselines; of an ensemble also what its members are worth one by one. */
  private static List<ReportData.Result> compared(RunResult run) {
    List<ReportData.Result> results = new ArrayList<>(run.results());
    results.addAll(run.means());
    return results;
  }
}
