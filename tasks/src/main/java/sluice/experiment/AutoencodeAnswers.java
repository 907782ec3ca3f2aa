package sluice.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sluice.data.Feature;
import sluice.data.Measured;
import sluice.data.Part;
import sluice.data.Parts;
import sluice.data.Predictions;
import sluice.data.Preparation;
import sluice.data.Prepared;
import sluice.data.Scaler;
import sluice.data.Windows;
import sluice.loss.Predictor;
import sluice.model.JsonObject;
import sluice.regress.ReconstructionEvaluation;
import sluice.regress.ReconstructionExamples;

/** What comes back of each row, or of each step of a window or sequence, and how far off it is. */
record AutoencodeAnswers(Experiment experiment, Predictor model, JsonObject preprocessing)
    implements Answers {
  /** The column with the mean squared error of a row, in scaled units. */
  static final String ERROR = "error";

  @Override
  public int inputs(Preparation preparation) {
    return preparation.inputs().size();
  }

  @Override
  public int outputs() {
    return preprocessing.numbers("means").length;
  }

  @Override
  public ReconstructionExamples examples(List<Prepared> prepared) {
    return new ReconstructionExamples(Windows.all(prepared, AutoencodeJob.shape(experiment)));
  }

  @Override
  public List<Measured> measure(List<Prepared> prepared, List<Parts> parts) {
    ReconstructionExamples examples = labelled(prepared, parts, Part.TEST);
    return new ReconstructionEvaluation(
            EngineSettings.name(experiment.model()),
            model,
            examples,
            preprocessing.numbers("means"))
        .measured();
  }

  @Override
  public ReconstructionExamples labelled(List<Prepared> prepared, List<Parts> parts, Part part) {
    ReconstructionExamples examples =
        new ReconstructionExamples(
            Windows.of(prepared, parts, part, AutoencodeJob.shape(experiment)));
    check(examples);
    return examples;
  }

  private void check(ReconstructionExamples examples) {
    try {
      AutoencodeJob.checkLengths(model.members().getFirst().network(), examples);
    } catch (IllegalArgumentException e) {
      throw new UnfitTask("the network does not fit these sequences: " + e.getMessage());
    }
  }

  @Override
  public void predict(List<Prepared> prepared, RowSink sink) {
    Place place = Place.of(experiment, prepared);
    ReconstructionExamples examples = examples(prepared);
    check(examples);
    boolean steps = experiment.window().per() != WindowSettings.Per.ROW;
    List<Feature> inputs = prepared.getFirst().preparation().inputs();
    List<String> header = new ArrayList<>(place.names());
    if (steps) {
      header.add(Features.STEP);
    }
    inputs.forEach(input -> header.add(input.name()));
    header.add(ERROR);
    sink.header(header);
    Windows windows = examples.windows();
    float[] truth = new float[inputs.size()];
    Predictions.inOrder(
        model,
        examples,
        (example, step, output, at) -> {
          examples.rows().copyStep(example, step, truth);
          List<String> row = place.row(windows, example);
          if (steps) {
            row.add(Integer.toString(step + 1));
          }
          double squares = 0;
          for (int j = 0; j < truth.length; j++) {
            float value = output.get(at, j);
            squares += ((double) value - truth[j]) * ((double) value - truth[j]);
            row.add(own(windows.of(example), inputs.get(j), value));
          }
          row.add(Double.toString(squares / truth.length));
          sink.row(row);
        });
  }

  /** In the column's own unit; columns of 0 and 1 as they come. */
  private static String own(Prepared one, Feature input, float value) {
    Optional<Scaler> scaler = one.preparation().scalerOf(one.series(), input.name());
    return scaler.isPresent()
        ? Double.toString(scaler.get().unscale(value))
        : Float.toString(value);
  }
}
