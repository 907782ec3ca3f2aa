package sluice.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sluice.experiment.Experiment;
import sluice.experiment.Trials;
import sluice.experiment.TrialsResult;
import sluice.math.Workers;
import sluice.metric.Metric;
import sluice.metric.Score;
import sluice.report.ReportData;
import sluice.report.TrialsPage;
import sluice.train.Diverged;
import sluice.train.Stop;

/** What {@code sluice tune} does: trials one after the other, and the table of their figures. */
final class TuneRun {
  private final Console console;
  private final boolean json;

  /**
   * Several runs.
   *
   * @param console where it writes
   * @param json whether results are for programs
   */
  TuneRun(Console console, boolean json) {
    this.console = console;
    this.json = json;
  }

  /**
   * What was asked for.
   *
   * @param experiment the experiment file
   * @param changes of its keys
   * @param seeds how many
   * @param folds how many
   * @param out the folder of all runs
   * @param threads that compute
   * @param parallel trainings at a time
   * @param resume whether to go on with what is there
   */
  record Request(
      Path experiment,
      List<String> changes,
      Optional<Integer> seeds,
      Optional<Integer> folds,
      Optional<Path> out,
      Optional<Integer> threads,
      Optional<Integer> parallel,
      boolean resume) {
    /** The words that go on with this. */
    String resumed(String what, Path directory) {
      List<String> words =
          new ArrayList<>(List.of(TrainRun.COMMAND, "tune", experiment.toString()));
      changes.forEach(change -> words.addAll(List.of("--set", change)));
      words.addAll(List.of(what.split(" ")));
      words.addAll(List.of("--out", directory.toString(), "--resume"));
      return words.stream().map(TrainRun.Request::quoted).collect(Collectors.joining(" "));
    }

    private String several() {
      return String.join(
          " ",
          Stream.of(seeds.map(n -> "--seeds " + n), folds.map(n -> "--folds " + n))
              .flatMap(Optional::stream)
              .toList());
    }
  }

  /** Runs; gives the exit code. */
  int call(Request request) {
    Experiment experiment = Experiment.read(request.experiment(), request.changes());
    request.threads().ifPresent(Workers::threads);
    Stop stop = new Stop();
    try (Signals signals = new Signals(stop, console, Runtime.getRuntime()::halt).listen()) {
      Trials.Options options =
          Trials.Options.once()
              .seeds(request.seeds().orElse(0))
              .folds(request.folds().orElse(0))
              .resume(request.resume())
              .parallel(request.parallel().orElse(Workers.shared().threads()))
              .stop(stop)
              .listener(this::tell);
      signals.stoppable(true);
      TrialsResult result = Trials.run(experiment, request.out().map(options::out).orElse(options));
      console.result(json ? result.json() : summary(result));
      if (result.interrupted()) {
        console.say("sluice: stopped and saved in " + result.directory() + ". To go on:");
        console.say("  " + request.resumed(request.several(), result.directory()));
      }
      return signals.code();
    } catch (Diverged diverged) {
      throw new TrainRun.DivergedIn(diverged, Optional.empty());
    }
  }

  private void tell(Trials.Trial trial) {
    String figures =
        trial.result().results().stream()
            .filter(result -> !result.baseline())
            .map(TuneRun::first)
            .collect(Collectors.joining(", "));
    console.say(trial.name() + ": " + figures);
  }

  private static String first(ReportData.Result result) {
    Score score = result.scores().getFirst();
    String figure =
        score.value().isPresent() ? Figures.of(score.value().getAsDouble()) : "undefined";
    return result.part() + " " + score.metric() + " " + figure;
  }

  private static String summary(TrialsResult result) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("part", "", "metric", "mean", "deviation", "least", "most"));
    for (TrialsResult.Figure figure : result.figures()) {
      if (figure.metric().unit() == Metric.Unit.TARGET_SQUARED) {
        continue; // beside its root it tells nothing
      }
      double[] known =
          figure.values().stream()
              .filter(Double::isFinite)
              .mapToDouble(Double::doubleValue)
              .sorted()
              .toArray();
      if (known.length == 0) {
        continue;
      }
      rows.add(
          List.of(
              figure.part(),
              (figure.baseline() ? "  " : "▸ ") + figure.name(),
              figure.metric().label(),
              number(figure.mean()),
              number(figure.deviation()),
              number(known[0]),
              number(known[known.length - 1])));
    }
    return ScoreTable.text(rows)
        + "\n"
        + Figures.count(result.trials().size(), "trial")
        + " in "
        + result.directory()
        + "\npage   "
        + result.directory().resolve(TrialsPage.PAGE)
        + "\n";
  }

  private static String number(double value) {
    return Double.isFinite(value) ? Figures.of(value) : "–";
  }
}
