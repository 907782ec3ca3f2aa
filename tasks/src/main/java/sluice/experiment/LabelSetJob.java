package sluice.experiment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import sluice.classify.Decision;
import sluice.classify.LabelSetEvaluation;
import sluice.classify.LabelSetExamples;
import sluice.data.LabelSets;
import sluice.data.Measured;
import sluice.data.Part;
import sluice.data.Questions;
import sluice.data.RowWeights;
import sluice.data.WindowShape;
import sluice.data.Windows;
import sluice.loss.BalancedCrossEntropy;
import sluice.loss.Loss;
import sluice.loss.Predictor;
import sluice.metric.Metric;
import sluice.metric.RankingCurve;
import sluice.model.JsonObject;
import sluice.report.Detail;

/** Any number of labels, for a window, a whole sequence, each of its steps, or a row. */
final class LabelSetJob implements TableJob {
  private final Experiment experiment;
  private final DataSet data;
  private final LabelSets sets;
  private final float[] frequencies;
  private final Map<Part, LabelSetExamples> examples = new EnumMap<>(Part.class);
  private final Map<Part, LabelSetEvaluation> evaluations = new EnumMap<>(Part.class);
  private Decision decision;

  LabelSetJob(Experiment experiment, DataSet data) {
    this.experiment = experiment;
    this.data = data;
    WindowShape shape = ClassifyJob.shape(experiment);
    Windows training =
        Windows.of(
            data.prepared(),
            data.parts(),
            Part.TRAINING,
            shape.stride(experiment.window().stride()));
    DataSettings settings = experiment.data();
    boolean eachStep = experiment.window().eachStep();
    sets =
        LabelSets.fit(
            settings.target(), settings.separator(), Questions.of(training, eachStep).windows());
    for (Part part : Part.values()) {
      Windows windows =
          part == Part.TRAINING ? training : Windows.of(data.prepared(), data.parts(), part, shape);
      LabelSetExamples own =
          new LabelSetExamples(Questions.of(windows, eachStep).known(sets::known), sets);
      settings
          .weight()
          .column()
          .ifPresent(column -> own.weigh(RowWeights.column(own.windows(), column)));
      examples.put(part, own);
    }
    frequencies = examples(Part.TRAINING).frequencies();
    decision = Decisions.of(experiment, sets.labels());
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
    return sets.labels().size();
  }

  @Override
  public LabelSetExamples examples(Part part) {
    return Objects.requireNonNull(examples.get(part));
  }

  @Override
  public Metric primary() {
    return Metric.MICRO_F1;
  }

  private boolean chosen() {
    return !(experiment.decision().threshold() instanceof DecisionSettings.Threshold.Likeliest);
  }

  private LabelSetEvaluation evaluation(Predictor model, Part part) {
    LabelSetEvaluation known = evaluations.get(part);
    if (known == null) {
      if (chosen()) {
        decision = decision.thresholds(thresholds(model));
      }
      known =
          new LabelSetEvaluation(
              EngineSettings.name(experiment), model, examples(part), frequencies, decision);
      evaluations.put(part, known);
    }
    return known;
  }

  /** From the validation part; a label that none of it has keeps one half. */
  private double[] thresholds(Predictor model) {
    double[] half = LabelSetEvaluation.halves(outputs());
    List<RankingCurve> curves =
        LabelSetEvaluation.answers(
                model, examples(Part.VALIDATION), Decision.likeliest(sets.labels()))
            .curves();
    List<String> named = experiment.decision().labels();
    return IntStream.range(0, half.length)
        .mapToDouble(label -> {
          boolean wanted = named.isEmpty() || named.contains(sets.labels().get(label));
          double own =
              wanted && label < curves.size()
                  ? Decisions.threshold(experiment, curves.get(label))
                  : Decision.NONE;
          return own == Decision.NONE ? half[label] : own;
        })
        .toArray();
  }

  /** One half where none was chosen. */
  private double[] thresholds() {
    return decision.thresholds().stream().mapToDouble(t -> t == Decision.NONE ? 0.5 : t).toArray();
  }

  @Override
  public Loss loss() {
    LabelSetExamples training = examples(Part.TRAINING);
    return experiment.data().weight().classes() == DataSettings.Classes.BALANCED
        ? BalancedCrossEntropy.of(training.counts(), training.known())
        : TableJob.super.loss();
  }

  @Override
  public List<Measured> measure(Predictor model, Part part) {
    return evaluation(model, part).measured();
  }

  @Override
  public Optional<Measured> measure(Predictor model, Windows windows) {
    Questions questions = Questions.of(windows, experiment.window().eachStep());
    LabelSetExamples own = new LabelSetExamples(questions, sets);
    LabelSetEvaluation evaluation = new LabelSetEvaluation("", model, own, frequencies, decision);
    return Optional.of(evaluation.measured().getFirst());
  }

  @Override
  public void forget() {
    evaluations.clear();
  }

  @Override
  public Detail detail(Predictor model, Part part) {
    LabelSetEvaluation evaluation = evaluation(model, part);
    List<String> notes = new ArrayList<>();
    for (int label = 0; label < frequencies.length && chosen(); label++) {
      notes.add(
          sets.labels().get(label)
              + " is answered from a probability of "
              + Float.toString((float) (double) decision.thresholds().get(label))
              + " on (chosen on the validation part).");
    }
    return new Detail.LabelSets(
        String.join(", ", sets.columns()),
        part.name().toLowerCase(Locale.ROOT),
        evaluation.answers().counts(),
        Detail.ClassCurves.of(evaluation.answers(), sets.labels()),
        notes);
  }

  @Override
  public JsonObject preprocessing() {
    double[] shares = new double[frequencies.length];
    for (int label = 0; label < shares.length; label++) {
      shares[label] = frequencies[label];
    }
    return JsonObject.empty()
        .put("preparation", PreparationJson.write(data.preparation()))
        .putTexts("columns", sets.columns())
        .put("separator", sets.separator())
        .putTexts("labels", sets.labels())
        .putNumbers("frequencies", shares)
        .putNumbers("thresholds", thresholds());
  }

  /** The labels that a model file holds. */
  static LabelSets sets(JsonObject preprocessing) {
    return new LabelSets(
        preprocessing.texts("columns"),
        preprocessing.text("separator"),
        preprocessing.texts("labels"));
  }
}
