package sluice.classify;

import java.util.Arrays;
import java.util.List;
import sluice.data.Measured;
import sluice.data.Predictions;
import sluice.loss.Predictor;
import sluice.metric.LabelSetScores;

/** A network's label sets, measured beside the labels' frequencies in the training part. */
public final class LabelSetEvaluation {
  /** The baseline that gives each label its frequency in training as its probability. */
  public static final String FREQUENCIES = "label frequencies";

  private final LabelSetScores answers;
  private final List<Measured> measured;

  /**
   * Runs a network over examples and measures it.
   *
   * @param name of the network, for tables
   * @param frequencies of the labels in the training part
   * @param decision from which probability on each label is answered, and its rules
   */
  public LabelSetEvaluation(
      String name,
      Predictor model,
      LabelSetExamples examples,
      float[] frequencies,
      Decision decision) {
    List<String> labels = decision.classes();
    answers = answers(model, examples, decision);
    LabelSetScores base = new LabelSetScores(labels);
    double[] half = halves(labels.size());
    long known = 0;
    for (int question = 0; question < examples.questions().count(); question++) {
      if (examples.known(question)) {
        base.add(examples.labels(question), frequencies, 0, half);
        known++;
      }
    }
    measured =
        List.of(
            new Measured(name, false, known, answers.scores()),
            new Measured(FREQUENCIES, true, known, base.scores()));
  }

  /** What is likelier than not. */
  public static double[] halves(int labels) {
    double[] half = new double[labels];
    Arrays.fill(half, 0.5);
    return half;
  }

  /** A network's answers, measured. */
  public static LabelSetScores answers(
      Predictor model, LabelSetExamples examples, Decision decision) {
    LabelSetScores scores = new LabelSetScores(decision.classes());
    float[][] probabilities = probabilities(model, examples, decision.classes().size());
    for (int question = 0; question < probabilities.length; question++) {
      if (examples.known(question)) {
        double[] bars = decision.bars(ClassifyEvaluation.cells(examples.windows(), question));
        scores.add(examples.labels(question), probabilities[question], 0, bars);
      }
    }
    return scores;
  }

  /** The probability of each label, [questions][labels]. */
  public static float[][] probabilities(Predictor model, LabelSetExamples examples, int labels) {
    float[][] probabilities = new float[examples.questions().count()][labels];
    Predictions.each(
        model,
        examples,
        (example, step, output, row) ->
            System.arraycopy(
                output.data(),
                output.at(row),
                probabilities[examples.questions().of(example, step)],
                0,
                labels));
    return probabilities;
  }

  /** The network first, then the baseline. */
  public List<Measured> measured() {
    return measured;
  }

  /** The network's answers with all that can be measured of them. */
  public LabelSetScores answers() {
    return answers;
  }
}
