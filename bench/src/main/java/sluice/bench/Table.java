package sluice.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Comparisons as plain text. */
final class Table {
  /** Above the rows. */
  static final String HEADING =
      String.format(
          Locale.ROOT,
          "%-8s %7s  %-11s %10s %10s   %s",
          "workload",
          "threads",
          "peer",
          "Sluice ms",
          "peer ms",
          "times faster (least … most)");

  private Table() {}

  /** One comparison in a line. */
  static String row(Comparison comparison) {
    String opening =
        String.format(
            Locale.ROOT,
            "%-8s %7d  %-11s ",
            comparison.workload(),
            comparison.threads(),
            comparison.peer());
    if (comparison.failure().isPresent()) {
      return opening + "failed: " + comparison.complaint();
    }
    return opening
        + String.format(
            Locale.ROOT,
            "%10s %10s   %.2f (%.2f … %.2f)%s",
            milliseconds(comparison.sluiceMs()),
            milliseconds(comparison.peerMs()),
            comparison.ratio(),
            comparison.leastRatio(),
            comparison.mostRatio(),
            comparison.valid() ? "" : "  NOT VALID: " + comparison.complaint());
  }

  /** All of them. */
  static String of(List<Comparison> comparisons) {
    return comparisons.stream()
        .map(Table::row)
        .collect(Collectors.joining("\n", HEADING + "\n", "\n"));
  }

  private static String milliseconds(double value) {
    return String.format(Locale.ROOT, value < 1 ? "%.4f" : value < 100 ? "%.2f" : "%.0f", value);
  }
}
