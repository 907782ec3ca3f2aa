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
import sluice.data.Parts;
import sluice.data.Prepared;
import sluice.data.RowWeights;
import sluice.data.Scaler;
import sluice.data.WindowShape;
import sluice.data.Windows;
import sluice.loss.Head;
import sluice.loss.Likeness;
import sluice.loss.Model;
import sluice.loss.Predictor;
import sluice.metric.ClassScores;
import sluice.metric.Metric;
import sluice.model.JsonObject;
import sluice.nn.Network;
import sluice.report.Detail;
import sluice.similarity.InputDistance;
import sluice.similarity.PairEvaluation;
import sluice.similarity.PairExamples;

/** How alike two windows, sequences or rows are: one encoder for both sides, trained on pairs. */
final class SimilarityJob implements TableJob {
  private final Experiment experiment;
  private final DataSet data;
  private final NumberLabels target;
  private final boolean labels;
  private final double mean;
  private final double nearest;
  private final Map<Part, PairExamples> examples = new EnumMap<>(Part.class);
  private final Map<Part, PairEvaluation> evaluations = new EnumMap<>(Part.class);

  SimilarityJob(Experiment experiment, DataSet data) {
    this.experiment = experiment;
    this.data = data;
    labels = labels(experiment);
    WindowShape shape = ClassifyJob.shape(experiment);
    WindowShape strided = shape.stride(experiment.window().stride());
    String kind = labels ? "NONE" : experiment.data().scale().target().name();
    target =
        NumberLabels.fit(
            experiment.data().target().getFirst(),
            Scaler.Kind.valueOf(kind),
            side(data.prepared(), data.parts(), Part.TRAINING, strided, 0));
    for (Part part : Part.values()) {
      WindowShape own = part == Part.TRAINING ? strided : shape;
      PairExamples pairs = pairs(data.prepared(), data.parts(), part, own, target, labels);
      experiment
          .data()
          .weight()
          .column()
          .ifPresent(column -> pairs.weigh(RowWeights.column(pairs.windows(), column)));
      examples.put(part, pairs);
    }
    mean = mean(examples(Part.TRAINING));
    nearest = labels ? InputDistance.nearest(examples(Part.TRAINING)) : 0;
  }

  /** Whether pairs belong together or not; without, they have scores. */
  static boolean labels(Experiment experiment) {
    return experiment.training().loss().labels();
  }

  /** The windows of one side: 0 for the left one. */
  private static Windows side(
      List<Prepared> prepared, List<Parts> parts, Part part, WindowShape shape, int side) {
    int pairs = prepared.size() / 2;
    return Windows.of(prepared.subList(side * pairs, (side + 1) * pairs), parts, part, shape);
  }

  /** The pairs of a part whose target is known. */
  static PairExamples pairs(
      List<Prepared> prepared,
      List<Parts> parts,
      Part part,
      WindowShape shape,
      NumberLabels target,
      boolean labels) {
    return PairExamples.known(
        side(prepared, parts, part, shape, 0),
        side(prepared, parts, part, shape, 1),
        target,
        labels);
  }

  private static double mean(PairExamples training) {
    double sum = 0;
    for (int pair = 0; pair < training.count(); pair++) {
      sum += training.value(pair);
    }
    return sum / training.count();
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
    return 1;
  }

  @Override
  public Model model(long seed) {
    int inputs = examples(Part.TRAINING).inputs();
    Network network = Network.create(inputs, layers(), seed);
    Head head =
        Head.pair(
            network.outputSize(),
            Likeness.valueOf(experiment.model().similarity().name()),
            EngineSettings.loss(experiment.training().loss()),
            seed);
    EngineSettings.begin(head, experiment.model(), seed);
    return new Model(network, head);
  }

  @Override
  public PairExamples examples(Part part) {
    return Objects.requireNonNull(examples.get(part));
  }

  @Override
  public Metric primary() {
    return labels ? Metric.ACCURACY : Metric.MAE;
  }

  private PairEvaluation evaluation(Predictor model, Part part) {
    PairEvaluation known = evaluations.get(part);
    if (known == null) {
      String name = EngineSettings.name(experiment);
      known = new PairEvaluation(name, model, examples(part), target, mean, nearest);
      evaluations.put(part, known);
    }
    return known;
  }

  @Override
  public List<Measured> measure(Predictor model, Part part) {
    return evaluation(model, part).measured();
  }

  @Override
  public void forget() {
    evaluations.clear();
  }

  @Override
  public Detail detail(Predictor model, Part part) {
    PairEvaluation evaluation = evaluation(model, part);
    String word = part.name().toLowerCase(Locale.ROOT);
    Optional<ClassScores> classes = evaluation.classes();
    if (classes.isPresent()) {
      return new Detail.Classes(
          target.column(),
          word,
          classes.get().confusion(),
          Detail.ClassCurves.of(classes.get()),
          List.of("1: both sides belong together; answered from a similarity of 0.5 on."));
    }
    Windows windows = examples(part).windows();
    List<String> times = new ArrayList<>();
    List<Double> truth = new ArrayList<>();
    List<Double> answers = new ArrayList<>();
    for (int pair = 0; pair < windows.count(); pair++) {
      times.add(windows.time(pair, 0));
      truth.add(examples(part).value(pair));
      answers.add(evaluation.answer(pair));
    }
    Detail.Trace trace = new Detail.Trace(times, truth);
    return new Detail.Regression(
        target.column(), "", new Detail.Residuals(word, "", trace, answers, false));
  }

  @Override
  public JsonObject preprocessing() {
    return JsonObject.empty()
        .put("preparation", PreparationJson.write(data.preparation()))
        .put("number", target.column())
        .put("scaler", PreparationJson.scaler(target.scaler()))
        .put("mean", mean)
        .put("nearest", nearest);
  }
}
