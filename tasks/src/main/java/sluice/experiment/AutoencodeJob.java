package sluice.experiment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import sluice.data.Feature;
import sluice.data.Measured;
import sluice.data.Part;
import sluice.data.WindowExamples;
import sluice.data.WindowShape;
import sluice.data.Windows;
import sluice.loss.Model;
import sluice.loss.Predictor;
import sluice.metric.Metric;
import sluice.model.JsonObject;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.regress.ReconstructionEvaluation;
import sluice.regress.ReconstructionExamples;
import sluice.report.Detail;

/** The inputs again, through a code of them: of rows, of windows or of whole sequences. */
final class AutoencodeJob implements TableJob {
  private final Experiment experiment;
  private final DataSet data;
  private final double[] means;
  private final Map<Part, ReconstructionExamples> examples = new EnumMap<>(Part.class);
  private final Map<Part, ReconstructionEvaluation> evaluations = new EnumMap<>(Part.class);

  AutoencodeJob(Experiment experiment, DataSet data) {
    this.experiment = experiment;
    this.data = data;
    WindowShape shape = shape(experiment);
    for (Part part : Part.values()) {
      int stride = part == Part.TRAINING ? experiment.window().stride() : 1;
      Windows windows = Windows.of(data.prepared(), data.parts(), part, shape.stride(stride));
      examples.put(part, new ReconstructionExamples(windows));
    }
    means = ReconstructionEvaluation.means(examples(Part.TRAINING));
  }

  /** A window ends at the last step that is to come back. */
  static WindowShape shape(Experiment experiment) {
    return switch (experiment.window().per()) {
      case SEQUENCE -> WindowShape.whole();
      case ROW -> WindowShape.label(1, 0);
      case WINDOW -> WindowShape.label(experiment.window().history(), 0);
    };
  }

  /** Every step that goes in must come out. */
  static void checkLengths(Network network, WindowExamples examples) {
    for (int example = 0; example < examples.count(); example++) {
      int steps = examples.steps(example);
      long given = network.lengthAfter(steps);
      if (given != steps) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "of a sequence of %d steps it gives %d: write repeat: %d before the layers of"
                    + " model.reconstruct if all are equally long, else leave out what changes"
                    + " the number of steps",
                steps,
                given,
                steps));
      }
    }
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
    return examples(Part.TRAINING).inputs();
  }

  @Override
  public LayerSpec layers() {
    return EngineSettings.autoencoder(experiment);
  }

  @Override
  public Model model(long seed) {
    Model model = TableJob.super.model(seed);
    examples.values().forEach(own -> checkLengths(model.network(), own));
    return model;
  }

  @Override
  public ReconstructionExamples examples(Part part) {
    return Objects.requireNonNull(examples.get(part));
  }

  @Override
  public Metric primary() {
    return Metric.MSE;
  }

  private ReconstructionEvaluation evaluation(Predictor model, Part part) {
    ReconstructionEvaluation known = evaluations.get(part);
    if (known == null) {
      String name = EngineSettings.name(experiment.model());
      known = new ReconstructionEvaluation(name, model, examples(part), means);
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
    List<Feature> inputs = data.preparation().inputs();
    List<Detail.Returned> columns = new ArrayList<>();
    if (examples(part).count() > 0) {
      ReconstructionEvaluation evaluation = evaluation(model, part);
      for (int j = 0; j < inputs.size(); j++) {
        columns.add(
            new Detail.Returned(
                inputs.get(j).name(), evaluation.error(j), evaluation.explained(j)));
      }
    }
    return new Detail.Reconstruction(part.name().toLowerCase(Locale.ROOT), columns);
  }

  @Override
  public JsonObject preprocessing() {
    return JsonObject.empty()
        .put("preparation", PreparationJson.write(data.preparation()))
        .putNumbers("means", means);
  }
}
