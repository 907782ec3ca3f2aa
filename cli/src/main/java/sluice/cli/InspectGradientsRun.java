package sluice.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sluice.experiment.GradientStudy;
import sluice.inspect.Flow;
import sluice.report.FlowStudy;

/** What {@code sluice inspect gradients} does: measures, writes the page, tells the figures. */
final class InspectGradientsRun {
  private final Console console;
  private final boolean json;

  InspectGradientsRun(Console console, boolean json) {
    this.console = console;
    this.json = json;
  }

  /** Runs; gives the exit code. */
  int call(GradientStudy.Settings settings, Path folder, Signals signals) {
    FlowStudy study = GradientStudy.run(settings, console::say);
    if (study.cases().isEmpty()) { // stopped before the first
      return signals.code();
    }
    Path page = study.write(folder);
    console.result(json ? study.json() : summary(study) + "page    " + page + "\n");
    return signals.code();
  }

  private static String summary(FlowStudy study) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            study.data(),
            "when",
            "nats a step",
            "elsewhere",
            "memory",
            "share at the start",
            "last ten",
            "loss"));
    for (FlowStudy.Case one : study.cases()) {
      for (FlowStudy.Layer layer : one.layers()) {
        Flow flow = layer.memory();
        int last = flow.steps() - 1;
        rows.add(
            List.of(
                one.name() + (one.layers().size() > 1 ? " · " + layer.norms().name() : ""),
                one.when(),
                figure("%.3f", flow.decay().rate()),
                figure("%.3f", one.published()),
                flow.memory().isPresent() ? "" + flow.memory().getAsInt() : "all " + last,
                last > 0 ? figure("%.1e", flow.retention(last)) : "–",
                figure("%.3f", flow.lastShare(10)),
                figure("%.4f", one.loss())));
      }
    }
    return ScoreTable.text(rows) + "\n";
  }

  private static String figure(String format, double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "–";
  }
}
