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
import sluice.model.Sizes;
import sluice.nn.Capacity;
import sluice.nn.Input;
import sluice.nn.Network;
import sluice.nn.PassSettings;
import sluice.nn.Weight;
import sluice.optim.Treatment;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a run is going to do, worked out from the data: what {@code --dry-run} prints. */
public final class Plan {
  private static final int FIRST_STEPS = 3; // of the first window, shown with their inputs
  private static final int SHOWN_INPUTS = 8;

  private final Experiment experiment;
  private final Job job;
  private final Model model;
  private final int batches;
  private final long memoryBytes;
  private final List<String> notes;

  private Plan(Job job, Model model) {
    this.experiment = job.experiment();
    this.job = job;
    this.model = model;
    Examples training = job.examples(Part.TRAINING);
    try {
      Treatment.check(EngineSettings.treatments(experiment.training()), model.weights());
    } catch (IllegalArgumentException e) {
      throw new UnfitTask("training.weights: " + e.getMessage());
    }
    int batch = batch(job);
    batches = (training.count() + batch - 1) / batch;
    checkDraw(experiment, training.count());
    memoryBytes =
        weightBytes(experiment, model.parameters())
            + 2 * (members() - 1) * model.parameters() * Float.BYTES // and in the checkpoint
            + passBytes(batch);
    notes = NeverReached.of(experiment, batches);
  }

  /**
   * What a run of a job would do.
   *
   * @throws UnfitTask if the network alone does not fit in the heap
   */
  static Plan of(Job job) {
    checkWeights(job);
    return new Plan(job, model(job));
  }

  /** The fresh network; a size that passes for itself may still be too much together. */
  private static Model model(Job job) {
    try {
      Model model = job.model();
      for (Part part : Part.values()) {
        checkLengths(job.examples(part), model.network());
      }
      checkSteps(job.examples(Part.TRAINING), model.network());
      return model;
    } catch (IllegalArgumentException e) {
      throw new UnfitTask(key(job) + ": the network cannot be made: " + e.getMessage());
    }
  }

  /** Where its layers are written. */
  private static String key(Job job) {
    boolean back = !job.experiment().model().reconstruct().isEmpty();
    return back ? "model.layers and model.reconstruct" : "model.layers";
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

  /** A network that has no room is refused before room is made for it. */
  private static void checkWeights(Job job) {
    Experiment experiment = job.experiment();
    Sizes layers = Sizes.of(job.layers(), job.examples(Part.TRAINING).inputs());
    long parameters = layers.weights() + (layers.outputs() + 1L) * job.outputs();
    long bytes = weightBytes(experiment, parameters);
    long heap = Runtime.getRuntime().maxMemory();
    if (bytes > heap) {
      throw new UnfitTask(
          String.format(
              Locale.ROOT,
              "the network has %,d parameters and needs about %,d MB to train, the heap has %,d MB:"
                  + " make model.layers smaller, or give the JVM more with -Xmx",
              parameters,
              megabytes(bytes),
              heap >> 20));
    }
  }

  /** Weights, their gradients (twice with groups), averages, the best ones, the optimiser's. */
  private static long weightBytes(Experiment experiment, long parameters) {
    TrainingSettings training = experiment.training();
    int copies = 3 + EngineSettings.tensors(training.optimiser());
    copies += training.groups() > 1 ? 1 : 0;
    copies += training.average() instanceof AverageSettings.None ? 0 : 1;
    return copies * parameters * Float.BYTES;
  }

  /** A network that sees the same example again and again learns nothing. */
  private static void checkDraw(Experiment experiment, int examples) {
    if (experiment.ensemble() instanceof EnsembleSettings.Bagging(int _, double sample)
        && Math.round(sample * examples) < 2) {
      throw new UnfitTask(
          String.format(
              Locale.ROOT,
              "ensemble.bagging.sample: %s of %,d training examples is less than 2: make it larger,"
                  + " or 1 for as many as there are",
              sample,
              examples));
    }
  }

  /** Examples in a training batch. */
  static int batch(Job job) {
    int all = job.examples(Part.TRAINING).count();
    return Math.min(job.experiment().training().batch().orElse(all), all);
  }

  /** Passes that train and validate at once, or later the one that measures. */
  private long passBytes(int batch) {
    int groups = experiment.training().groups();
    Examples training = job.examples(Part.TRAINING);
    Examples validation = job.examples(Part.VALIDATION);
    long bytes =
        bytes(training, (batch + groups - 1) / groups, true)
            + bytes(validation, Math.min(batch, Math.max(1, validation.count())), false);
    for (Part part : List.of(Part.VALIDATION, Part.TEST)) {
      Examples measured = job.examples(part);
      bytes = Math.max(bytes, bytes(measured, Predictions.batchSize(measured), false));
    }
    return bytes;
  }

  /** Inputs and buffers of a pass for so many examples at once. */
  private long bytes(Examples examples, int together, boolean training) {
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
              batch(job)));
    }
    return rows * examples.inputs() * Float.BYTES
        + model.passBytes(Capacity.of(examples.maxSteps(), sequences), training);
  }

  private static long megabytes(long bytes) {
    return bytes + (1 << 20) - 1 >> 20;
  }

  /** Passes over the training part at most; of an ensemble, those of each member. */
  public int epochs() {
    return EngineSettings.epochs(experiment);
  }

  /** Networks to be trained at most: 1, or the members of an ensemble. */
  public int members() {
    return experiment.ensemble().members();
  }

  /** Batches in an epoch. */
  public int batches() {
    return batches;
  }

  /** Settings that will have no effect in so few steps: a sentence each. */
  public List<String> notes() {
    return notes;
  }

  /** Numbers to be trained. */
  public long parameters() {
    return model.parameters();
  }

  /** Bytes that passes, weights and optimiser need, about; the data come on top. */
  public long memoryBytes() {
    return memoryBytes;
  }

  /** The network, its weights fresh. */
  Model model() {
    return model;
  }

  /** Windows or sequences in a part. */
  public int examples(Part part) {
    return job.examples(part).count();
  }

  /** Throws if the memory needed is more than a heap of so many bytes has. */
  void checkMemory(long heap) {
    if (memoryBytes > heap) {
      throw new UnfitTask(
          String.format(
              Locale.ROOT,
              "training needs about %,d MB, the heap has %,d MB: make training.batch (%d),"
                  + " window.history or model.layers smaller, raise training.groups, or give the"
                  + " JVM more with -Xmx",
              megabytes(memoryBytes),
              heap >> 20,
              batch(job)));
    }
  }

  /** For people: resolved settings, columns, parts, first window, shapes, parameters, memory. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("# resolved settings\n").append(experiment.fingerprint()).append('\n');
    text.append("# data\n").append(job.data().table().source());
    line(
        text,
        ": %,d rows, %d series, one step: %s",
        job.data().table().rows(),
        job.data().series().size(),
        job.data().stepName());
    for (Part part : Part.values()) {
      line(
          text,
          "%-10s %,8d examples   %s",
          part.name().toLowerCase(Locale.ROOT),
          examples(part),
          range(part));
    }
    text.append('\n').append("# inputs of a step\n");
    List<Feature> features = job.data().preparation().inputs();
    for (Feature feature : features) {
      line(text, "%-7s %s", feature.role().name().toLowerCase(Locale.ROOT), feature.name());
    }
    made().forEach(name -> line(text, "%-7s %s", "made", name));
    experiment
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
    text.append('\n').append("# network\n");
    for (Weight weight : model.weights()) {
      line(text, "%-16s %-14s %,10d", weight.name(), weight.values(), weight.size());
    }
    line(
        text,
        "%s%,d parameters, %,d batches an epoch, about %,d MB of %,d MB heap",
        members() > 1 ? members() + " networks of " : "",
        parameters(),
        batches,
        megabytes(memoryBytes),
        Runtime.getRuntime().maxMemory() >> 20);
    notes.forEach(note -> line(text, "%nnote: %s", note));
    return text.toString();
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
    line(
        text,
        "%n# first training example: %d steps of %d inputs, scaled (the first %d inputs of the"
            + " first %d steps)",
        training.steps(0),
        training.inputs(),
        shown,
        Math.min(FIRST_STEPS, training.steps(0)));
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
    if (experiment.window().per() == WindowSettings.Per.ROW) {
      return "";
    }
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

  /** One JSON object with the same. */
  public String json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("task", experiment.task().name().toLowerCase(Locale.ROOT));
    json.put("settings", experiment.fingerprint());
    json.put("rows", job.data().table().rows());
    json.put("series", job.data().series().size());
    json.put("step", job.data().stepName());
    ObjectNode examples = json.putObject("examples");
    for (Part part : Part.values()) {
      examples.put(part.name().toLowerCase(Locale.ROOT), examples(part));
    }
    ArrayNode inputs = json.putArray("inputs");
    job.data().preparation().inputs().forEach(feature -> inputs.add(feature.name()));
    made().forEach(inputs::add);
    ObjectNode weights = json.putObject("weights");
    for (Weight weight : model.weights()) {
      weights.putArray(weight.name()).add(weight.values().rows()).add(weight.values().columns());
    }
    json.put("parameters", parameters());
    json.put("batches", batches);
    json.put("epochs", epochs());
    json.put("members", members());
    json.put("memory_bytes", memoryBytes);
    json.put("heap_bytes", Runtime.getRuntime().maxMemory());
    ArrayNode told = json.putArray("notes");
    notes.forEach(told::add);
    return json.toString();
  }
}
