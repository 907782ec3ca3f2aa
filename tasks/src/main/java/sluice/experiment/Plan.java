package sluice.experiment;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sluice.data.Part;
import sluice.loss.Model;
import sluice.model.Sizes;
import sluice.nn.Weight;
import sluice.optim.Treatment;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a run is going to do, worked out from the data: what {@code --dry-run} prints. */
public final class Plan {
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
    try {
      Treatment.check(EngineSettings.treatments(experiment.training()), model.weights());
    } catch (IllegalArgumentException e) {
      throw new UnfitTask("training.weights: " + e.getMessage());
    }
    batches = job.batches();
    checkDraw(experiment, job.count(Part.TRAINING));
    memoryBytes =
        weightBytes(experiment, model.parameters())
            + 2 * (members() - 1) * model.parameters() * Float.BYTES // and in the checkpoint
            + job.passBytes(model);
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
      job.checkFits(model);
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

  /** A network that has no room is refused before room is made for it. */
  private static void checkWeights(Job job) {
    Experiment experiment = job.experiment();
    Sizes layers = Sizes.of(job.layers(), job.inputs());
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

  /** How the losses are perplexities; empty for a task without tokens. */
  public Optional<Perplexity> perplexity() {
    return job.perplexity();
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

  /** Windows, sequences or tokens in a part. */
  public int examples(Part part) {
    return job.count(part);
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
              job.batch()));
    }
  }

  /** For people: resolved settings, columns, parts, first window, shapes, parameters, memory. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("# resolved settings\n").append(experiment.fingerprint()).append('\n');
    text.append("# data\n").append(job.dataText());
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

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  /** One JSON object with the same. */
  public String json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("task", experiment.task().name().toLowerCase(Locale.ROOT));
    json.put("settings", experiment.fingerprint());
    job.dataJson(json);
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
