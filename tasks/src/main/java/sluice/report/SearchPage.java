package sluice.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.DoubleStream;
import sluice.metric.Metric;
import sluice.report.Html.Row;
import sluice.report.Html.Table;
import sluice.report.ReportData.Result;

/** The page of a search, in the look of a run's report, and the files beside it. */
public final class SearchPage {
  /** Name of the page. */
  public static final String PAGE = "tune.html";

  private static final int ROWS = 50; // of the table; the file has all

  private final SearchData data;
  private final Html html = new Html();

  private SearchPage(SearchData data) {
    this.data = data;
  }

  /**
   * The text of every file by its name under the folder, the page last.
   *
   * @param data what to say
   * @param numbers the trials as CSV
   */
  public static SequencedMap<String, String> files(SearchData data, String numbers) {
    SequencedMap<String, String> files = new LinkedHashMap<>();
    files.put(Report.FOLDER + "/trials.csv", numbers);
    for (Picture picture : SearchPictures.of(data)) {
      files.put(Report.FOLDER + "/" + picture.name() + ".svg", picture.file(Report.CHART_STYLES));
    }
    files.put(PAGE, new SearchPage(data).whole());
    return files;
  }

  private String whole() {
    html.opening(data.title(), Report.CHART_STYLES + Report.PAGE_STYLES);
    header();
    html.section("tried", "What was tried").pictures(SearchPictures.of(data));
    html.table(trials());
    if (data.trials().size() > ROWS) {
      html.element("p", "class=\"note\"", "The best " + ROWS + "; all are in report/trials.csv.");
    }
    data.trials().stream()
        .filter(SearchData.Trial::failed)
        .limit(ROWS)
        .forEach(trial ->
            html.element(
                "p",
                "class=\"note\"",
                "Trial " + trial.number() + " failed: " + Captions.sentence(trial.reason())));
    html.closeSection();
    data.best().ifPresent(this::best);
    return html.ending();
  }

  private void header() {
    html.raw("<header>\n<p class=\"verdict undecided\"><span>");
    html.raw(Markup.escape(sentence()) + "</span></p>\n");
    html.element("h1", "", data.title());
    html.element("p", "class=\"subtitle\"", data.method());
    html.raw("<dl class=\"tiles\">\n");
    Metric metric = data.metric();
    List<SearchData.Trial> measured = data.measured();
    if (!measured.isEmpty()) {
      html.tile("best validation " + metric.label(), figure(measured.getFirst().value()));
      double[] values = measured.stream().mapToDouble(SearchData.Trial::value).sorted().toArray();
      html.tile("median of all", figure(values[values.length / 2]));
    }
    test().ifPresent(value -> html.tile("test " + metric.label() + " of the best", figure(value)));
    int failed = data.trials().size() - measured.size();
    html.tile(
        "trials",
        Figures.count(data.trials().size()) + (failed == 0 ? "" : ", " + failed + " failed"));
    html.raw("</dl>\n</header>\n");
  }

  private String sentence() {
    if (data.measured().isEmpty() || data.best().isEmpty()) {
      return "The search is not at its end: go on with --resume.";
    }
    SearchData.Trial first = data.trials().getFirst();
    return "Trial "
        + first.number()
        + " is the best of "
        + data.trials().size()
        + ": "
        + data.metric().label()
        + " "
        + figure(first.value())
        + " on the validation part"
        + test()
            .map(value -> ", " + figure(value) + " on the test part, which chose nothing.")
            .orElse(".");
  }

  private String figure(double value) {
    return Figures.of(data.metric(), value);
  }

  private Optional<Double> test() {
    return data.best().stream()
        .flatMap(best -> best.results().stream())
        .filter(result -> result.part().equals(ReportData.TEST) && !result.baseline())
        .flatMap(result -> value(result).boxed())
        .findFirst();
  }

  private DoubleStream value(Result result) {
    return result.score(data.metric()).stream().flatMapToDouble(score -> score.value().stream());
  }

  private Table trials() {
    boolean halving = data.trials().stream().anyMatch(trial -> trial.rungs().size() > 1);
    var header = new ArrayList<String>(List.of("trial"));
    header.add(Markup.escape("validation " + data.metric().label()));
    header.add("epochs");
    List<String> paths = data.keys().stream().map(SearchData.Key::path).toList();
    List<String> titles = Coordinates.titles(paths);
    for (int i = 0; i < paths.size(); i++) {
      header.add(
          "<span title=\""
              + Markup.escape(paths.get(i))
              + "\">"
              + Markup.escape(titles.get(i))
              + "</span>");
    }
    var rows = new ArrayList<Row>();
    for (SearchData.Trial trial : data.trials().stream().limit(ROWS).toList()) {
      var cells = new ArrayList<String>();
      cells.add("" + trial.number());
      cells.add(trial.failed() ? "failed" : figure(trial.value()));
      cells.add(Figures.count(trial.rungs().getLast().epochs()));
      trial.values().forEach(value -> cells.add(Markup.escape(value)));
      rows.add(new Row(rows.isEmpty() && !trial.failed() ? "network" : "", cells));
    }
    return new Table(
        halving ? "The trials, those that came farthest first" : "The trials, the best one first",
        header,
        1,
        rows);
  }

  private void best(SearchData.Best best) {
    html.section("best", "The best settings");
    html.paragraph(best.verdict());
    var parts = best.results().stream().map(Result::part).distinct().toList();
    var header = new ArrayList<String>(List.of(Markup.escape(data.metric().label())));
    parts.forEach(header::add);
    Map<String, Row> rows = new LinkedHashMap<>();
    for (Result result : best.results()) {
      rows.computeIfAbsent(
          result.name(), name -> row(name, result.baseline(), parts, best.results()));
    }
    html.table(
        new Table("The best trial beside the baselines", header, 1, List.copyOf(rows.values())));
    html.element(
        "p",
        "class=\"note\"",
        "The best of many figures on the validation part is kinder than the truth. The test part"
            + " was measured once, for this trial alone, when it had been chosen.");
    html.raw("<h3>best.yaml</h3>\n<pre tabindex=\"0\" aria-label=\"best.yaml\"><code>");
    html.raw(Markup.escape(best.settings()) + "</code></pre>\n").closeSection();
  }

  private Row row(String name, boolean baseline, List<String> parts, List<Result> results) {
    var cells = new ArrayList<String>(List.of(Markup.escape(name)));
    for (String part : parts) {
      cells.add(
          results.stream()
              .filter(result -> result.part().equals(part) && result.name().equals(name))
              .flatMap(result -> value(result).boxed())
              .findFirst()
              .map(this::figure)
              .orElse("–"));
    }
    return new Row(baseline ? "" : "network", cells);
  }
}
