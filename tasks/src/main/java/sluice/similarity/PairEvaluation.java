package sluice.similarity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sluice.data.Measured;
import sluice.data.NumberLabels;
import sluice.data.Predictions;
import sluice.loss.Predictor;
import sluice.metric.ClassScores;
import sluice.metric.ForecastScores;
import sluice.metric.MaseScale;

/**
 * A network's similarities, measured: of labels beside the more frequent one and beside how far
 * apart the inputs themselves are, of scores beside their mean.
 */
public final class PairEvaluation {
  /** The baseline that always answers the more frequent label of the training part. */
  public static final String MAJORITY = "majority class";

  /** The baseline that compares the inputs themselves. */
  public static final String INPUTS = "distance of the inputs";

  /** The baseline that always answers the mean of the training part. */
  public static final String MEAN = "training mean";

  /** The labels of pairs. */
  public static final List<String> LABELS = List.of("0", "1");

  private final List<Measured> measured = new ArrayList<>();
  private final double[] answers;
  private final Optional<ClassScores> classes;

  /**
   * Runs a network over pairs and measures it.
   *
   * @param name of the network, for tables
   * @param target how a number becomes a score
   * @param mean of the training part
   * @param nearest the distance of inputs up to which they best belong together in training, see
   *     {@link InputDistance}
   */
  public PairEvaluation(
      String name,
      Predictor model,
      PairExamples examples,
      NumberLabels target,
      double mean,
      double nearest) {
    answers = answers(model, examples, target);
    if (examples.labels()) {
      ClassScores own = new ClassScores(LABELS);
      ClassScores frequent = new ClassScores(LABELS);
      ClassScores inputs = new ClassScores(LABELS);
      for (int pair = 0; pair < answers.length; pair++) {
        int truth = (int) examples.value(pair);
        float yes = (float) answers[pair];
        own.add(truth, new float[] {1 - yes, yes}, 0);
        frequent.add(truth, mean > 0.5 ? 1 : 0);
        inputs.add(truth, InputDistance.of(examples, pair) <= nearest ? 1 : 0);
      }
      classes = Optional.of(own);
      measured.add(new Measured(name, false, answers.length, own.scores()));
      measured.add(new Measured(MAJORITY, true, answers.length, frequent.scores()));
      measured.add(new Measured(INPUTS, true, answers.length, inputs.scores()));
    } else {
      classes = Optional.empty();
      double[] means = new double[answers.length];
      Arrays.fill(means, mean);
      measured.add(scores(name, false, examples, answers));
      measured.add(scores(MEAN, true, examples, means));
    }
  }

  private static Measured scores(
      String name, boolean baseline, PairExamples examples, double[] answers) {
    ForecastScores scores = new ForecastScores(1);
    for (int pair = 0; pair < answers.length; pair++) {
      scores.add(0, examples.value(pair), answers[pair], MaseScale.NONE);
    }
    return new Measured(name, baseline, answers.length, scores.scoresWithoutScale());
  }

  /** A similarity for each pair: how likely they belong together, or a score in its own unit. */
  public static double[] answers(Predictor model, PairExamples examples, NumberLabels target) {
    double[] answers = new double[examples.count()];
    Predictions.each(
        model,
        examples,
        (pair, step, output, row) -> {
          float answer = output.get(row, 0);
          answers[pair] = examples.labels() ? answer : target.scaler().unscale(answer);
        });
    return answers;
  }

  /** The network first, then the baselines. */
  public List<Measured> measured() {
    return List.copyOf(measured);
  }

  /** The network's similarity of a pair. */
  public double answer(int pair) {
    return answers[pair];
  }

  /** The network's answers by label; empty of scores. */
  public Optional<ClassScores> classes() {
    return classes;
  }
}
