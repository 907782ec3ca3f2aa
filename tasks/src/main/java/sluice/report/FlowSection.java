package sluice.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sluice.inspect.Decay;
import sluice.inspect.Flow;
import sluice.report.FlowPictures.Line;
import sluice.report.Picture.Layout;

/** What a report says of the gradient's flow in training: two pictures and a table. */
final class FlowSection {
  /** The file with the numbers behind the pictures. */
  static final String NUMBERS = "gradient-flow.csv";

  private FlowSection() {}

  /** A heat map of the last record, and the fall of the first and the last; none of no records. */
  static List<Picture> of(List<GradientRecord> records) {
    if (records.isEmpty() || records.getLast().layers().isEmpty()) {
      return List.of();
    }
    GradientRecord last = records.getLast();
    return List.of(
        new Picture(
            "gradient-heat",
            "Where the gradient is large, by layer and step",
            "Norm of the loss's gradient by the state of each step (c where there is one, else h),"
                + " in training step "
                + last.step()
                + ". Strong is large; what fades towards the left is not learned from. A reversed"
                + " layer reads from the end: its last step is a sequence's first.",
            Layout.FULL,
            NUMBERS,
            size ->
                FlowPictures.heat(
                    size,
                    last.layers().stream()
                        .map(l -> new Line(l.name(), 0, false, l.byTime()))
                        .toList())),
        new Picture(
            "gradient-fall",
            "How the gradient falls on its way back",
            "log10 of the share of the last step's gradient that arrives so many steps earlier; the"
                + " steps that the head reads get some of their own."
                + (records.size() > 1
                    ? " Dashed: training step "
                        + records.getFirst().step()
                        + "; full: step "
                        + last.step()
                        + "."
                    : ""),
            Layout.FULL,
            NUMBERS,
            size -> FlowPictures.curves(size, "log10 of the share", curves(records), true)));
  }

  private static List<Line> curves(List<GradientRecord> records) {
    List<Line> lines = new ArrayList<>();
    boolean two = records.size() > 1;
    List<GradientRecord.Layer> last = records.getLast().layers();
    for (int i = 0; i < last.size(); i++) {
      lines.add(new Line(last.get(i).name(), i, false, last.get(i).memory().norms()));
    }
    for (int i = 0; two && i < records.getFirst().layers().size(); i++) {
      GradientRecord.Layer layer = records.getFirst().layers().get(i);
      lines.add(new Line("", i, true, layer.memory().norms()));
    }
    return lines;
  }

  /** How fast it falls, by layer and record. */
  static Html.Table table(List<GradientRecord> records) {
    List<Html.Row> rows = new ArrayList<>();
    for (GradientRecord record : records) {
      for (GradientRecord.Layer layer : record.layers()) {
        List<String> cells = new ArrayList<>();
        cells.add(Markup.escape(layer.name()));
        cells.add("step " + record.step());
        cells.addAll(figures(layer.memory()));
        rows.add(new Html.Row("", cells));
      }
    }
    return new Html.Table("How fast the gradient falls", header("layer", "recorded in"), 2, rows);
  }

  /** The columns that {@link #figures} fills, behind some others. */
  static List<String> header(String... before) {
    List<String> header = new ArrayList<>(List.of(before));
    header.addAll(
        List.of("nats a step", "fit error", "memory, steps", "share 10 back", "in the last ten"));
    return header;
  }

  /** Decay rate with its error, error of the fit, effective memory, retention, share at the end. */
  static List<String> figures(Flow flow) {
    Decay decay = flow.decay();
    String error = Double.isFinite(decay.rateError()) ? " ± " + figure(decay.rateError(), 4) : "";
    String below = decay.below() > 0 ? " (" + decay.below() + " below float32)" : "";
    return List.of(
        figure(decay.rate(), 4) + error,
        figure(decay.error(), 2) + below,
        flow.steps() == 0
            ? "–"
            : flow.memory().isPresent()
                ? Integer.toString(flow.memory().getAsInt())
                : "all " + (flow.steps() - 1),
        flow.steps() > 10 ? Figures.of(flow.retention(10)) : "–",
        flow.steps() > 10 ? Figures.percent(flow.lastShare(10)) : "–");
  }

  private static String figure(double value, int decimals) {
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, "%." + decimals + "f", value).replace('-', '−')
        : "–";
  }

  /** The numbers behind the pictures. */
  static List<String[]> rows(List<GradientRecord> records) {
    List<String[]> rows = new ArrayList<>();
    for (GradientRecord record : records) {
      for (GradientRecord.Layer layer : record.layers()) {
        double[] time = layer.byTime();
        double[] back = layer.memory().norms();
        for (int t = 0; t < time.length; t++) {
          rows.add(
              new String[] {
                "" + record.step(), layer.name(), "" + (t + 1), "" + time[t], "" + back[t]
              });
        }
      }
    }
    return rows;
  }
}
