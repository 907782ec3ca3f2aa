package sluice.bench;

import java.util.Locale;
import java.util.stream.Collectors;

/** Results as plain text. */
final class Table {
  /** Above the comparisons. */
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

  /** All of them. */
  static String of(Results results) {
    String machine =
        String.format(
            Locale.ROOT,
            "%s, %d processors, %s, Java %s%n%n",
            results.machine().processor(),
            results.machine().processors(),
            results.machine().system(),
            results.machine().java());
    return results.comparisons().stream()
        .map(Table::row)
        .collect(Collectors.joining("\n", machine + HEADING + "\n", "\n" + rest(results)));
  }

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

  /** Allocation, memory and first results. */
  static String rest(Results results) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%nSluice allocated at most %.0f bytes a step.%n",
            results.mostAllocated()));
    if (!results.memories().isEmpty()) {
      text.append("\npeak memory, MB          C2 or I1  threads  flags\n");
      for (Results.Memory memory : results.memories()) {
        text.append(
            String.format(
                Locale.ROOT,
                "%-16s %7.0f  %-8s  %7d  %s%n",
                memory.what(),
                memory.bytes() / 1e6,
                memory.workload(),
                memory.threads(),
                memory.flags()));
      }
    }
    if (!results.starts().isEmpty()) {
      text.append("\nfirst I1 result, ms  after the start of the process\n");
      for (Results.Start start : results.starts()) {
        text.append(
            String.format(
                Locale.ROOT, "%-16s %7.0f  %s%n", start.what(), start.median(), start.flags()));
      }
    }
    return text.toString();
  }

  /** As many digits as mean something. */
  static String milliseconds(double value) {
    String format = value < 0.1 ? "%.4f" : value < 1 ? "%.3f" : value < 100 ? "%.2f" : "%.0f";
    return String.format(Locale.ROOT, format, value);
  }
}
