package sluice.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sluice.experiment.StepTrace;
import sluice.inspect.LayerFlow;
import sluice.inspect.LayerFlow.Leaf;
import sluice.inspect.LayerFlow.Size;
import sluice.inspect.LayerFlow.WeightFlow;
import sluice.model.JsonObject;

/** One training step as the data flow: up through the layers, down again, into the weights. */
final class TraceText {
  private static final int MOST_STEPS = 8;
  private static final int WIDTH = 66;

  private final StepTrace trace;
  private final StringBuilder text = new StringBuilder();

  private TraceText(StepTrace trace) {
    this.trace = trace;
  }

  /** The page. */
  static String of(StepTrace trace) {
    TraceText page = new TraceText(trace);
    page.write();
    return page.text.toString();
  }

  private void write() {
    text.append(
        String.format(
            Locale.ROOT,
            "%s, the first training step: %s of up to %s\n",
            trace.name(),
            Figures.count(trace.sequences(), "sequence"),
            Figures.count(trace.steps(), "step")));
    List<Leaf> layers = trace.flow().layers();
    text.append("\nForward").append(" ".repeat(WIDTH - 7 + 2)).append("    norm\n");
    line("  x " + shape(layers.getFirst().x()), layers.getFirst().x().norm());
    for (int l = 0; l < layers.size(); l++) {
      forward(l, layers.get(l));
    }
    line("  loss, as the trainer divides it", trace.flow().loss());
    text.append("\nBackward\n");
    for (int l = layers.size() - 1; l >= 0; l--) {
      backward(l, layers.get(l));
    }
    optimiser();
  }

  private static String label(int index, Leaf leaf) {
    return leaf.type().equals("head") ? "head" : index + " " + leaf.type();
  }

  private void forward(int index, Leaf leaf) {
    String products =
        leaf.weights().stream()
            .map(weight -> product(leaf, weight))
            .filter(product -> !product.isEmpty())
            .collect(Collectors.joining(" + "));
    text.append("  ").append(label(index, leaf));
    text.append(products.isEmpty() ? "" : ": " + products).append('\n');
    line("    → " + shape(leaf.y()), leaf.y().norm());
  }

  /** What a weight is multiplied with, by the last part of its name. */
  private static String product(Leaf leaf, WeightFlow weight) {
    String name = name(weight);
    return switch (factor(name)) {
      case INPUT -> "x·" + name + " " + shape(leaf.x()) + "·" + shape(weight.values());
      case STATE ->
          "h₋₁·" + name + " [·, " + weight.values().rows() + "]·" + shape(weight.values());
      case ONE -> name;
      case OTHER -> "";
    };
  }

  private enum Factor {
    INPUT,
    STATE,
    ONE,
    OTHER
  }

  private static Factor factor(String name) {
    return switch (name) {
      case "wx", "w" -> Factor.INPUT;
      case "wh", "wn" -> Factor.STATE;
      case "b", "bn" -> Factor.ONE;
      default -> Factor.OTHER;
    };
  }

  private static String name(WeightFlow weight) {
    return weight.name().substring(weight.name().lastIndexOf('.') + 1);
  }

  private void backward(int index, Leaf leaf) {
    text.append("  ").append(label(index, leaf)).append('\n');
    line("    dy " + shape(leaf.dy()), leaf.dy().norm());
    trace.recurrent().stream()
        .filter(layer -> layer.layer() == index && !leaf.type().equals("head"))
        .forEach(this::inTime);
    for (WeightFlow weight : leaf.weights()) {
      String name = name(weight);
      String formula =
          switch (factor(name)) {
            case INPUT -> "d" + name + " = xᵀ·da ";
            case STATE -> "d" + name + " = h₋₁ᵀ·da ";
            case ONE -> "d" + name + " = Σ da ";
            case OTHER -> "d" + name + " ";
          };
      line("    " + formula + shape(weight.gradient()), weight.gradient().norm());
    }
    line("    dx " + shape(leaf.dx()), leaf.dx().norm());
  }

  /** From the last step to the first, some of them where there are many. */
  private void inTime(StepTrace.InTime layer) {
    int steps = layer.dh().length;
    int shown = Math.min(steps, MOST_STEPS);
    List<Integer> chosen =
        IntStream.range(0, shown)
            .map(k -> steps - 1 - (shown == 1 ? 0 : k * (steps - 1) / (shown - 1)))
            .boxed()
            .toList();
    boolean cell = Arrays.stream(layer.dcFromOutput()).anyMatch(norm -> norm != 0);
    List<List<String>> rows = new ArrayList<>();
    List<String> heading = new ArrayList<>(List.of("    back through time, t ="));
    chosen.forEach(t -> heading.add(Integer.toString(t + 1)));
    rows.add(heading);
    rows.add(row("    ‖dh‖", layer.dh(), chosen));
    if (cell) {
      rows.add(row("    ‖dc‖ through h", layer.dcFromOutput(), chosen));
      rows.add(row("    ‖dc‖ from t+1", layer.dcFromNext(), chosen));
    }
    text.append(ScoreTable.text(rows));
  }

  private static List<String> row(String label, double[] norms, List<Integer> chosen) {
    List<String> row = new ArrayList<>(List.of(label));
    chosen.forEach(t -> row.add(short3(norms[t])));
    return row;
  }

  private static String short3(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.2e", value);
  }

  private void optimiser() {
    text.append("\nOptimiser\n");
    line("  norm of all gradients, before any clipping", trace.step().gradientNorm());
    line("  learning rate", trace.step().rate());
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "‖w‖", "‖Δw‖", "‖Δw‖ ∕ ‖w‖"));
    for (StepTrace.Update update : trace.updates()) {
      rows.add(
          List.of(
              "  " + update.name(),
              size(update.values()),
              size(update.change()),
              update.values() == 0 ? "–" : size(update.change() / update.values())));
    }
    text.append(ScoreTable.text(rows));
    text.append(
        "Layers by the equations in double precision; steps in time, norm and update by the");
    text.append(" engine in float32.\n");
  }

  private void line(String what, double norm) {
    int width = what.codePointCount(0, what.length());
    text.append(what)
        .append(" ".repeat(Math.max(1, WIDTH - width)))
        .append(String.format(Locale.ROOT, "%10s\n", size(norm)));
  }

  /** Small norms keep their digits: they are what one looks for here. */
  private static String size(double norm) {
    return norm != 0 && Math.abs(norm) < 0.1
        ? String.format(Locale.ROOT, "%.3e", norm)
        : Figures.of(norm);
  }

  private static String shape(Size size) {
    return String.format(Locale.ROOT, "[%,d, %,d]", size.rows(), size.columns());
  }

  /** The same as one JSON object, documented in {@code docs/command.md}. */
  static String json(StepTrace trace) {
    LayerFlow flow = trace.flow();
    return JsonObject.empty()
        .put("name", trace.name())
        .put("sequences", trace.sequences())
        .put("steps", trace.steps())
        .put("loss", flow.loss())
        .putObjects("layers", flow.layers().stream().map(TraceText::leaf).toList())
        .putObjects("in_time", trace.recurrent().stream().map(TraceText::inTimeJson).toList())
        .put("gradient_norm", trace.step().gradientNorm())
        .put("rate", trace.step().rate())
        .putObjects("updates", trace.updates().stream().map(TraceText::update).toList())
        .toString();
  }

  private static JsonObject leaf(Leaf leaf) {
    JsonObject json =
        JsonObject.empty()
            .put("type", leaf.type())
            .put("dx", size(leaf.dx()))
            .put("dy", size(leaf.dy()))
            .put("x", size(leaf.x()))
            .put("y", size(leaf.y()));
    return json.putObjects(
        "weights",
        leaf.weights().stream()
            .map(weight ->
                JsonObject.empty()
                    .put("name", weight.name())
                    .put("values", size(weight.values()))
                    .put("gradient", size(weight.gradient())))
            .toList());
  }

  private static JsonObject size(Size size) {
    return JsonObject.empty()
        .put("rows", size.rows())
        .put("columns", size.columns())
        .put("norm", size.norm());
  }

  private static JsonObject inTimeJson(StepTrace.InTime layer) {
    return JsonObject.empty()
        .put("layer", layer.layer())
        .putNumbers("dh", layer.dh())
        .putNumbers("dc_from_output", layer.dcFromOutput())
        .putNumbers("dc_from_next", layer.dcFromNext());
  }

  private static JsonObject update(StepTrace.Update update) {
    return JsonObject.empty()
        .put("name", update.name())
        .put("norm", update.values())
        .put("change", update.change());
  }
}
