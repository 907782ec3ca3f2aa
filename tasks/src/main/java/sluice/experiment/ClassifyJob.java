package sluice.experiment;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import sluice.classify.ClassifyEvaluation;
import sluice.classify.ClassifyExamples;
import sluice.classify.Decision;
import sluice.data.Labels;
import sluice.data.Measured;
import sluice.data.Part;
import sluice.data.Prepared;
import sluice.data.Questions;
import sluice.data.RowWeights;
import sluice.data.WindowShape;
import sluice.data.Windows;
import sluice.loss.Predictor;
import sluice.metric.ClassScores;
import sluice.metric.Metric;
import sluice.model.JsonObject;
import sluice.report.Detail;

/** One of several labels, for a window, a whole sequence, each of its steps, or a row. */
final class ClassifyJob implements TableJob {
  private final Experiment experiment;
  private final DataSet data;
  private final Labels labels;
  private final int outputs;
  private final int majority;
  private final Map<Part, ClassifyExamples> examples = new EnumMap<>(Part.class);
  private final Map<Part, ClassifyEvaluation> evaluations = new EnumMap<>(Part.class);
  private Decision decision; // its thresholds are chosen when the model is trained

  ClassifyJob(Experiment experiment, DataSet data) {
    this.experiment = experiment;
    this.data = data;
    WindowShape shape = shape(experiment);
    Windows training =
        Windows.of(
            data.prepared(),
            data.parts(),
            Part.TRAINING,
            shape.stride(experiment.window().stride()));
    boolean eachStep = experiment.window().eachStep();
    labels =
        Labels.fit(
            experiment.data().target().getFirst(),
            form(experiment),
            Questions.of(training, eachStep).windows());
    boolean oneLogit = oneLogit(experiment, labels);
    outputs = oneLogit ? 1 : labels.classes().size();
    for (Part part : Part.values()) {
      Windows windows =
          part == Part.TRAINING ? training : Windows.of(data.prepared(), data.parts(), part, shape);
      Questions questions = Questions.of(windows, eachStep).known(labels::known);
      examples.put(part, new ClassifyExamples(questions, labels, oneLogit));
    }
    long[] counts = examples(Part.TRAINING).counts(labels.classes().size());
    majority = largest(counts);
    weigh(counts);
    decision = Decisions.of(experiment, labels.classes());
  }

  private void weigh(long[] counts) {
    DataSettings.Weight weight = experiment.data().weight();
    float[] ofClasses =
        weight.classes() == DataSettings.Classes.BALANCED
            ? RowWeights.balanced(counts)
            : RowWeights.even(counts.length);
    for (ClassifyExamples own : examples.values()) {
      float[] rows =
          weight
              .column()
              .map(column -> RowWeights.column(own.windows(), column))
              .orElseGet(() -> new float[0]);
      own.weigh(rows, ofClasses);
    }
  }

  static WindowShape shape(Experiment experiment) {
    WindowSettings window = experiment.window();
    return switch (window.per()) {
      case SEQUENCE -> WindowShape.whole();
      case ROW -> WindowShape.label(1, 0);
      case WINDOW -> WindowShape.label(window.history(), window.ahead());
    };
  }

  /** What is asked of series that are to be predicted. */
  static Questions asked(Experiment experiment, List<Prepared> prepared) {
    return Questions.of(Windows.all(prepared, shape(experiment)), experiment.window().eachStep());
  }

  private static Labels.Form form(Experiment experiment) {
    return Labels.Form.valueOf(experiment.data().label().name());
  }

  /** With a loss of yes or no, two classes share one output. */
  static boolean oneLogit(Experiment experiment, Labels labels) {
    boolean sigmoid = experiment.training().loss().yesOrNo();
    if (sigmoid && labels.classes().size() != 2) {
      throw new UnfitTask(
          "training.loss: a loss of yes or no is for two classes, column "
              + labels.column()
              + " has "
              + labels.classes().size()
              + "; use softmax-cross-entropy");
    }
    return sigmoid;
  }

  private static int largest(long[] counts) {
    int largest = 0;
    for (int c = 1; c < counts.length; c++) {
      largest = counts[c] > counts[largest] ? c : largest;
    }
    return largest;
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
    return outputs;
  }

  @Override
  public ClassifyExamples examples(Part part) {
    return Objects.requireNonNull(examples.get(part));
  }

  @Override
  public Metric primary() {
    return Metric.ACCURACY;
  }

  private ClassifyEvaluation evaluation(Predictor model, Part part) {
    ClassifyEvaluation known = evaluations.get(part);
    if (known == null) {
      if (!(experiment.decision().threshold() instanceof DecisionSettings.Threshold.Likeliest)) {
        decision = thresholds(model);
      }
      String name = EngineSettings.name(experiment);
      known = new ClassifyEvaluation(name, model, examples(part), labels, majority, decision);
      evaluations.put(part, known);
    }
    return known;
  }

  /** The decision with thresholds from the validation part, which nothing was trained on. */
  private Decision thresholds(Predictor model) {
    ClassifyExamples validation = examples(Part.VALIDATION);
    List<String> classes = labels.classes();
    ClassScores scores = new ClassScores(classes);
    float[][] probabilities = ClassifyEvaluation.probabilities(model, validation, classes.size());
    for (int question = 0; question < probabilities.length; question++) {
      if (validation.label(question) >= 0) {
        scores.add(validation.label(question), probabilities[question], 0);
      }
    }
    return Decisions.chosen(experiment, decision, scores.curves());
  }

  @Override
  public List<Measured> measure(Predictor model, Part part) {
    return evaluation(model, part).measured();
  }

  @Override
  public Optional<Measured> measure(Predictor model, Windows windows) {
    Questions questions = Questions.of(windows, experiment.window().eachStep());
    ClassifyExamples own = new ClassifyExamples(questions, labels, oneLogit(experiment, labels));
    ClassifyEvaluation evaluation =
        new ClassifyEvaluation("", model, own, labels, majority, decision);
    return Optional.of(evaluation.measured().getFirst());
  }

  @Override
  public void forget() {
    evaluations.clear();
  }

  @Override
  public Detail detail(Predictor model, Part part) {
    ClassifyEvaluation evaluation = evaluation(model, part);
    return new Detail.Classes(
        labels.column(),
        part.name().toLowerCase(Locale.ROOT),
        evaluation.confusion(),
        Detail.ClassCurves.of(evaluation.answers()),
        decision.sentences());
  }

  @Override
  public JsonObject preprocessing() {
    return JsonObject.empty()
        .put("preparation", PreparationJson.write(data.preparation()))
        .put("label", labels.column())
        .put("form", labels.form().name())
        .putTexts("classes", labels.classes())
        .put("majority", majority)
        .putNumbers(
            "thresholds",
            decision.thresholds().stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** The classes that a model file holds. */
  static Labels labels(JsonObject preprocessing) {
    return new Labels(
        preprocessing.text("label"),
        Labels.Form.valueOf(preprocessing.text("form")),
        preprocessing.texts("classes"));
  }
}
