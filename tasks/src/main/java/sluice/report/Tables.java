package sluice.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import sluice.metric.ConfusionMatrix;
import sluice.metric.Direction;
import sluice.metric.Metric;
import sluice.metric.Score;
import sluice.report.Html.Row;
import sluice.report.Html.Table;
import sluice.report.ReportData.Result;

/** The tables of the page. */
final class Tables {
  private Tables() {}

  /** The network and the baselines by every metric, on one part; the best figure is marked. */
  static Table scores(ReportData data, String part) {
    List<Result> results = data.results().of(part);
    long examples = results.stream().mapToLong(Result::examples).max().orElse(0);
    String caption = "Scores on the " + part + " part, " + Figures.count(examples) + " examples";
    return scores(data, part, results, caption);
  }

  /** Each member of an ensemble alone, on one part, below the ensemble itself. */
  static Table members(ReportData data, String part) {
    List<Result> results =
        Stream.concat(
                data.results().of(part).stream().filter(result -> !result.baseline()),
                data.results().members().stream().filter(result -> result.part().equals(part)))
            .toList();
    return scores(data, part, results, "The members on the " + part + " part, beside the ensemble");
  }

  private static Table scores(ReportData data, String part, List<Result> results, String caption) {
    List<Metric> metrics = metrics(results, data.results().primary());
    var header = new ArrayList<String>(List.of(Markup.escape("on the " + part + " part")));
    for (Metric metric : metrics) {
      header.add(header(metric));
    }
    var rows = new ArrayList<Row>();
    for (Result result : results) {
      var cells = new ArrayList<String>(List.of(Markup.escape(result.name())));
      for (Metric metric : metrics) {
        cells.add(cell(result, metric, results));
      }
      boolean answers = data.results().list().contains(result) && !result.baseline();
      rows.add(new Row(answers ? "network" : "", cells));
    }
    return new Table(caption, header, 1, rows);
  }

  /** How well each column comes back. */
  static Table columns(Detail.Reconstruction back) {
    List<Row> rows =
        back.columns().stream()
            .map(c -> Row.of(c.name(), Figures.of(c.error()), Figures.of(c.explained())))
            .toList();
    return new Table(
        "Each column on the " + back.part() + " part, scaled",
        List.of("column", "mean squared error", "R²"),
        1,
        rows);
  }

  private static String header(Metric metric) {
    boolean lower = metric.direction() == Direction.LOWER_IS_BETTER;
    return Markup.escape(metric.label())
        + " <span class=\"way\" title=\""
        + (lower ? "lower is better\">↓" : "higher is better\">↑")
        + "</span>";
  }

  private static String cell(Result result, Metric metric, List<Result> results) {
    Optional<Score> score = result.score(metric);
    if (score.isEmpty() || score.get().value().isEmpty()) {
      String reason = score.map(Score::reason).orElse("not measured");
      return "<span class=\"none\" title=\"" + Markup.escape(reason) + "\">–</span>";
    }
    String text = Captions.score(score.get(), decimals(results, metric));
    boolean best =
        results.stream()
            .flatMap(other -> other.score(metric).stream())
            .noneMatch(other -> other.betterThan(score.get()));
    return best ? "<strong>" + text + "</strong>" : text;
  }

  /** Decimals that show four digits of the smallest figure in a column. */
  private static int decimals(List<Result> results, Metric metric) {
    return results.stream()
        .flatMap(result -> result.score(metric).stream())
        .flatMapToDouble(score -> score.value().stream())
        .filter(value -> value != 0 && !Figures.isExtreme(value))
        .mapToInt(Figures::decimals)
        .max()
        .orElse(0);
  }

  private static List<Metric> metrics(List<Result> results, Metric primary) {
    Set<Metric> metrics = new LinkedHashSet<>(List.of(primary));
    results.forEach(result -> result.scores().forEach(score -> metrics.add(score.metric())));
    return List.copyOf(metrics);
  }

  /** Why figures are missing, a sentence for each reason. */
  static List<String> reasons(ReportData data) {
    var named = new LinkedHashMap<String, Set<String>>();
    for (Result result : data.results().list()) {
      for (Score score : result.scores()) {
        if (score.value().isEmpty()) {
          String what = score.metric().label() + " on the " + result.part() + " part: ";
          named
              .computeIfAbsent(what + score.reason(), reason -> new LinkedHashSet<>())
              .add(result.name());
        }
      }
    }
    var reasons = new ArrayList<String>();
    named.forEach((reason, names) ->
        reasons.add(Captions.sentence("no " + reason + " (" + String.join(", ", names) + ").")));
    return List.copyOf(reasons);
  }

  /** What each metric means. */
  static Table metrics(ReportData data) {
    Set<Metric> used = new LinkedHashSet<>(List.of(data.results().primary()));
    data.results().list().forEach(r -> r.scores().forEach(score -> used.add(score.metric())));
    var rows = new ArrayList<Row>();
    for (Metric metric : used) {
      rows.add(
          Row.of(
              metric.label(),
              metric.formula(),
              metric.direction().name().toLowerCase(Locale.ROOT).replace('_', ' '),
              metric.undefined()));
    }
    return new Table(
        "How each figure is computed",
        List.of("metric", "formula", "", "undefined where"),
        4,
        rows);
  }

  static Table parts(ReportData.Data data) {
    var rows = new ArrayList<Row>();
    for (ReportData.Part part : data.parts()) {
      rows.add(
          Row.of(
              part.name(),
              part.from(),
              part.to(),
              Figures.count(part.rows()),
              Figures.count(part.examples())));
    }
    return new Table(
        "The parts of the data", List.of("part", "from", "to", "rows", "examples"), 3, rows);
  }

  static Table columns(ReportData.Data data) {
    var rows = new ArrayList<Row>();
    for (ReportData.Column column : data.columns()) {
      rows.add(
          Row.of(
              column.name(),
              column.kind(),
              column.role(),
              column.treatment(),
              Figures.count(column.missing())));
    }
    return new Table(
        "The columns used", List.of("column", "kind", "role", "treatment", "missing"), 4, rows);
  }

  static Table layers(ReportData.Network network) {
    var rows = new ArrayList<Row>();
    for (ReportData.Layer layer : network.layers()) {
      rows.add(Row.of(layer.name(), layer.shape(), Figures.count(layer.parameters())));
    }
    return new Table("The layers", List.of("layer", "shape", "parameters"), 2, rows);
  }

  static Table phases(ReportData.Training training) {
    var rows = new ArrayList<Row>();
    for (ReportData.Phase phase : training.phases()) {
      rows.add(Row.of(phase.name(), Figures.seconds(phase.seconds())));
    }
    rows.add(Row.of("together", Figures.seconds(training.seconds())));
    return new Table("Where the time went", List.of("phase", "time"), 1, rows);
  }

  static Table provenance(ReportData.Provenance provenance) {
    var rows = new ArrayList<Row>();
    rows.add(Row.of("Sluice", provenance.version()));
    rows.add(Row.of("seed", "" + provenance.seed()));
    rows.add(Row.of("kernels", provenance.kernels()));
    rows.add(Row.of("threads", "" + provenance.threads()));
    rows.add(digest("weights, SHA-256", provenance.weightsSha256()));
    rows.add(digest("data", provenance.dataDigest()));
    return new Table("What makes the same weights again", List.of("", ""), 2, rows);
  }

  private static Row digest(String name, String digest) {
    return new Row("", List.of(Markup.escape(name), "<code>" + Markup.escape(digest) + "</code>"));
  }

  static Table classes(Detail.Classes classes) {
    return counts("Each class", classes.part(), classes.matrix().classes());
  }

  static Table labels(Detail.LabelSets sets) {
    return counts("Each label", sets.part(), sets.counts());
  }

  private static Table counts(String title, String part, List<ConfusionMatrix.ClassCount> counts) {
    var rows = new ArrayList<Row>();
    for (ConfusionMatrix.ClassCount count : counts) {
      rows.add(
          Row.of(
              count.label(),
              share(count.precision()),
              share(count.recall()),
              share(count.f1()),
              Figures.count(count.support()),
              Figures.count(count.answered())));
    }
    return new Table(
        title + " on the " + part + " part",
        List.of("class", "precision", "recall", "F1", "true", "answered"),
        1,
        rows);
  }

  private static String share(OptionalDouble share) {
    return share.isPresent() ? Figures.percent(share.getAsDouble()) : "–";
  }
}
