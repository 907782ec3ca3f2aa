package sluice.experiment;

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
import sluice.regress.RegressEvaluation;
import sluice.regress.RegressExamples;

/** The number of each window or sequence. */
record RegressAnswers(Experiment experiment, Predictor model, JsonObject preprocessing)
    implements Answers {

  @Override
  public int inputs(Preparation preparation) {
    return preparation.inputs().size() + Expansion.of(preparation).count();
  }

  @Override
  public int outputs() {
    return RegressJob.labels(experiment, preprocessing).answers();
  }

  @Override
  public List<Measured> measure(List<Prepared> prepared, List<Parts> parts) {
    NumberLabels labels = RegressJob.labels(experiment, preprocessing);
    RegressExamples examples = labelled(prepared, parts, Part.TEST);
    double mean = preprocessing.number("mean");
    return new RegressEvaluation(EngineSettings.name(experiment), model, examples, labels, mean)
        .measured();
  }

  @Override
  public RegressExamples labelled(List<Prepared> prepared, List<Parts> parts, Part part) {
    NumberLabels labels = RegressJob.labels(experiment, preprocessing);
    Windows all = Windows.of(prepared, parts, part, ClassifyJob.shape(experiment));
    return new RegressExamples(
        Questions.of(all, experiment.window().eachStep()).known(labels::known), labels);
  }

  @Override
  public RegressExamples examples(List<Prepared> prepared) {
    return RegressExamples.unlabelled(ClassifyJob.asked(experiment, prepared));
  }

  @Override
  public void predict(List<Prepared> prepared, RowSink sink) {
    Place place = Place.of(experiment, prepared);
    NumberLabels labels = RegressJob.labels(experiment, preprocessing);
    RegressExamples examples = examples(prepared);
    Windows windows = examples.windows();
    double[][] answers = RegressEvaluation.answers(model, examples, labels);
    place.header(sink, List.of(), labels.names());
    for (int window = 0; window < windows.count(); window++) {
      List<String> row = place.row(windows, window);
      for (double answer : answers[window]) {
        row.add(Double.toString(answer));
      }
      sink.row(row);
    }
  }
}
