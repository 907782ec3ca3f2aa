package sluice.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Results as tables to be pasted into a page. */
final class Markdown {
  private static final String NOT_VALID = " †";

  private Markdown() {}

  /** All tables, and the machine they are from. */
  static String of(Results results) {
    StringBuilder text = new StringBuilder();
    List<Peer> peers =
        Stream.of(Peer.values())
            .filter(peer -> results.comparisons().stream().anyMatch(c -> c.peer() == peer))
            .toList();
    for (int n :
        new TreeSet<>(results.comparisons().stream().map(Comparison::threads).toList())
            .descendingSet()) {
      speed(results, peers, n, text);
    }
    memory(results, text);
    start(results, text);
    text.append(
        String.format(
            Locale.ROOT,
            "Sluice allocated at most %.0f bytes a step. %s, %d processors, %s, Java %s; %s.%n",
            results.mostAllocated(),
            results.machine().processor(),
            results.machine().processors(),
            results.machine().system(),
            results.machine().java(),
            results.versions().collect(Collectors.joining("; "))));
    if (!results.valid()) {
      text.append("\n† not valid: ");
      text.append(
          results.comparisons().stream()
              .filter(c -> !c.valid())
              .map(c -> c.workload() + " " + c.peer() + ": " + c.complaint())
              .collect(Collectors.joining("; ")));
      text.append('\n');
    }
    return text.toString();
  }

  /** A row a workload: milliseconds, and how many times faster Sluice is. */
  private static void speed(Results results, List<Peer> peers, int n, StringBuilder text) {
    text.append("| ").append(n).append(n == 1 ? " thread" : " threads").append(" | Sluice ms |");
    peers.forEach(peer -> text.append(' ').append(peer).append(" ms | times faster |"));
    text.append("\n| --- | --: |").append(" --: | --- |".repeat(peers.size())).append('\n');
    for (Workload work : Workload.values()) {
      List<Comparison> row =
          results.comparisons().stream()
              .filter(c -> c.workload() == work && c.threads() == n && c.failure().isEmpty())
              .toList();
      if (row.isEmpty()) {
        continue;
      }
      double own = Comparison.median(row.stream().map(Comparison::sluiceMs));
      text.append("| ").append(work).append(" | ").append(Table.milliseconds(own)).append(" |");
      for (Peer peer : peers) {
        Optional<Comparison> with = row.stream().filter(c -> c.peer() == peer).findFirst();
        text.append(with.map(Markdown::cells).orElse(" – | – |"));
      }
      text.append('\n');
    }
    text.append('\n');
  }

  private static String cells(Comparison comparison) {
    return String.format(
        Locale.ROOT,
        " %s | **%.2f** (%.2f–%.2f)%s |",
        Table.milliseconds(comparison.peerMs()),
        comparison.ratio(),
        comparison.leastRatio(),
        comparison.mostRatio(),
        comparison.valid() ? "" : NOT_VALID);
  }

  private static void memory(Results results, StringBuilder text) {
    if (results.memories().isEmpty()) {
      return;
    }
    text.append("| peak memory, MB | launcher's flags | JVM's defaults |\n| --- | --: | --: |\n");
    for (Results.Memory memory : results.memories()) {
      if (memory.flags().equals(Launch.Flags.LAUNCHER.toString())) {
        text.append(
            String.format(
                Locale.ROOT,
                "| %s, %s | %.0f | %s |%n",
                memory.workload(),
                memory.what(),
                memory.bytes() / 1e6,
                results.memories().stream()
                    .filter(m -> m.flags().equals(Launch.Flags.DEFAULTS.toString()))
                    .filter(m -> m.workload() == memory.workload())
                    .filter(m -> m.what().equals(memory.what()))
                    .map(m -> String.format(Locale.ROOT, "%.0f", m.bytes() / 1e6))
                    .findFirst()
                    .orElse("–")));
      }
    }
    text.append('\n');
  }

  private static void start(Results results, StringBuilder text) {
    if (results.starts().isEmpty()) {
      return;
    }
    text.append("| first I1 result, ms | launcher's flags | JVM's defaults |\n");
    text.append("| --- | --: | --: |\n");
    for (Results.Start start : results.starts()) {
      if (start.flags().equals(Launch.Flags.LAUNCHER.toString())) {
        text.append(
            String.format(
                Locale.ROOT,
                "| %s | %.0f | %s |%n",
                start.what(),
                start.median(),
                results.starts().stream()
                    .filter(s -> s.flags().equals(Launch.Flags.DEFAULTS.toString()))
                    .filter(s -> s.what().equals(start.what()))
                    .map(s -> String.format(Locale.ROOT, "%.0f", s.median()))
                    .findFirst()
                    .orElse("–")));
      }
    }
    text.append('\n');
  }
}
