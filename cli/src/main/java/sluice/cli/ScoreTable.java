package sluice.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import sluice.metric.Metric;
import sluice.metric.Score;
import sluice.report.ReportData.Result;

/** The network and the baselines on one part of the data, as a table in plain text. */
final class ScoreTable {
  private static final String GAP = "  ";

  private ScoreTable() {}

  /**
   * A heading and a line for each result.
   *
   * @param results of one part, at least one; the first one has all metrics
   */
  static String of(List<Result> results) {
    Result first = results.getFirst();
    // Beside its root the squared error tells nothing and is wide.
    List<Metric> metrics =
        first.scores().stream()
            .map(Score::metric)
            .filter(metric -> metric.unit() != Metric.Unit.TARGET_SQUARED)
            .toList();
    List<List<String>> rows = new ArrayList<>();
    List<String> heading = new ArrayList<>();
    heading.add(first.part() + ", " + Figures.count(first.examples(), "example"));
    metrics.forEach(metric -> heading.add(label(metric)));
    rows.add(heading);
    for (Result result : results) {
      List<String> row = new ArrayList<>();
      row.add((result.baseline() ? "  " : "▸ ") + result.name());
      metrics.forEach(metric -> row.add(cell(result, metric)));
      rows.add(row);
    }
    return text(rows);
  }

  private static String label(Metric metric) {
    return metric.label() + (metric.unit() == Metric.Unit.PERCENT ? " %" : "");
  }

  private static String cell(Result result, Metric metric) {
    return result
        .score(metric)
        .filter(score -> score.value().isPresent())
        .map(score -> Figures.of(score.value().getAsDouble()))
        .orElse("–");
  }

  /** Rows of cells in columns, the first one to the left, the others to the right. */
  static String text(List<List<String>> rows) {
    int columns = rows.getFirst().size();
    int[] widths =
        IntStream.range(0, columns)
            .map(c -> rows.stream().mapToInt(row -> width(row.get(c))).max().orElse(0))
            .toArray();
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String blanks = " ".repeat(widths[c] - width(row.get(c)));
        line.append(c == 0 ? row.get(c) + blanks : GAP + blanks + row.get(c));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
