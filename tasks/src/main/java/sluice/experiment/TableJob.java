package sluice.experiment;

import java.util.Locale;
import java.util.Optional;
import sluice.data.BadData;
import sluice.data.ExampleBatches;
import sluice.data.Examples;
import sluice.data.Measured;
import sluice.data.Part;
import sluice.data.Windows;
import sluice.loss.Head;
import sluice.loss.LogLoss;
import sluice.loss.Loss;
import sluice.loss.Model;
import sluice.loss.Predictor;
import sluice.nn.Activation;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.report.ReportData;
import sluice.train.Batches;
import tools.jackson.databind.node.ObjectNode;

/** A task on rows of a table: windows of series, whole sequences, single rows. */
sealed interface TableJob extends Job
    permits ForecastJob, ClassifyJob, LabelSetJob, RegressJob, AutoencodeJob, SimilarityJob {

  /** A job on freshly read data. */
  static TableJob of(Experiment experiment, DataSet data) {
    TableJob job =
        switch (experiment.task()) {
          case FORECAST -> new ForecastJob(experiment, data);
          case CLASSIFY ->
              experiment.data().several()
                  ? new LabelSetJob(experiment, data)
                  : new ClassifyJob(experiment, data);
          case REGRESS -> new RegressJob(experiment, data);
          case AUTOENCODE -> new AutoencodeJob(experiment, data);
          case SIMILARITY -> new SimilarityJob(experiment, data);
          case LANGUAGE -> throw new IllegalArgumentException("a text is no table");
        };
    checkPart(job, Part.VALIDATION, experiment.split().validation());
    if (experiment.data().testFile().isEmpty() && experiment.split().folds().isEmpty()) {
      checkPart(job, Part.TEST, experiment.split().test());
    }
    return job;
  }

  /** A part that was asked for and came out empty would be missed by nobody: it is an error. */
  private static void checkPart(TableJob job, Part part, Cut cut) {
    if (!cut.none() && job.count(part) == 0) {
      String key = "split." + part.name().toLowerCase(Locale.ROOT);
      throw BadData.because("nothing is left for " + key + ": " + cut)
          .file(job.source())
          .expected("at least one " + word(job.experiment().window().per()))
          .found("none")
          .next("Give it more, or 0 to leave it out.")
          .error();
    }
  }

  private static String word(WindowSettings.Per per) {
    return per.name().toLowerCase(Locale.ROOT);
  }

  /** The data. */
  DataSet data();

  @Override
  default String source() {
    return data().table().source();
  }

  @Override
  default String digest() {
    return data().table().digest();
  }

  /** The examples of a part; none where the part is empty. */
  Examples examples(Part part);

  @Override
  default int count(Part part) {
    return examples(part).count();
  }

  @Override
  default int inputs() {
    return examples(Part.TRAINING).inputs();
  }

  @Override
  default LayerSpec layers() {
    int steps = experiment().window().eachStep() ? 0 : examples(Part.TRAINING).targetSteps();
    LayerSpec own = EngineSettings.layers(experiment().model(), steps);
    return data()
        .preparation()
        .embedding()
        .<LayerSpec>map(first -> LayerSpec.stack(first, own)) // the vectors of names first
        .orElse(own);
  }

  @Override
  default Model model(long seed) {
    Loss loss = loss();
    if (loss instanceof LogLoss) { // of probabilities, which a last layer gives
      LayerSpec sigmoid =
          EngineSettings.begun(
              new LayerSpec.DenseSpec(outputs(), Activation.SIGMOID), experiment().model());
      Network network = Network.create(inputs(), LayerSpec.stack(layers(), sigmoid), seed);
      return new Model(network, Head.plain(outputs(), loss));
    }
    Network network = Network.create(inputs(), layers(), seed);
    Head head = Head.dense(network.outputSize(), outputs(), loss, seed);
    EngineSettings.begin(head, experiment().model(), seed);
    return new Model(network, head);
  }

  @Override
  default int batch() {
    int all = count(Part.TRAINING);
    return Math.min(experiment().training().batch().orElse(all), all);
  }

  @Override
  default int batches() {
    return Math.ceilDiv(count(Part.TRAINING), batch());
  }

  @Override
  default Batches training(long seed) {
    return training(examples(Part.TRAINING), seed);
  }

  /** Examples in batches as the training part is. */
  default Batches training(Examples examples, long seed) {
    return new ExampleBatches(examples, batch(), experiment().training().shuffle(), seed);
  }

  @Override
  default Optional<Batches> validation() {
    return validation(examples(Part.VALIDATION));
  }

  /** Examples in batches as the validation part is; none where there are none. */
  default Optional<Batches> validation(Examples examples) {
    return examples.count() == 0
        ? Optional.empty()
        : Optional.of(new ExampleBatches(examples, batch(), false, 0));
  }

  @Override
  default Batches held(int sequences) {
    Part part = count(Part.VALIDATION) > 0 ? Part.VALIDATION : Part.TRAINING;
    return new ExampleBatches(examples(part), sequences, false, 0);
  }

  @Override
  default void checkFits(Model model) {
    TablePlan.checkFits(this, model);
  }

  @Override
  default long passBytes(Model model) {
    return TablePlan.passBytes(this, model);
  }

  /**
   * The network alone on any of the windows that it reads; empty for a task whose answers do not
   * hang on single columns.
   */
  default Optional<Measured> measure(Predictor model, Windows windows) {
    return Optional.empty();
  }

  @Override
  default ReportData.Data summary() {
    return new TableSummary(this).data();
  }

  @Override
  default String dataText() {
    return new TablePlan(this).text();
  }

  @Override
  default void dataJson(ObjectNode json) {
    new TablePlan(this).put(json);
  }
}
