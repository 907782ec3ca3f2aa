package sluice.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import sluice.data.Labels;
import sluice.data.Measured;
import sluice.data.Predictions;
import sluice.data.Series;
import sluice.data.Windows;
import sluice.loss.Predictor;
import sluice.math.Matrix;
import sluice.metric.ClassScores;
import sluice.metric.ConfusionMatrix;

/**
 * A network's answers over windows, measured beside the majority class and "the same as before".
 */
public final class ClassifyEvaluation {
  /** The baseline that always answers the most frequent class of the training part. */
  public static final String MAJORITY = "majority class";

  /** The baseline that answers what the last step seen had. */
  public static final String SAME = "same as before";

  private final List<Measured> measured = new ArrayList<>();
  private final ClassScores answers;

  /**
   * Runs a network over examples and measures it.
   *
   * @param name of the network, for tables
   * @param majority number of the most frequent class of the training part
   * @param decision how probabilities become an answer
   */
  public ClassifyEvaluation(
      String name,
      Predictor model,
      ClassifyExamples examples,
      Labels labels,
      int majority,
      Decision decision) {
    ClassScores scores = new ClassScores(labels.classes());
    float[][] probabilities = probabilities(model, examples, labels.classes().size());
    long known = 0;
    int questions = examples.questions().count();
    for (int question = 0; question < questions; question++) {
      if (examples.label(question) >= 0) {
        int truth = examples.label(question);
        if (decision.plain()) {
          scores.add(truth, probabilities[question], 0);
        } else {
          Decision.Answer answer =
              decision.answer(probabilities[question], cells(examples.windows(), question));
          scores.add(truth, answer.label(), probabilities[question], 0);
        }
        known++;
      }
    }
    answers = scores;
    measured.add(new Measured(name, false, known, scores.scores()));
    ClassScores always = new ClassScores(labels.classes());
    for (int question = 0; question < questions; question++) {
      if (examples.label(question) >= 0) {
        always.add(examples.label(question), majority);
      }
    }
    measured.add(new Measured(MAJORITY, true, known, always.scores()));
    if (examples.count() > 0 && examples.windows().shape().first() >= 0) {
      measured.add(new Measured(SAME, true, known, same(examples, labels, majority).scores()));
    }
  }

  /** Where the class before is not known, the majority class stands in for it. */
  private static ClassScores same(ClassifyExamples examples, Labels labels, int majority) {
    ClassScores same = new ClassScores(labels.classes());
    for (int question = 0; question < examples.questions().count(); question++) {
      if (examples.label(question) >= 0) {
        int before = labels.before(examples.windows(), question);
        same.add(examples.label(question), before >= 0 ? before : majority);
      }
    }
    return same;
  }

  /** The cells of the last step that a window shows, for rules. */
  public static Function<String, String> cells(Windows windows, int window) {
    Series series = windows.of(window).series();
    return column -> series.column(column).text(windows.origin(window) - 1);
  }

  /** The probability of each class, [questions][classes]. */
  public static float[][] probabilities(Predictor model, ClassifyExamples examples, int classes) {
    float[][] probabilities = new float[examples.questions().count()][classes];
    Predictions.each(
        model,
        examples,
        (example, step, output, row) ->
            spread(output, row, probabilities[examples.questions().of(example, step)]));
    return probabilities;
  }

  private static void spread(Matrix output, int row, float[] probabilities) {
    if (output.columns() == 1) { // one logit: the probability of the second class
      probabilities[1] = output.get(row, 0);
      probabilities[0] = 1 - output.get(row, 0);
    } else {
      System.arraycopy(output.data(), output.at(row), probabilities, 0, probabilities.length);
    }
  }

  /** The network first, then the baselines. */
  public List<Measured> measured() {
    return List.copyOf(measured);
  }

  /** The network's answers by class. */
  public ConfusionMatrix confusion() {
    return answers.confusion();
  }

  /** The network's answers with all that can be measured of them. */
  public ClassScores answers() {
    return answers;
  }
}
