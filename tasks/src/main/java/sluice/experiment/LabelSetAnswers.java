package sluice.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import sluice.classify.ClassifyEvaluation;
import sluice.classify.Decision;
import sluice.classify.LabelSetEvaluation;
import sluice.classify.LabelSetExamples;
import sluice.data.Expansion;
import sluice.data.LabelSets;
import sluice.data.Measured;
import sluice.data.Part;
import sluice.data.Parts;
import sluice.data.Preparation;
import sluice.data.Prepared;
import sluice.data.Questions;
import sluice.data.Windows;
import sluice.loss.Predictor;
import sluice.model.JsonObject;

/** The labels that hold for each window, sequence or row, with the probability of every one. */
record LabelSetAnswers(Experiment experiment, Predictor model, JsonObject preprocessing)
    implements Answers {

  @Override
  public int inputs(Preparation preparation) {
    return preparation.inputs().size() + Expansion.of(preparation).count();
  }

  @Override
  public int outputs() {
    return LabelSetJob.sets(preprocessing).labels().size();
  }

  @Override
  public List<Measured> measure(List<Prepared> prepared, List<Parts> parts) {
    LabelSets sets = LabelSetJob.sets(preprocessing);
    double[] shares = preprocessing.numbers("frequencies");
    float[] frequencies = new float[shares.length];
    for (int label = 0; label < shares.length; label++) {
      frequencies[label] = (float) shares[label];
    }
    return new LabelSetEvaluation(
            EngineSettings.name(experiment),
            model,
            labelled(prepared, parts, Part.TEST),
            frequencies,
            Decisions.read(experiment, sets.labels(), preprocessing))
        .measured();
  }

  @Override
  public LabelSetExamples labelled(List<Prepared> prepared, List<Parts> parts, Part part) {
    LabelSets sets = LabelSetJob.sets(preprocessing);
    Windows all = Windows.of(prepared, parts, part, ClassifyJob.shape(experiment));
    return new LabelSetExamples(
        Questions.of(all, experiment.window().eachStep()).known(sets::known), sets);
  }

  @Override
  public LabelSetExamples examples(List<Prepared> prepared) {
    return LabelSetExamples.unlabelled(
        ClassifyJob.asked(experiment, prepared), LabelSetJob.sets(preprocessing));
  }

  @Override
  public void predict(List<Prepared> prepared, RowSink sink) {
    Place place = Place.of(experiment, prepared);
    LabelSets sets = LabelSetJob.sets(preprocessing);
    List<String> labels = sets.labels();
    Decision decision = Decisions.read(experiment, labels, preprocessing);
    boolean kept = decision.least().isPresent() || !decision.rules().isEmpty();
    LabelSetExamples examples = examples(prepared);
    Windows windows = examples.windows();
    float[][] probabilities = LabelSetEvaluation.probabilities(model, examples, labels.size());
    List<String> numbers = labels.stream().map(name -> "p(" + name + ")").toList();
    List<String> texts = new ArrayList<>(sets.columns());
    if (kept) {
      texts.add("because");
    }
    place.header(sink, texts, numbers);
    for (int window = 0; window < windows.count(); window++) {
      List<String> row = place.row(windows, window);
      Function<String, String> cells = ClassifyEvaluation.cells(windows, window);
      double[] bars = decision.bars(cells);
      List<String> held = new ArrayList<>();
      for (int label = 0; label < bars.length; label++) {
        boolean holds = probabilities[window][label] >= bars[label];
        if (sets.columns().size() > 1) {
          row.add(holds ? "1" : "0");
        } else if (holds) {
          held.add(labels.get(label));
        }
      }
      if (sets.columns().size() == 1) {
        row.add(String.join(sets.separator(), held));
      }
      if (kept) {
        row.add(String.join("; ", decision.kept(probabilities[window], cells)));
      }
      for (float probability : probabilities[window]) {
        row.add(Float.toString(probability));
      }
      sink.row(row);
    }
  }
}
