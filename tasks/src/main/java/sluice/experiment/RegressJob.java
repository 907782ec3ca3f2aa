package sluice.experiment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import sluice.data.Measured;
import sluice.data.NumberLabels;
import sluice.data.Part;
import sluice.data.Questions;
import sluice.data.RowWeights;
import sluice.data.Scaler;
import sluice.data.WindowShape;
import sluice.data.Windows;
import sluice.loss.Predictor;
import sluice.metric.Metric;
import sluice.model.JsonObject;
import sluice.regress.RegressEvaluation;
import sluice.regress.RegressExamples;
import sluice.report.Detail;

/** One number, for a window, a whole sequence, each of its steps, or a row. */
final class RegressJob implements TableJob {
  private final Experiment experiment;
  private final DataSet data;
  private final NumberLabels labels;
  private final double mean;
  private final Map<Part, RegressExamples> examples = new EnumMap<>(Part.class);
  private final Map<Part, RegressEvaluation> evaluations = new EnumMap<>(Part.class);

  RegressJob(Experiment experiment, DataSet data) {
    this.experiment = experiment;
    this.data = data;
    WindowShape shape = ClassifyJob.shape(experiment);
    Windows training =
        Windows.of(
            data.prepared(),
            data.parts(),
            Part.TRAINING,
            shape.stride(experiment.window().stride()));
    Scaler.Kind kind = Scaler.Kind.valueOf(experiment.data().scale().target().name());
    boolean eachStep = experiment.window().eachStep();
    labels =
        NumberLabels.fit(
                experiment.data().target().getFirst(),
                kind,
                Questions.of(training, eachStep).windows())
            .quantiles(experiment.training().loss().levels());
    for (Part part : Part.values()) {
      Windows windows =
          part == Part.TRAINING ? training : Windows.of(data.prepared(), data.parts(), part, shape);
      Questions questions = Questions.of(windows, eachStep).known(labels::known);
      RegressExamples own = new RegressExamples(questions, labels);
      experiment
          .data()
          .weight()
          .column()
          .ifPresent(column -> own.weigh(RowWeights.column(own.windows(), column)));
      examples.put(part, own);
    }
    mean = mean(examples(Part.TRAINING));
  }

  private static double mean(RegressExamples training) {
    double sum = 0;
    int known = 0;
    for (int question = 0; question < training.questions().count(); question++) {
      double value = training.value(question);
      if (!Double.isNaN(value)) {
        sum += value;
        known++;
      }
    }
    return sum / known;
  }

  @Override
  public Experiment experiment() {
    return experiment;
  }

  @Override
  public DataSet data() {
    return data;
  }

  @Override
  public int outputs() {
    return labels.answers();
  }

  @Override
  public RegressExamples examples(Part part) {
    return Objects.requireNonNull(examples.get(part));
  }

  @Override
  public Metric primary() {
    return Metric.MAE;
  }

  private RegressEvaluation evaluation(Predictor model, Part part) {
    RegressEvaluation known = evaluations.get(part);
    if (known == null) {
      String name = EngineSettings.name(experiment);
      known = new RegressEvaluation(name, model, examples(part), labels, mean);
      evaluations.put(part, known);
    }
    return known;
  }

  @Override
  public List<Measured> measure(Predictor model, Part part) {
    return evaluation(model, part).measured();
  }

  @Override
  public Optional<Measured> measure(Predictor model, Windows windows) {
    Questions questions = Questions.of(windows, experiment.window().eachStep());
    RegressExamples own = new RegressExamples(questions, labels);
    RegressEvaluation evaluation = new RegressEvaluation("", model, own, labels, mean);
    return Optional.of(evaluation.measured().getFirst());
  }

  @Override
  public void forget() {
    evaluations.clear();
  }

  @Override
  public Detail detail(Predictor model, Part part) {
    RegressEvaluation evaluation = evaluation(model, part);
    Windows windows = examples(part).windows();
    List<String> times = new ArrayList<>();
    List<Double> truth = new ArrayList<>();
    List<Double> answers = new ArrayList<>();
    boolean all = experiment.window().per() == WindowSettings.Per.SEQUENCE;
    for (int window = 0; window < windows.count(); window++) {
      if (all || windows.series(window) == windows.series(0)) {
        times.add(windows.time(window, 0));
        truth.add(examples(part).value(window));
        answers.add(evaluation.answer(window));
      }
    }
    Detail.Residuals residuals =
        new Detail.Residuals(
            part.name().toLowerCase(Locale.ROOT),
            "",
            new Detail.Trace(times, truth),
            answers,
            experiment.window().per() == WindowSettings.Per.WINDOW);
    return new Detail.Regression(labels.column(), "", residuals);
  }

  @Override
  public JsonObject preprocessing() {
    return JsonObject.empty()
        .put("preparation", PreparationJson.write(data.preparation()))
        .put("number", labels.column())
        .put("scaler", PreparationJson.scaler(labels.scaler()))
        .put("mean", mean);
  }

  /** The number that a model file's network gives. */
  static NumberLabels labels(Experiment experiment, JsonObject preprocessing) {
    return new NumberLabels(
        preprocessing.text("number"),
        PreparationJson.readScaler(preprocessing.object("scaler")),
        experiment.training().loss().levels());
  }
}
