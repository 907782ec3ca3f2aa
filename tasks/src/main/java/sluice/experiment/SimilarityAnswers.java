package sluice.experiment;

import java.util.ArrayList;
import java.util.List;
import sluice.data.Expansion;
import sluice.data.Measured;
import sluice.data.NumberLabels;
import sluice.data.Part;
import sluice.data.Parts;
import sluice.data.Preparation;
import sluice.data.Prepared;
import sluice.data.Questions;
import sluice.data.Windows;
import sluice.loss.Predictor;
import sluice.model.JsonObject;
import sluice.regress.RegressExamples;
import sluice.similarity.PairEvaluation;
import sluice.similarity.PairExamples;

/** The similarity of each pair. */
record SimilarityAnswers(Experiment experiment, Predictor model, JsonObject preprocessing)
    implements Answers {
  /** The column of how likely both sides belong together. */
  static final String SIMILARITY = "similarity";

  @Override
  public int inputs(Preparation preparation) {
    return preparation.inputs().size() + Expansion.of(preparation).count();
  }

  @Override
  public int outputs() {
    return 1;
  }

  /** Each side by itself, as the encoder reads it: the left ones of all pairs, then the right. */
  @Override
  public RegressExamples examples(List<Prepared> prepared) {
    return RegressExamples.unlabelled(
        Questions.oneEach(Windows.all(prepared, ClassifyJob.shape(experiment))));
  }

  @Override
  public List<Measured> measure(List<Prepared> prepared, List<Parts> parts) {
    NumberLabels target = RegressJob.labels(experiment, preprocessing);
    PairExamples examples = labelled(prepared, parts, Part.TEST);
    return new PairEvaluation(
            EngineSettings.name(experiment),
            model,
            examples,
            target,
            preprocessing.number("mean"),
            preprocessing.number("nearest"))
        .measured();
  }

  @Override
  public PairExamples labelled(List<Prepared> prepared, List<Parts> parts, Part part) {
    return SimilarityJob.pairs(
        prepared,
        parts,
        part,
        ClassifyJob.shape(experiment),
        RegressJob.labels(experiment, preprocessing),
        SimilarityJob.labels(experiment));
  }

  @Override
  public void predict(List<Prepared> prepared, RowSink sink) {
    Place place = Place.of(experiment, prepared);
    NumberLabels target = RegressJob.labels(experiment, preprocessing);
    boolean labels = SimilarityJob.labels(experiment);
    int pairs = prepared.size() / 2;
    Windows left = Windows.all(prepared.subList(0, pairs), ClassifyJob.shape(experiment));
    Windows right = Windows.all(prepared.subList(pairs, 2 * pairs), ClassifyJob.shape(experiment));
    double[] answers =
        PairEvaluation.answers(model, PairExamples.unlabelled(left, right, labels), target);
    List<String> numbers = new ArrayList<>(List.of(target.column()));
    if (labels) {
      numbers.add(SIMILARITY);
    }
    place.header(sink, List.of(), numbers);
    for (int pair = 0; pair < answers.length; pair++) {
      List<String> row = place.row(left, pair);
      if (labels) {
        row.add(answers[pair] >= 0.5 ? "1" : "0");
        row.add(Float.toString((float) answers[pair]));
      } else {
        row.add(Double.toString(answers[pair]));
      }
      sink.row(row);
    }
  }
}
