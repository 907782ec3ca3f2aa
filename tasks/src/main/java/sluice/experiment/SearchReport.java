package sluice.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sluice.experiment.SearchSettings.Values;
import sluice.experiment.settings.Yaml;
import sluice.report.Report;
import sluice.report.SearchData;
import sluice.report.SearchPage;

/** What the folder of a search shows: {@code tune.csv}, {@code tune.html} and its pictures. */
final class SearchReport {
  private static final int MOST_NAMES = 12; // on an axis; numbers beyond take a scale

  private SearchReport() {}

  /** Writes the files, the page last. */
  static void write(SearchResult result, Experiment experiment) {
    Path folder = result.directory();
    String csv = csv(result);
    RunDirectory.write(folder.resolve("tune.csv"), csv);
    new RunDirectory(folder.resolve(Report.FOLDER)).create();
    SearchPage.files(data(result, experiment), csv)
        .forEach((name, text) -> RunDirectory.write(folder.resolve(name), text));
  }

  private static SearchData data(SearchResult result, Experiment experiment) {
    SearchSettings search = result.settings();
    List<SearchData.Key> keys =
        search.keys().entrySet().stream()
            .map(entry -> key(entry.getKey(), entry.getValue()))
            .toList();
    List<SearchData.Trial> trials = result.trials().stream().map(SearchReport::trial).toList();
    Optional<SearchData.Best> best =
        result
            .best()
            .map(run ->
                new SearchData.Best(
                    run.verdict(), RunDirectory.read(result.experiment()), run.results()));
    return new SearchData(
        experiment.report().title() + ": search",
        method(search),
        result.metric(),
        keys,
        trials,
        best);
  }

  private static String method(SearchSettings search) {
    String keys = search.keys().size() == 1 ? "1 key" : search.keys().size() + " keys";
    return switch (search.method()) {
      case RANDOM -> "Random search over " + keys + ", seed " + search.seed();
      case HALVING ->
          String.format(
              Locale.ROOT,
              "Successive halving over %s, seed %d: one of %d trials goes on, for %d times the"
                  + " epochs",
              keys,
              search.seed(),
              search.eta(),
              search.eta());
    };
  }

  /** A key with its values: names, or a scale where there are too many. */
  private static SearchData.Key key(String path, Values values) {
    List<String> options = values.oneOf().stream().map(Yaml::text).distinct().toList();
    if (options.isEmpty() && values.from().isPresent()) {
      long steps = SearchSpace.steps(values);
      options =
          steps > MOST_NAMES
              ? List.of()
              : java.util.stream.LongStream.range(0, steps)
                  .mapToObj(step -> SearchSpace.step(values, step))
                  .toList();
    }
    return new SearchData.Key(path, options, !values.log().isEmpty());
  }

  private static SearchData.Trial trial(SearchTrial trial) {
    return new SearchData.Trial(
        trial.number(),
        List.copyOf(trial.values().values()),
        trial.outcomes().stream().map(o -> new SearchData.Point(o.epochs(), o.value())).toList(),
        trial.last().reason());
  }

  /** A line a trial and rung: number, rung, epochs, the metric or why there is none, the values. */
  private static String csv(SearchResult result) {
    StringBuilder text = new StringBuilder("trial,rung,epochs,best_epoch,seconds,");
    text.append(result.metric().key()).append(",reason");
    result.settings().keys().keySet().forEach(key -> text.append(',').append(quoted(key)));
    text.append('\n');
    for (SearchTrial trial : result.trials()) {
      for (SearchTrial.Outcome outcome : trial.outcomes()) {
        text.append(trial.number()).append(',').append(outcome.rung());
        text.append(',').append(outcome.epochs()).append(',').append(outcome.bestEpoch());
        text.append(',').append(outcome.seconds());
        text.append(',').append(outcome.failed() ? "" : Double.toString(outcome.value()));
        text.append(',').append(quoted(outcome.reason()));
        trial.values().values().forEach(value -> text.append(',').append(quoted(value)));
        text.append('\n');
      }
    }
    return text.toString();
  }

  private static String quoted(String text) {
    return text.matches("[A-Za-z0-9_.+-]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
