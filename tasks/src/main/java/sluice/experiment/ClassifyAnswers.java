package sluice.experiment;

import java.util.ArrayList;
import java.util.List;
import sluice.classify.ClassifyEvaluation;
import sluice.classify.ClassifyExamples;
import sluice.classify.Decision;
import sluice.data.Expansion;
import sluice.data.Labels;
import sluice.data.Measured;
import sluice.data.Part;
import sluice.data.Parts;
import sluice.data.Preparation;
import sluice.data.Prepared;
import sluice.data.Questions;
import sluice.data.WindowExamples;
import sluice.data.Windows;
import sluice.loss.Predictor;
import sluice.model.JsonObject;

/** The label of each window or sequence, with the probability of every class. */
record ClassifyAnswers(Experiment experiment, Predictor model, JsonObject preprocessing)
    implements Answers {

  @Override
  public int inputs(Preparation preparation) {
    return preparation.inputs().size() + Expansion.of(preparation).count();
  }

  @Override
  public int outputs() {
    Labels labels = ClassifyJob.labels(preprocessing);
    return ClassifyJob.oneLogit(experiment, labels) ? 1 : labels.classes().size();
  }

  @Override
  public List<Measured> measure(List<Prepared> prepared, List<Parts> parts) {
    Labels labels = ClassifyJob.labels(preprocessing);
    ClassifyExamples examples = labelled(prepared, parts, Part.TEST);
    int majority = preprocessing.whole("majority", 0, labels.classes().size() - 1);
    return new ClassifyEvaluation(
            EngineSettings.name(experiment), model, examples, labels, majority, decision(labels))
        .measured();
  }

  @Override
  public ClassifyExamples labelled(List<Prepared> prepared, List<Parts> parts, Part part) {
    Labels labels = ClassifyJob.labels(preprocessing);
    Windows all = Windows.of(prepared, parts, part, ClassifyJob.shape(experiment));
    return new ClassifyExamples(
        Questions.of(all, experiment.window().eachStep()).known(labels::known),
        labels,
        ClassifyJob.oneLogit(experiment, labels));
  }

  @Override
  public ClassifyExamples examples(List<Prepared> prepared) {
    return ClassifyExamples.unlabelled(ClassifyJob.asked(experiment, prepared));
  }

  @Override
  public String truth(WindowExamples examples, int example, int step) {
    Labels labels = ClassifyJob.labels(preprocessing);
    Questions asked = examples.questions();
    int question = asked.of(example, experiment.window().eachStep() ? step : 0);
    boolean there = asked.windows().of(question).series().has(labels.column());
    return there ? labels.name(asked.windows(), question) : "";
  }

  @Override
  public void predict(List<Prepared> prepared, RowSink sink) {
    Place place = Place.of(experiment, prepared);
    Labels labels = ClassifyJob.labels(preprocessing);
    ClassifyExamples examples = examples(prepared);
    Windows windows = examples.windows();
    float[][] probabilities =
        ClassifyEvaluation.probabilities(model, examples, labels.classes().size());
    List<String> texts = new ArrayList<>(List.of(labels.column()));
    Decision decision = decision(labels);
    if (!decision.plain()) {
      texts.add("because");
    }
    List<String> numbers = labels.classes().stream().map(name -> "p(" + name + ")").toList();
    place.header(sink, texts, numbers);
    for (int window = 0; window < windows.count(); window++) {
      List<String> row = place.row(windows, window);
      if (decision.plain()) {
        row.add(labels.classes().get(largest(probabilities[window])));
      } else {
        Decision.Answer answer =
            decision.answer(probabilities[window], ClassifyEvaluation.cells(windows, window));
        row.add(answer.label() < 0 ? Decision.UNSURE : labels.classes().get(answer.label()));
        row.add(answer.because());
      }
      for (float probability : probabilities[window]) {
        row.add(Float.toString(probability));
      }
      sink.row(row);
    }
  }

  private Decision decision(Labels labels) {
    return Decisions.read(experiment, labels.classes(), preprocessing);
  }

  private static int largest(float[] probabilities) {
    int largest = 0;
    for (int c = 1; c < probabilities.length; c++) {
      largest = probabilities[c] > probabilities[largest] ? c : largest;
    }
    return largest;
  }
}
