package sluice.cli;

import java.util.ArrayList;
import java.util.List;
import sluice.experiment.Experiment;
import sluice.experiment.Search;
import sluice.experiment.SearchResult;
import sluice.experiment.SearchTrial;
import sluice.math.Workers;
import sluice.metric.Metric;
import sluice.report.ReportData;
import sluice.report.SearchPage;
import sluice.train.Stop;

/** What {@code sluice tune --search} does: many trials, and the table of the best. */
final class SearchRun {
  private static final int SHOWN = 10; // trials in the table

  private final Console console;
  private final boolean json;
  private int done;

  /**
   * One search.
   *
   * @param console where it writes
   * @param json whether results are for programs
   */
  SearchRun(Console console, boolean json) {
    this.console = console;
    this.json = json;
  }

  /** Runs; gives the exit code. */
  int call(TuneRun.Request request) {
    Experiment experiment = Experiment.read(request.experiment(), request.changes());
    request.threads().ifPresent(Workers::threads);
    Stop stop = new Stop();
    try (Signals signals = new Signals(stop, console, Runtime.getRuntime()::halt).listen()) {
      Search.Options options =
          Search.Options.fresh()
              .resume(request.resume())
              .parallel(request.parallel().orElse(Workers.shared().threads()))
              .stop(stop)
              .listener(this::tell);
      signals.stoppable(true);
      SearchResult result = Search.run(experiment, request.out().map(options::out).orElse(options));
      console.result(json ? result.json() : summary(result));
      if (result.interrupted()) {
        console.say("sluice: stopped and saved in " + result.directory() + ". To go on:");
        console.say("  " + request.resumed("--search", result.directory()));
      }
      return signals.code();
    }
  }

  private void tell(SearchTrial trial) {
    SearchTrial.Outcome outcome = trial.last();
    console.say(
        Figures.count(++done, "training")
            + " done: "
            + trial.name()
            + (trial.outcomes().size() > 1 ? ", rung " + outcome.rung() : "")
            + (outcome.failed()
                ? " failed: " + outcome.reason()
                : ": "
                    + Figures.of(outcome.value())
                    + " after "
                    + Figures.count(outcome.done(), "epoch")));
  }

  private static String summary(SearchResult result) {
    List<String> keys = List.copyOf(result.settings().keys().keySet());
    List<List<String>> rows = new ArrayList<>();
    List<String> heading =
        new ArrayList<>(List.of("trial", "validation " + result.metric(), "epochs"));
    heading.addAll(keys);
    rows.add(heading);
    for (SearchTrial trial : result.trials().stream().limit(SHOWN).toList()) {
      SearchTrial.Outcome outcome = trial.last();
      List<String> row = new ArrayList<>();
      row.add((rows.size() == 1 ? "▸ " : "  ") + trial.name());
      row.add(outcome.failed() ? "failed" : Figures.of(outcome.value()));
      row.add(Integer.toString(outcome.epochs()));
      keys.forEach(key -> row.add(trial.values().get(key)));
      rows.add(row);
    }
    StringBuilder text = new StringBuilder(ScoreTable.text(rows)).append('\n');
    int more = result.trials().size() - SHOWN;
    if (more > 0) {
      text.append("and ").append(Figures.count(more, "trial")).append(" more in tune.csv\n");
    }
    result
        .best()
        .ifPresent(best -> {
          text.append("The best one ").append(test(result)).append('\n');
          text.append("experiment  ").append(result.experiment()).append('\n');
          text.append("page        ")
              .append(result.directory().resolve(SearchPage.PAGE))
              .append('\n');
          text.append("model       ").append(best.model()).append('\n');
        });
    return text.toString();
  }

  /** The one look at the test part. */
  private static String test(SearchResult result) {
    Metric metric = result.metric();
    return result.best().orElseThrow().results().stream()
        .filter(one -> one.part().equals(ReportData.TEST) && !one.baseline())
        .flatMap(one -> one.score(metric).stream())
        .flatMapToDouble(score -> score.value().stream())
        .mapToObj(value ->
            "has " + metric + " " + Figures.of(value) + " on the test part, which chose nothing.")
        .findFirst()
        .orElse("was not tested: there is no test part.");
  }
}
