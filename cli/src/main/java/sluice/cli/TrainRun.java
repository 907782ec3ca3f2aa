package sluice.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import sluice.experiment.Experiment;
import sluice.experiment.Run;
import sluice.experiment.RunEvent;
import sluice.experiment.RunResult;
import sluice.math.Workers;
import sluice.report.ReportData.Result;
import sluice.train.Diverged;
import sluice.train.Stop;
import sluice.train.Training;

/** What {@code sluice train} does: one run, its progress, its end and what to do next. */
final class TrainRun {
  /** How this command was called: the launchers say so. */
  static final String COMMAND =
      Optional.ofNullable(System.getenv("SLUICE_COMMAND")).orElse("sluice");

  /** Phases with steps to be finished. */
  private static final List<String> TRAINING = List.of("choosing columns", "training");

  private final Console console;
  private final Request request;
  private volatile Optional<Path> directory = Optional.empty(); // once training has begun

  /**
   * One run.
   *
   * @param console where it reads and writes
   * @param request what was asked for
   */
  TrainRun(Console console, Request request) {
    this.console = console;
    this.request = request;
  }

  /**
   * What was asked for.
   *
   * @param experiment the experiment file, if it is no preset
   * @param preset name of a recipe, if it is no file
   * @param changes of its keys
   * @param out the run's folder
   * @param threads that compute
   * @param resume whether to go on from a checkpoint
   * @param dryRun whether to train nothing
   * @param json whether results are for programs
   */
  record Request(
      Optional<Path> experiment,
      Optional<String> preset,
      List<String> changes,
      Optional<Path> out,
      Optional<Integer> threads,
      boolean resume,
      boolean dryRun,
      boolean json) {
    /** The words that go on with this run. */
    String resumed() {
      List<String> words = new ArrayList<>(List.of(COMMAND, "train"));
      experiment.ifPresent(file -> words.add(file.toString()));
      preset.ifPresent(name -> words.addAll(List.of("--preset", name)));
      changes.forEach(change -> words.addAll(List.of("--set", change)));
      out.ifPresent(path -> words.addAll(List.of("--out", path.toString())));
      threads.ifPresent(count -> words.addAll(List.of("--threads", count.toString())));
      words.add("--resume");
      if (json) {
        words.add("--json");
      }
      return words.stream().map(Request::quoted).collect(Collectors.joining(" "));
    }

    /** A word as a shell takes it. */
    static String quoted(String word) {
      return word.matches("[A-Za-z0-9_./=:,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
  }

  /** Runs; gives the exit code. */
  int call() {
    Experiment experiment =
        request
            .experiment()
            .map(file -> Experiment.read(file, request.changes()))
            .orElseGet(() -> Experiment.preset(request.preset().orElseThrow(), request.changes()));
    request.threads().ifPresent(Workers::threads);
    if (request.dryRun()) {
      var plan = Run.plan(experiment);
      console.result(request.json() ? plan.json() : plan.text());
      return 0;
    }
    Stop stop = new Stop();
    try (Signals signals = new Signals(stop, console, Runtime.getRuntime()::halt).listen()) {
      RunResult result = train(experiment, stop, signals);
      return tell(result, signals.code());
    } catch (Diverged diverged) {
      throw new DivergedIn(diverged, directory);
    }
  }

  /** Training diverged; what was saved before is kept. */
  static final class DivergedIn extends RuntimeException {
    private static final long serialVersionUID = 1;

    DivergedIn(Diverged cause, Optional<Path> directory) {
      super("training diverged: " + cause.getMessage() + kept(directory), cause);
    }

    private static String kept(Optional<Path> directory) {
      return directory
          .flatMap(TrainRun::newestCheckpoint)
          .map(file -> " The last good checkpoint is kept: " + file + ".")
          .orElse("");
    }
  }

  private static Optional<Path> newestCheckpoint(Path directory) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "checkpoint-*.sluice")) {
      return StreamSupport.stream(files.spliterator(), false)
          .max(Comparator.comparing(Path::toFile, Comparator.comparingLong(File::lastModified)));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private RunResult train(Experiment experiment, Stop stop, Signals signals) {
    try (Progress progress = Progress.on(console)) {
      Run.Options options =
          Run.Options.fresh()
              .resume(request.resume())
              .stop(stop)
              .listener(event -> {
                if (event instanceof RunEvent.Phase phase) {
                  signals.stoppable(TRAINING.contains(phase.name()));
                } else if (event instanceof RunEvent.Began began) {
                  directory = Optional.of(began.directory());
                }
                progress.accept(event);
              });
      return Run.train(experiment, request.out().map(options::out).orElse(options));
    }
  }

  private int tell(RunResult result, int signal) {
    if (result.training().ending() == Training.Ending.INTERRUPTED) {
      if (request.json()) {
        console.result(result.json());
      }
      console.say(
          "sluice: stopped after step "
              + Figures.count(result.training().steps())
              + " and saved in "
              + result.directory().path()
              + ". To go on:");
      console.say("  " + request.resumed());
      return signal;
    }
    console.result(request.json() ? result.json() : summary(result));
    return 0;
  }

  private static String summary(RunResult result) {
    StringBuilder text = new StringBuilder(result.verdict()).append("\n\n");
    Stream.concat(result.results().stream(), result.means().stream())
        .collect(Collectors.groupingBy(Result::part, TreeMap::new, Collectors.toList()))
        .values()
        .forEach(part -> text.append(ScoreTable.of(part)).append('\n'));
    result
        .advice()
        .forEach(finding -> text.append("advice  ").append(Progress.advice(finding)).append('\n'));
    text.append(result.advice().isEmpty() ? "" : "\n");
    Training training = result.training();
    boolean several = !result.members().isEmpty();
    if (!result.note().isEmpty()) {
      text.append(result.note()).append('\n');
    }
    String model = Request.quoted(result.model().toString());
    return text.append(Figures.count(training.epochs().size(), "epoch"))
        .append(several ? " of all members" : ", the best was " + training.bestEpoch())
        .append("; ")
        .append(Figures.count(result.parameters(), "parameter"))
        .append("; ")
        .append(Figures.seconds(result.seconds()))
        .append("\nreport  ")
        .append(result.report())
        .append("\nmodel   ")
        .append(result.model())
        .append("\nnext    ")
        .append(
            switch (result.task()) {
              case "forecast" -> Request.quoted(COMMAND) + " forecast " + model;
              case "language" -> Request.quoted(COMMAND) + " generate " + model;
              default -> Request.quoted(COMMAND) + " predict " + model + " --data FILE";
            })
        .append('\n')
        .toString();
  }
}
