package sluice.experiment;

import java.util.List;
import java.util.Optional;
import sluice.data.Measured;
import sluice.data.Part;
import sluice.loss.Loss;
import sluice.loss.Model;
import sluice.loss.Predictor;
import sluice.metric.Metric;
import sluice.model.JsonObject;
import sluice.nn.LayerSpec;
import sluice.report.Detail;
import sluice.report.ReportData;
import sluice.train.Batches;
import tools.jackson.databind.node.ObjectNode;

/** One task on one data set: what a run trains, measures and saves. */
sealed interface Job permits TableJob, LanguageJob {

  /** The job of an experiment, its data freshly read. */
  static Job of(Experiment experiment) {
    return experiment.task() == Task.LANGUAGE
        ? LanguageJob.read(experiment)
        : TableJob.of(experiment, DataSet.read(experiment));
  }

  /** What is to be done. */
  Experiment experiment();

  /** Where the data come from, for readers. */
  String source();

  /** Digest of the data. */
  String digest();

  /** Columns that the network reads at each step. */
  int inputs();

  /** Columns that the head gives at each of its steps. */
  int outputs();

  /** The layers from the input on. */
  LayerSpec layers();

  /** A model with fresh weights, of the right sizes. */
  default Model model() {
    return model(experiment().seed());
  }

  /** The same with weights of another seed. */
  Model model(long seed);

  /** What the head makes small. */
  default Loss loss() {
    return EngineSettings.loss(experiment().training().loss());
  }

  /** What a part has to learn from or to be measured on, counted; 0 where it is left out. */
  int count(Part part);

  /** Sequences in a training batch. */
  int batch();

  /** Batches in an epoch; asked before there is room for any. */
  int batches();

  /**
   * The training part in batches.
   *
   * @param seed from which their order follows
   */
  Batches training(long seed);

  /** The validation part in batches, if there is one. */
  Optional<Batches> validation();

  /** The validation part in batches of so many sequences; the training part where there is none. */
  Batches held(int sequences);

  /**
   * Throws if the network cannot read the data.
   *
   * @throws IllegalArgumentException with the reason
   */
  void checkFits(Model model);

  /** Bytes of the passes that train and validate at once, or later of the one that measures. */
  long passBytes(Model model);

  /** The metric that the verdict goes by. */
  Metric primary();

  /** How losses are perplexities; empty for a task without tokens. */
  default Optional<Perplexity> perplexity() {
    return Optional.empty();
  }

  /** The parts that are measured after training, in order. */
  default List<Part> measured() {
    return List.of(Part.VALIDATION, Part.TEST);
  }

  /** The network and the baselines on a part. */
  List<Measured> measure(Predictor model, Part part);

  /** Forgets what was measured: the model has other weights now. */
  void forget();

  /** What the report shows of this task alone, measured on a part. */
  Detail detail(Predictor model, Part part);

  /** What the report says of the data. */
  ReportData.Data summary();

  /** What {@code --dry-run} tells people of the data: source, parts, inputs, the first of them. */
  String dataText();

  /** The same for programs. Modified: {@code json}. */
  void dataJson(ObjectNode json);

  /** What a prediction needs besides the model: fitted numbers and names. */
  JsonObject preprocessing();
}
