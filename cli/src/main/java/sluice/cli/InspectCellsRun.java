package sluice.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import sluice.experiment.CellStudy;
import sluice.experiment.DataSource;
import sluice.report.GateStudy;
import sluice.report.HeldCell;
import sluice.report.StateStudy;

/** What {@code sluice inspect gates} and {@code states} do: read, write the page, tell figures. */
final class InspectCellsRun {
  private static final int TOLD = 10;

  private final Console console;
  private final CellOptions options;

  InspectCellsRun(Console console, CellOptions options) {
    this.console = console;
    this.options = options;
  }

  static OptionalInt optional(@Nullable Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private CellStudy.Choice choice() {
    return new CellStudy.Choice(
        options.model(), optional(options.member()), optional(options.layer()));
  }

  private DataSource data() {
    return new ModelRun(console, options.model()).source(options.data());
  }

  /** The gates over one sequence; gives the exit code. */
  int gates(Optional<String> sequence, OptionalInt unit, Path folder) {
    GateStudy study = CellStudy.gates(choice(), data(), sequence, unit);
    Path page = study.write(folder);
    console.result(options.json() ? study.json() : told(study) + "page    " + page + "\n");
    return 0;
  }

  private static String told(GateStudy study) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "cells that keep most", "keeps", "half left", "least", "greatest", "goes with", "r"));
    List<HeldCell> sorted = study.sorted();
    for (HeldCell cell : sorted.subList(0, Math.min(TOLD, sorted.size()))) {
      rows.add(
          List.of(
              "cell " + (cell.unit() + 1),
              figure("%.3f", cell.keeps()),
              figure("%.1f", cell.half()),
              figure("%.3f", cell.least()),
              figure("%.3f", cell.greatest()),
              cell.input().isEmpty() ? "–" : cell.input(),
              figure("%.2f", cell.correlation())));
    }
    return study.data() + "\n\n" + ScoreTable.text(rows) + "\n";
  }

  /** The states of many; gives the exit code. */
  int states(boolean every, Path folder) {
    StateStudy study = CellStudy.states(choice(), data(), every);
    Path page = study.write(folder);
    console.result(options.json() ? study.json() : told(study) + "page    " + page + "\n");
    return 0;
  }

  private static String told(StateStudy study) {
    var text = new StringBuilder(study.data()).append("\n\n");
    text.append(study.points().size()).append(" points; share of the variance by component:");
    for (double share : study.shares()) {
      text.append(figure(" %.1f %%", 100 * share));
    }
    return text.append("\n\n").toString();
  }

  private static String figure(String format, double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "–";
  }
}
