package sluice.experiment;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import sluice.math.Arithmetic;
import sluice.math.Workers;
import sluice.model.JsonObject;
import sluice.model.Provenance;
import sluice.model.SavedModel;
import sluice.report.Importance;
import sluice.report.Report;
import sluice.report.ReportData;
import sluice.report.Selection;
import sluice.report.Verdict;
import sluice.train.Checkpoint;
import sluice.train.Stop;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one entry to a run: takes an experiment, a listener and a stop token, and leaves a run
 * directory. Command line, studio and a user's own program all call it.
 */
public final class Run {
  private static final Path RUNS = Path.of("runs");

  private final Experiment experiment;
  private final Options options;
  private final List<ReportData.Phase> phases = new ArrayList<>();
  private final long started = System.nanoTime();
  private String phase = "";
  private long phaseStarted;

  private Run(Experiment experiment, Options options) {
    this.experiment = experiment.withoutSearch();
    this.options = options;
  }

  /**
   * What stands around a run without changing a bit of its result.
   *
   * @param out the run's folder; without, {@code runs/NAME}, or {@code runs/NAME-2} … where that is
   *     taken
   * @param resume whether to go on from the newest checkpoint of {@code out}, or of the latest run
   *     of this name
   * @param listener hears every step and epoch
   * @param stop asks for the end between steps
   * @param shorter the folder of a run that differs in nothing but fewer epochs: its steps are not
   *     made again, unless the schedule of the rate depends on how many epochs there are
   * @param tested whether the test part is measured; a search looks at that of the best alone
   * @param workers the threads that may help
   */
  public record Options(
      Optional<Path> out,
      boolean resume,
      Consumer<RunEvent> listener,
      Stop stop,
      Optional<Path> shorter,
      boolean tested,
      Workers workers) {
    /** A new run in {@code runs/NAME} that nobody listens to. */
    public static Options fresh() {
      return new Options(
          Optional.empty(),
          false,
          event -> {},
          new Stop(),
          Optional.empty(),
          true,
          Workers.shared());
    }

    /** The same with a folder. */
    public Options out(Path value) {
      return new Options(Optional.of(value), resume, listener, stop, shorter, tested, workers);
    }

    /** The same with or without resuming. */
    public Options resume(boolean value) {
      return new Options(out, value, listener, stop, shorter, tested, workers);
    }

    /** The same with a listener. */
    public Options listener(Consumer<RunEvent> value) {
      return new Options(out, resume, value, stop, shorter, tested, workers);
    }

    /** The same with a stop token. */
    public Options stop(Stop value) {
      return new Options(out, resume, listener, value, shorter, tested, workers);
    }

    /** The same, going on from a run of fewer epochs. */
    public Options shorter(Path value) {
      return new Options(out, resume, listener, stop, Optional.of(value), tested, workers);
    }

    /** The same with other workers. */
    public Options workers(Workers value) {
      return new Options(out, resume, listener, stop, shorter, tested, value);
    }

    /** The same with or without the test part. */
    public Options tested(boolean value) {
      return new Options(out, resume, listener, stop, shorter, value, workers);
    }
  }

  /** Reads the data and works out what a run would do; makes nothing. */
  public static Plan plan(Experiment experiment) {
    Job job = Job.of(experiment);
    var _ = new Run(experiment, Options.fresh()).choice(job, new RunDirectory(Path.of("")));
    return Plan.of(job);
  }

  /**
   * Trains, measures, and writes model, figures and report.
   *
   * @throws sluice.data.BadData if the data do not fit
   * @throws CannotResume if the folder is taken, or belongs to other settings or data
   * @throws UnfitTask if the machine's memory or the task does not fit the settings
   * @throws sluice.train.Diverged if the loss is no longer finite; checkpoints are kept
   * @throws java.io.UncheckedIOException if something cannot be written
   */
  public static RunResult train(Experiment experiment, Options options) {
    return new Run(experiment, options).run();
  }

  private RunResult run() {
    RunDirectory directory = directory();
    begin("reading data");
    Job job = Job.of(experiment);
    Plan plan = Plan.of(job);
    plan.checkMemory(Runtime.getRuntime().maxMemory());
    var _ = Judge.of(job, plan.model()); // a metric that the task does not have is refused early
    Optional<ColumnChoice> choice = choice(job, directory);
    Checkpoints checkpoints = new Checkpoints(directory, experiment, job.digest());
    // What may not go on is refused before anything in its folder is touched.
    Optional<Checkpoint> from = options.resume() ? checkpoints.newest() : Optional.empty();
    begin(job, directory);
    if (from.isEmpty() && choice.isEmpty()) { // fewer epochs may have chosen other columns
      from = options.shorter().map(RunDirectory::new).flatMap(checkpoints::takenOver);
    }
    if (choice.isPresent() && job instanceof TableJob table) {
      Choosing chosen = choose(choice.get(), table);
      if (chosen.interrupted().isPresent()) {
        return interrupted(job, chosen.interrupted().get(), directory);
      }
      return train(chosen.job(), directory, checkpoints, from, chosen.selection());
    }
    return train(job, directory, checkpoints, from, Optional.empty());
  }

  private RunResult train(
      Job job,
      RunDirectory directory,
      Checkpoints checkpoints,
      Optional<Checkpoint> from,
      Optional<Selection> selection) {
    Plan plan = Plan.of(job);
    begin("training");
    options.listener().accept(new RunEvent.Began(directory.path(), plan, from.isPresent()));
    Members.Trained trained =
        new Members(job, options, directory, checkpoints).train(plan.model(), from);
    if (trained.interrupted()) {
      return interrupted(job, trained, directory);
    }

    begin("measuring");
    RunReport report = new RunReport(experiment, job, trained, options.tested(), selection);
    Told told = report.told();

    begin("writing");
    return write(job, trained, told, report, directory);
  }

  /** What came of a choice of columns: a job on the chosen ones, or a training cut short. */
  private record Choosing(
      Job job, Optional<Selection> selection, Optional<Members.Trained> interrupted) {}

  private Choosing choose(ColumnChoice choice, TableJob all) {
    Optional<Selection> selection = choice.kept();
    if (selection.isEmpty()) {
      begin("choosing columns");
      Members.Trained first = choice.train();
      if (first.interrupted()) {
        return new Choosing(all, selection, Optional.of(first));
      }
      selection = Optional.of(choice.choose(first.predictor()));
    }
    options.listener().accept(new RunEvent.Chosen(selection.get()));
    DataSet few = all.data().only(experiment, selection.get().chosen());
    return new Choosing(TableJob.of(experiment, few), selection, Optional.empty());
  }

  private Optional<ColumnChoice> choice(Job job, RunDirectory directory) {
    return job instanceof TableJob table
        ? experiment
            .data()
            .select()
            .map(select -> new ColumnChoice(table, select, options, directory))
        : Optional.empty();
  }

  /** Writes what is known before the training. */
  private void begin(Job job, RunDirectory directory) {
    directory.create();
    RunDirectory.write(directory.experiment(), experiment.yaml(directory.path()));
    RunDirectory.write(directory.environment(), environment() + "\n");
    if (job instanceof TableJob table && experiment.window().per() != WindowSettings.Per.WINDOW) {
      DataSet data = table.data();
      RunDirectory.write(
          directory.split(),
          to -> data.arranged().writeCsv(experiment, data.table(), data.tests(), to));
    }
  }

  private RunResult interrupted(Job job, Members.Trained trained, RunDirectory directory) {
    var nothing = new ReportData.Results(job.primary(), List.of());
    return result(directory, "", trained, "", new Told(nothing, List.of(), Importance.NONE));
  }

  private void begin(String name) {
    long now = System.nanoTime();
    if (!phase.isEmpty()) {
      phases.add(new ReportData.Phase(phase, (now - phaseStarted) / 1e9));
    }
    phase = name;
    phaseStarted = now;
    options.listener().accept(new RunEvent.Phase(name));
  }

  private RunDirectory directory() {
    if (options.resume()) {
      RunDirectory directory =
          options
              .out()
              .map(RunDirectory::new)
              .orElseGet(() -> RunDirectory.latest(RUNS, experiment.name()));
      if (!directory.hasRun()) {
        throw new CannotResume(
            "there is no run to resume in " + directory.path() + "; train without --resume first");
      }
      return directory;
    }
    if (options.out().isEmpty()) {
      return RunDirectory.fresh(RUNS, experiment.name());
    }
    RunDirectory directory = new RunDirectory(options.out().get());
    if (!directory.isFree()) {
      throw new CannotResume(
          directory.path()
              + (directory.hasRun()
                  ? " holds a run: add --resume to go on with it, or choose another --out"
                  : " is there already, and holds no run: choose another --out"));
    }
    return directory;
  }

  private RunResult write(
      Job job, Members.Trained trained, Told told, RunReport report, RunDirectory directory) {
    String dataDigest = job.digest();
    SavedModel saved =
        new SavedModel(
            experiment.task().name().toLowerCase(Locale.ROOT),
            trained.predictor().members(),
            trained.combination(),
            told.importance()
                .selection()
                .map(s -> job.preprocessing().put(ColumnChoice.KEY, s.json()))
                .orElseGet(job::preprocessing),
            new Provenance(
                Version.get(),
                experiment.seed(),
                dataDigest,
                JsonObject.empty().put(TrainedModel.EXPERIMENT, experiment.fingerprint())));
    String weights = saved.weightsSha256();
    ReportData.Provenance provenance =
        new ReportData.Provenance(
            Version.get(),
            experiment.seed(),
            Arithmetic.kernels(),
            Workers.shared().threads(),
            weights,
            dataDigest,
            experiment.fingerprint());
    List<ReportData.Phase> taken = new ArrayList<>(phases);
    ReportData data = report.data(told, taken, provenance, directory);
    String verdict =
        told.results().list().isEmpty()
            ? "Nothing was measured: there is no validation and no test part."
            : Verdict.of(data).sentence();
    RunResult result = result(directory, verdict, trained, weights, told);
    Report.write(data, directory.path());
    RunDirectory.write(directory.metrics(), result.json() + "\n");
    saved.write(directory.model()); // last: where the model is, the rest is
    return result;
  }

  private RunResult result(
      RunDirectory directory, String verdict, Members.Trained trained, String weights, Told told) {
    return new RunResult(
        directory,
        experiment.task().name().toLowerCase(Locale.ROOT),
        verdict,
        trained.training(),
        (System.nanoTime() - started) / 1e9,
        trained.predictor().parameters(),
        weights,
        told.results().list(),
        told.results().members(),
        told.results().note(),
        told.advice(),
        Onlooker.read(directory),
        Arithmetic.kernels(),
        Workers.shared().threads(),
        experiment.seed(),
        told.importance());
  }

  /** What the run runs on. */
  private static String environment() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("sluice", Version.get());
    json.put("jdk", Runtime.version().toString());
    json.put("vm", System.getProperty("java.vm.name"));
    json.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    json.put("processors", Runtime.getRuntime().availableProcessors());
    json.put("kernels", Arithmetic.kernels());
    json.put("threads", Workers.shared().threads());
    json.put("heap_bytes", Runtime.getRuntime().maxMemory());
    json.put("started", Instant.now().toString());
    return json.toString();
  }
}
