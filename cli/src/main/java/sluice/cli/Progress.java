package sluice.cli;

import java.util.List;
import java.util.function.Consumer;
import sluice.experiment.RunEvent;
import sluice.inspect.Finding;

/** Shows on standard error how a run gets on. */
interface Progress extends Consumer<RunEvent>, AutoCloseable {
  /** For whatever stands behind standard error: a bar for a terminal, lines for a file or pipe. */
  static Progress on(Console console) {
    Terminal terminal = console.terminal();
    return terminal.present()
        ? new BarProgress(console, terminal)
        : new LineProgress(console, System::nanoTime);
  }

  /** What is said when training begins. */
  static String opening(RunEvent.Began began) {
    return (began.resumed() ? "going on in " : "training in ")
        + began.directory()
        + (began.plan().members() > 1
            ? ": " + Figures.count(began.plan().members(), "network") + ", each at most "
            : ": at most ")
        + Figures.count(began.plan().epochs(), "epoch")
        + " of "
        + Figures.count(began.plan().batches(), "step")
        + ", "
        + Figures.count(began.plan().parameters(), "parameter");
  }

  /** What is said of settings that will have no effect. */
  static List<String> notes(RunEvent.Began began) {
    return began.plan().notes().stream().map(note -> "note: " + note).toList();
  }

  /** What is said when something keeps the network from learning. */
  static String notice(RunEvent.Noticed noticed) {
    return "notice  step "
        + Figures.count(noticed.notice().step())
        + ": "
        + advice(noticed.notice().finding());
  }

  /** A finding as a few lines: what it is, and what to try. */
  static String advice(Finding finding) {
    return finding.kind().label()
        + ". "
        + finding.sentence()
        + "\n        Try: "
        + String.join("; ", finding.remedies())
        + ".";
  }

  @Override
  void close();
}
