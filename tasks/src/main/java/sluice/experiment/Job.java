package sluice.experiment;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sluice.data.BadData;
import sluice.data.Examples;
import sluice.data.Measured;
import sluice.data.Part;
import sluice.data.Windows;
import sluice.loss.Head;
import sluice.loss.LogLoss;
import sluice.loss.Loss;
import sluice.loss.Model;
import sluice.loss.Predictor;
import sluice.metric.Metric;
import sluice.model.JsonObject;
import sluice.nn.Activation;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.report.Detail;

/** One task on one data set: what a run trains, measures and saves. */
sealed interface Job
    permits ForecastJob, ClassifyJob, LabelSetJob, RegressJob, AutoencodeJob, SimilarityJob {

  /** A job on freshly read data. */
  static Job of(Experiment experiment, DataSet data) {
    Job job =
        switch (experiment.task()) {
          case FORECAST -> new ForecastJob(experiment, data);
          case CLASSIFY ->
              experiment.data().several()
                  ? new LabelSetJob(experiment, data)
                  : new ClassifyJob(experiment, data);
          case REGRESS -> new RegressJob(experiment, data);
          case AUTOENCODE -> new AutoencodeJob(experiment, data);
          case SIMILARITY -> new SimilarityJob(experiment, data);
        };
    checkPart(job, Part.VALIDATION, experiment.split().validation());
    if (experiment.data().testFile().isEmpty() && experiment.split().folds().isEmpty()) {
      checkPart(job, Part.TEST, experiment.split().test());
    }
    return job;
  }

  /** A part that was asked for and came out empty would be missed by nobody: it is an error. */
  private static void checkPart(Job job, Part part, Cut cut) {
    if (!cut.none() && job.examples(part).count() == 0) {
      String key = "split." + part.name().toLowerCase(Locale.ROOT);
      throw BadData.because("nothing is left for " + key + ": " + cut)
          .file(job.data().table().source())
          .expected("at least one " + word(job.experiment().window().per()))
          .found("none")
          .next("Give it more, or 0 to leave it out.")
          .error();
    }
  }

  private static String word(WindowSettings.Per per) {
    return per.name().toLowerCase(Locale.ROOT);
  }

  /** What is to be done. */
  Experiment experiment();

  /** The data. */
  DataSet data();

  /** Columns that the head gives at each of its steps. */
  int outputs();

  /** The layers from the input on. */
  default LayerSpec layers() {
    int steps = experiment().window().eachStep() ? 0 : examples(Part.TRAINING).targetSteps();
    return EngineSettings.layers(experiment().model(), steps);
  }

  /** A model with fresh weights, of the right sizes. */
  default Model model() {
    return model(experiment().seed());
  }

  /** The same with weights of another seed. */
  default Model model(long seed) {
    int inputs = examples(Part.TRAINING).inputs();
    Loss loss = loss();
    if (loss instanceof LogLoss) { // of probabilities, which a last layer gives
      LayerSpec sigmoid =
          EngineSettings.begun(
              new LayerSpec.DenseSpec(outputs(), Activation.SIGMOID), experiment().model());
      Network network = Network.create(inputs, LayerSpec.stack(layers(), sigmoid), seed);
      return new Model(network, Head.plain(outputs(), loss));
    }
    Network network = Network.create(inputs, layers(), seed);
    Head head = Head.dense(network.outputSize(), outputs(), loss, seed);
    EngineSettings.begin(head, experiment().model(), seed);
    return new Model(network, head);
  }

  /** What the head makes small. */
  default Loss loss() {
    return EngineSettings.loss(experiment().training().loss());
  }

  /** The examples of a part; none where the part is empty. */
  Examples examples(Part part);

  /** The metric that the verdict goes by. */
  Metric primary();

  /** The network and the baselines on a part. */
  List<Measured> measure(Predictor model, Part part);

  /**
   * The network alone on any of the windows that it reads; empty for a task whose answers do not
   * hang on single columns.
   */
  default Optional<Measured> measure(Predictor model, Windows windows) {
    return Optional.empty();
  }

  /** Forgets what was measured: the model has other weights now. */
  void forget();

  /** What the report shows of this task alone, measured on a part. */
  Detail detail(Predictor model, Part part);

  /** What a prediction needs besides the model: fitted numbers and names. */
  JsonObject preprocessing();
}
