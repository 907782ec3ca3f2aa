package sluice.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import sluice.data.BadData;
import sluice.data.Part;
import sluice.experiment.SearchTrial.Outcome;
import sluice.metric.Metric;
import sluice.metric.Score;
import sluice.report.ReportData;
import sluice.train.Diverged;
import sluice.train.Stop;
import sluice.train.Training;

/**
 * Looks for the settings of an experiment with the best figure on the validation part: at random
 * (Bergstra &amp; Bengio 2012), or by successive halving (Jamieson &amp; Talwalkar 2016; Li et al.
 * 2018).
 *
 * <p>What is tried stands in {@link Experiment#search}. Each trial is a run in a folder of its own,
 * with the bits that {@code sluice train} of its {@code experiment.yaml} gives. The test part is
 * looked at once, when the best trial has been chosen.
 */
public final class Search {
  private static final String DONE = "trial.json"; // written last: where it is, a trial is over

  private final Experiment experiment;
  private final SearchSettings settings;
  private final Options options;
  private final Several several;

  private Search(Experiment experiment, SearchSettings settings, Options options) {
    this.experiment = experiment;
    this.settings = settings;
    this.options = options;
    this.several = new Several(options.parallel(), options.stop());
  }

  /**
   * What stands around a search without changing a bit of its result.
   *
   * @param out the folder for all runs; without, {@code runs/NAME-search}, or another where that is
   *     taken
   * @param resume whether to go on with the search in {@code out}, or the latest of this name
   * @param parallel trainings at a time, at least 1
   * @param listener hears of each training when it is done, in any order
   * @param stop asks for the end between steps
   */
  public record Options(
      Optional<Path> out, boolean resume, int parallel, Consumer<SearchTrial> listener, Stop stop) {
    /** Checks the number. */
    public Options {
      if (parallel < 1) {
        throw new IllegalArgumentException("parallel must be at least 1, was " + parallel);
      }
    }

    /** A new search in {@code runs/NAME-search}, one trial at a time. */
    public static Options fresh() {
      return new Options(Optional.empty(), false, 1, trial -> {}, new Stop());
    }

    /** The same with a folder. */
    public Options out(Path value) {
      return new Options(Optional.of(value), resume, parallel, listener, stop);
    }

    /** The same with or without resuming. */
    public Options resume(boolean value) {
      return new Options(out, value, parallel, listener, stop);
    }

    /** The same with so many trainings at a time. */
    public Options parallel(int value) {
      return new Options(out, resume, value, listener, stop);
    }

    /** The same with a listener. */
    public Options listener(Consumer<SearchTrial> value) {
      return new Options(out, resume, parallel, value, stop);
    }

    /** The same with a stop token. */
    public Options stop(Stop value) {
      return new Options(out, resume, parallel, listener, value);
    }
  }

  /**
   * Searches, and writes {@code best.yaml}, {@code tune.json}, {@code tune.csv} and {@code
   * tune.html}.
   *
   * <p>A trial that diverges, or whose settings do not fit the data or the memory, counts as worse
   * than all others.
   *
   * @throws UnfitTask if the experiment has no search, its task no such metric, or all trials fail
   * @throws BadExperiment if drawn settings do not go together; nothing was trained then
   * @throws CannotResume if the folder is taken, or belongs to another search
   */
  public static SearchResult run(Experiment experiment, Options options) {
    SearchSettings settings =
        experiment
            .search()
            .orElseThrow(() ->
                new UnfitTask(
                    "the experiment has no search: name what to try, such as search: {keys:"
                        + " {training.optimiser.adam.rate: {log: [0.0001, 0.1]}}}"));
    return new Search(experiment, settings, options).run();
  }

  static String word(SearchSettings.Method method) {
    return method.name().toLowerCase(Locale.ROOT);
  }

  /** What a search knows once it has begun. */
  private record Begun(
      TuneDirectory directory, Metric metric, List<SearchSpace.Drawn> drawn, List<Rung> rungs) {
    Path folder(SearchTrial trial, int rung) {
      Path above = rungs.size() == 1 ? directory.path() : directory.path().resolve("rung-" + rung);
      return above.resolve(trial.name());
    }

    /** What a trial trains in a rung: halving gives it other epochs. */
    Experiment experiment(SearchTrial trial, int rung) {
      Experiment one = drawn.get(trial.number() - 1).experiment();
      return rungs.size() == 1
          ? one
          : one.with("training.epochs", Integer.toString(rungs.get(rung - 1).epochs()));
    }
  }

  private SearchResult run() {
    List<SearchSpace.Drawn> drawn = new SearchSpace(experiment).trials();
    Metric metric = metric();
    TuneDirectory directory =
        TuneDirectory.open(experiment, "search", options.out(), options.resume());
    Begun begun = new Begun(directory, metric, drawn, rungs(drawn.size()));
    List<SearchTrial> trials = new ArrayList<>();
    drawn.forEach(one -> trials.add(new SearchTrial(one.number(), one.values(), List.of())));
    List<SearchTrial> going = List.copyOf(trials);
    boolean whole = true;
    for (Rung rung : begun.rungs()) {
      if (rung.number() > 1) {
        going = best(going, rung.trials(), metric);
      }
      List<Optional<SearchTrial>> trained = rung(begun, rung, going);
      going = trained.stream().flatMap(Optional::stream).toList();
      going.forEach(trial -> trials.set(trial.number() - 1, trial));
      whole = trained.stream().allMatch(Optional::isPresent);
      if (!whole) {
        break;
      }
    }
    return finish(begun, trials.stream().filter(t -> !t.outcomes().isEmpty()).toList(), whole);
  }

  private static List<SearchTrial> best(List<SearchTrial> trials, int count, Metric metric) {
    return SearchTrial.ranked(trials, metric.direction()).stream()
        .filter(trial -> !trial.last().failed())
        .limit(count)
        .toList();
  }

  /** What the trials are compared by; data and settings that fit no trial are refused here. */
  private Metric metric() {
    Experiment base = experiment.withoutSearch();
    Job job = Job.of(base);
    Plan plan = Plan.of(job);
    plan.checkMemory(Runtime.getRuntime().maxMemory());
    Metric metric = settings.metric().flatMap(Metric::named).orElse(job.primary());
    List<Metric> measured =
        job.measure(plan.model(), Part.VALIDATION).getFirst().scores().stream()
            .map(Score::metric)
            .toList();
    if (!measured.contains(metric)) {
      throw new UnfitTask(
          "search.metric: "
              + metric.key()
              + " is not measured for this task; there are "
              + measured.stream().map(Metric::key).collect(Collectors.joining(", ")));
    }
    return metric;
  }

  private List<Rung> rungs(int trials) {
    int epochs = experiment.training().epochs();
    return settings.method() == SearchSettings.Method.HALVING
        ? Rung.halving(trials, settings.eta(), settings.leastEpochs(), epochs)
        : List.of(new Rung(1, epochs, trials));
  }

  private List<Optional<SearchTrial>> rung(Begun begun, Rung rung, List<SearchTrial> going) {
    List<Supplier<Optional<SearchTrial>>> jobs = new ArrayList<>();
    going.stream()
        .sorted(Comparator.comparingInt(SearchTrial::number))
        .forEach(trial -> jobs.add(() -> trained(begun, rung, trial)));
    return several.all(jobs);
  }

  /** A trial with its outcome in a rung; empty if it was interrupted. */
  private Optional<SearchTrial> trained(Begun begun, Rung rung, SearchTrial trial) {
    Path folder = begun.folder(trial, rung.number());
    Experiment one = begun.experiment(trial, rung.number());
    Optional<Outcome> outcome = done(folder, one);
    if (outcome.isEmpty()) {
      outcome = train(begun, rung, trial);
      outcome.ifPresent(result -> write(new RunDirectory(folder), one, result));
    }
    Optional<SearchTrial> trained = outcome.map(trial::and);
    synchronized (this) {
      trained.ifPresent(options.listener());
    }
    return trained;
  }

  /** What a trial came to that was over before this search went on. */
  private Optional<Outcome> done(Path folder, Experiment one) {
    Path file = folder.resolve(DONE);
    if (!options.resume() || !Files.exists(file)) {
      return Optional.empty();
    }
    if (!TuneDirectory.holds(folder, one)) {
      throw new CannotResume(
          "the run in "
              + folder
              + " was made with other settings than this search draws for it: choose another"
              + " --out");
    }
    return Optional.of(Outcome.read(RunDirectory.read(file)));
  }

  private Optional<Outcome> train(Begun begun, Rung rung, SearchTrial trial) {
    Path folder = begun.folder(trial, rung.number());
    Experiment one = begun.experiment(trial, rung.number());
    int epochs = one.training().epochs();
    Run.Options how = Run.Options.fresh().out(folder).tested(false);
    if (rung.number() > 1) {
      how = how.shorter(begun.folder(trial, trial.last().rung()));
    }
    try {
      boolean again = options.resume() && new RunDirectory(folder).hasRun();
      RunResult result = several.train(one, how.resume(again));
      if (result.training().ending() == Training.Ending.INTERRUPTED) {
        return Optional.empty();
      }
      Score score = validated(result, begun.metric());
      return Optional.of(
          score.value().isPresent()
              ? Outcome.of(rung.number(), epochs, score.value().getAsDouble(), result)
              : Outcome.failed(
                  rung.number(), epochs, begun.metric() + " is undefined: " + score.reason()));
    } catch (Diverged | UnfitTask | BadData e) {
      return Optional.of(Outcome.failed(rung.number(), epochs, String.valueOf(e.getMessage())));
    }
  }

  private static Score validated(RunResult result, Metric metric) {
    return result.results().stream()
        .filter(one -> one.part().equals(ReportData.VALIDATION) && !one.baseline())
        .flatMap(one -> one.score(metric).stream())
        .findFirst()
        .orElseThrow();
  }

  private static void write(RunDirectory folder, Experiment one, Outcome outcome) {
    folder.create(); // a task that does not fit has made none
    if (!folder.hasRun()) {
      RunDirectory.write(folder.experiment(), one.yaml(folder.path()));
    }
    RunDirectory.write(folder.path().resolve(DONE), outcome.json() + "\n");
  }

  private SearchResult finish(Begun begun, List<SearchTrial> trials, boolean whole) {
    List<SearchTrial> ranked = SearchTrial.ranked(trials, begun.metric().direction());
    Path directory = begun.directory().path();
    Optional<RunResult> best = Optional.empty();
    if (whole) {
      SearchTrial first = ranked.getFirst();
      if (first.last().failed()) {
        throw new UnfitTask(
            "all "
                + trials.size()
                + " trials failed; "
                + first.name()
                + ": "
                + first.last().reason());
      }
      int rung = first.last().rung();
      Experiment found = begun.experiment(first, rung);
      Path folder = begun.folder(first, rung);
      // Trained already: it is measured once more, now on the test part too.
      best = Optional.of(several.train(found, Run.Options.fresh().out(folder).resume(true)));
      begun.directory().write("best.yaml", found.yaml(directory));
    }
    SearchResult result = new SearchResult(directory, settings, begun.metric(), ranked, best);
    begun.directory().write("tune.json", result.json() + "\n");
    SearchReport.write(result, experiment);
    return result;
  }
}
