package sluice.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import sluice.data.Examples;
import sluice.data.Expansion;
import sluice.data.Feature;
import sluice.data.Part;
import sluice.data.Parts;
import sluice.data.Predictions;
import sluice.data.Preparation;
import sluice.data.Series;
import sluice.loss.Model;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.nn.Capacity;
import sluice.nn.Input;
import sluice.nn.Network;
import sluice.nn.PassSettings;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@link Plan} asks of a task on the rows of a table. */
final class TablePlan {
  private static final int FIRST_STEPS = 3; // of the first window, shown with their inputs
  private static final int SHOWN_INPUTS = 8;

  private final TableJob job;

  TablePlan(TableJob job) {
    this.job = job;
  }

  /** Throws if the layers cannot read sequences as long as the task has them. */
  static void checkFits(TableJob job, Model model) {
    for (Part part : Part.values()) {
      checkLengths(job.examples(part), model.network());
    }
    checkSteps(job.examples(Part.TRAINING), model.network());
  }

  /** Layers that change the number of steps must leave those that the task reads. */
  private static void checkSteps(Examples examples, Network network) {
    int longest = examples.maxSteps();
    long given = network.lengthAfter(longest);
    if (given < examples.targetSteps()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "they give %d of %d steps, the task reads the last %d",
              given,
              longest,
              examples.targetSteps()));
    }
  }

  /** A layer that wants sequences of some length is tried with one of each length there is. */
  private static void checkLengths(Examples examples, Network network) {
    if (network.needsWholeSequences().isEmpty()) {
      return;
    }
    var lengths = new TreeSet<Integer>();
    for (int example = 0; example < examples.count(); example++) {
      for (int side = 0; side < examples.sides(); side++) {
        lengths.add(examples.steps(example, side));
      }
    }
    for (int length : lengths) {
      var x = new Input.Rows(Matrix.of(length, examples.inputs()));
      network
          .pass(PassSettings.predicting(Capacity.of(length, 1)))
          .forward(x, Steps.equal(length, 1));
    }
  }

  /** Passes that train and validate at once, or later the one that measures. */
  static long passBytes(TableJob job, Model model) {
    int batch = job.batch();
    int groups = job.experiment().training().groups();
    Examples training = job.examples(Part.TRAINING);
    Examples validation = job.examples(Part.VALIDATION);
    long bytes =
        bytes(job, model, training, (batch + groups - 1) / groups, true)
            + bytes(
                job, model, validation, Math.min(batch, Math.max(1, validation.count())), false);
    for (Part part : List.of(Part.VALIDATION, Part.TEST)) {
      Examples measured = job.examples(part);
      bytes = Math.max(bytes, bytes(job, model, measured, Predictions.batchSize(measured), false));
    }
    return bytes;
  }

  /** Inputs and buffers of a pass for so many examples at once. */
  private static long bytes(
      TableJob job, Model model, Examples examples, int together, boolean training) {
    int sequences = Math.multiplyExact(examples.sides(), together);
    long rows = (long) sequences * examples.maxSteps();
    int widest =
        model.weights().stream().mapToInt(weight -> weight.values().columns()).max().orElse(1);
    if (rows * Math.max(widest, examples.inputs()) > Integer.MAX_VALUE - 8) {
      throw new UnfitTask(
          String.format(
              Locale.ROOT,
              "%,d sequences of %,d steps at once are more than an array can hold for layers that"
                  + " are %,d numbers wide: make training.batch (%d), window.history or"
                  + " model.layers smaller",
              sequences,
              examples.maxSteps(),
              widest,
              job.batch()));
    }
    return rows * examples.inputs() * Float.BYTES
        + model.passBytes(Capacity.of(examples.maxSteps(), sequences), training);
  }

  /** Table, parts, inputs and the first window, for people. */
  String text() {
    StringBuilder text = new StringBuilder();
    line(text, "%s: %,d rows%s", job.source(), job.data().table().rows(), rows() ? "" : series());
    for (Part part : Part.values()) {
      line(
          text,
          "%-10s %,8d %s",
          part.name().toLowerCase(Locale.ROOT),
          job.count(part),
          rows() ? "rows" : "examples   " + range(part));
    }
    text.append('\n').append(rows() ? "# inputs of a row\n" : "# inputs of a step\n");
    List<Feature> features = job.data().preparation().inputs();
    for (Feature feature : features) {
      line(text, "%-7s %s", feature.role().name().toLowerCase(Locale.ROOT), feature.name());
    }
    made().forEach(name -> line(text, "%-7s %s", "made", name));
    job.experiment()
        .data()
        .select()
        .ifPresent(select ->
            line(
                text,
                "%nOf %d columns %d will be chosen by %s, in a first training with all of them.",
                ColumnChoice.candidates(job).size(),
                select.top(),
                select.by().name().toLowerCase(Locale.ROOT)));
    firstWindow(text);
    return text.toString();
  }

  /** Whether an example is a single row. */
  private boolean rows() {
    return job.experiment().window().per() == WindowSettings.Per.ROW;
  }

  private String series() {
    int series = job.data().series().size();
    return String.format(Locale.ROOT, ", %d series, one step: %s", series, job.data().stepName());
  }

  /** Inputs made of others, by name. */
  private List<String> made() {
    Preparation preparation = job.data().preparation();
    return Expansion.of(preparation).made(preparation.inputs()).stream()
        .map(Expansion.Made::name)
        .toList();
  }

  private void firstWindow(StringBuilder text) {
    Examples training = job.examples(Part.TRAINING);
    float[] inputs = new float[training.maxSteps() * training.inputs()];
    training.input(0, inputs);
    int shown = Math.min(SHOWN_INPUTS, training.inputs());
    if (rows()) {
      line(
          text,
          "%n# first training row: %d inputs, scaled (the first %d)",
          training.inputs(),
          shown);
    } else {
      line(
          text,
          "%n# first training example: %d steps of %d inputs, scaled (the first %d inputs of the"
              + " first %d steps)",
          training.steps(0),
          training.inputs(),
          shown,
          Math.min(FIRST_STEPS, training.steps(0)));
    }
    for (int t = 0; t < Math.min(FIRST_STEPS, training.steps(0)); t++) {
      List<String> values = new ArrayList<>();
      for (int j = 0; j < shown; j++) {
        values.add(String.format(Locale.ROOT, "%8.4f", inputs[t * training.inputs() + j]));
      }
      text.append(String.join(" ", values)).append('\n');
    }
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  /** First and last time of a part, of the first series that has any of it. */
  private String range(Part part) {
    List<Parts> parts = job.data().parts();
    for (int i = 0; i < parts.size(); i++) {
      int from = parts.get(i).from(part);
      int to = parts.get(i).to(part);
      if (from < to) {
        Series series = job.data().series().get(i);
        String key = parts.size() == 1 ? "" : " in " + series.key();
        return series.timeline().text(from) + " to " + series.timeline().text(to - 1) + key;
      }
    }
    return "empty";
  }

  /** The same for programs. Modified: {@code json}. */
  void put(ObjectNode json) {
    json.put("rows", job.data().table().rows());
    json.put("series", job.data().series().size());
    json.put("step", job.data().stepName());
    ObjectNode examples = json.putObject("examples");
    for (Part part : Part.values()) {
      examples.put(part.name().toLowerCase(Locale.ROOT), job.count(part));
    }
    ArrayNode inputs = json.putArray("inputs");
    job.data().preparation().inputs().forEach(feature -> inputs.add(feature.name()));
    made().forEach(inputs::add);
  }
}
