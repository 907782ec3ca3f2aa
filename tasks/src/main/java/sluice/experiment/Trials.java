package sluice.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import sluice.metric.Metric;
import sluice.metric.Score;
import sluice.report.Report;
import sluice.report.ReportData;
import sluice.report.TrialsPage;
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
  private final Experiment experiment;
  private final Options options;

  private Trials(Experiment experiment, Options options) {
    this.experiment = experiment.withoutSearch();
    this.options = options;
  }

  /**
   * How often to train.
   *
   * @param seeds so many, 1, 2, …; 0 for the experiment's own
   * @param folds parts of the data that take their turn as the test; 0 for the experiment's own cut
   * @param out the folder for all runs; without, {@code runs/NAME-tune}, or another where that is
   *     taken
   * @param resume whether to go on with what is in {@code out}, or the latest of this name
   * @param parallel trainings at a time, at least 1
   * @param listener hears of each trial when it is done, in any order if several run at a time
   * @param stop asks for the end between steps
   */
  public record Options(
      int seeds,
      int folds,
      Optional<Path> out,
      boolean resume,
      int parallel,
      Consumer<Trial> listener,
      Stop stop) {
    /** Checks the counts. */
    public Options {
      if (seeds < 0 || folds < 0 || folds == 1 || parallel < 1) {
        throw new IllegalArgumentException(
            "seeds and parallel must be at least 1 and folds at least 2, were "
                + seeds
                + ", "
                + parallel
                + " and "
                + folds);
      }
    }

    /** The experiment's own seed and cut, and nobody who listens. */
    public static Options once() {
      return new Options(0, 0, Optional.empty(), false, 1, trial -> {}, new Stop());
    }

    /** The same with so many seeds. */
    public Options seeds(int value) {
      return new Options(value, folds, out, resume, parallel, listener, stop);
    }

    /** The same with so many folds. */
    public Options folds(int value) {
      return new Options(seeds, value, out, resume, parallel, listener, stop);
    }

    /** The same with a folder. */
    public Options out(Path value) {
      return new Options(seeds, folds, Optional.of(value), resume, parallel, listener, stop);
    }

    /** The same with or without resuming. */
    public Options resume(boolean value) {
      return new Options(seeds, folds, out, value, parallel, listener, stop);
    }

    /** The same with so many trainings at a time. */
    public Options parallel(int value) {
      return new Options(seeds, folds, out, resume, value, listener, stop);
    }

    /** The same with a listener. */
    public Options listener(Consumer<Trial> value) {
      return new Options(seeds, folds, out, resume, parallel, value, stop);
    }

    /** The same with a stop token. */
    public Options stop(Stop value) {
      return new Options(seeds, folds, out, resume, parallel, listener, value);
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
   * figures, and {@code tune.html}, which shows them.
   *
   * @throws CannotResume if the folder is taken
   */
  public static TrialsResult run(Experiment experiment, Options options) {
    return new Trials(experiment, options).run();
  }

  private TrialsResult run() {
    Several several = new Several(options.parallel(), options.stop());
    TuneDirectory all = TuneDirectory.open(experiment, "tune", options.out(), options.resume());
    List<Supplier<Optional<Trial>>> jobs = new ArrayList<>();
    experiments().forEach(one -> jobs.add(() -> trained(several, all, one)));
    List<Trial> trials = several.all(jobs).stream().flatMap(Optional::stream).toList();
    TrialsResult result =
        new TrialsResult(all.path(), trials, figures(trials), trials.size() < jobs.size());
    all.write("tune.json", result.json() + "\n");
    all.write("tune.csv", result.csv());
    new RunDirectory(all.path().resolve(Report.FOLDER)).create();
    TrialsPage.files(result.page(experiment), result.csv()).forEach(all::write);
    return result;
  }

  /** One trial; one that is done already is measured again. Empty if it was interrupted. */
  private Optional<Trial> trained(Several several, TuneDirectory all, Experiment one) {
    int fold = options.folds() == 0 ? 0 : one.split().fold();
    RunDirectory folder = new RunDirectory(all.path().resolve(Trial.name(one.seed(), fold)));
    boolean again = options.resume() && folder.hasRun();
    RunResult result = several.train(one, Run.Options.fresh().out(folder.path()).resume(again));
    if (result.training().ending() == Training.Ending.INTERRUPTED) {
      return Optional.empty();
    }
    Trial trial = new Trial(one.seed(), fold, result);
    synchronized (this) {
      options.listener().accept(trial);
    }
    return Optional.of(trial);
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
