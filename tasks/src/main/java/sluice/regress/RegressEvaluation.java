package sluice.regress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sluice.data.Measured;
import sluice.data.NumberLabels;
import sluice.data.Predictions;
import sluice.data.Windows;
import sluice.loss.Predictor;
import sluice.metric.ForecastScores;
import sluice.metric.MaseScale;
import sluice.metric.QuantileScores;
import sluice.metric.Score;

/** A network's numbers over windows, measured beside the training mean and the last value seen. */
public final class RegressEvaluation {
  /** The baseline that always answers the mean of the training part. */
  public static final String MEAN = "training mean";

  /** The baseline that answers the number at the last step seen. */
  public static final String LAST = "last value";

  private final List<Measured> measured = new ArrayList<>();
  private final double[] answers; // the number, or the quantile that stands for it

  /**
   * Runs a network over examples and measures it.
   *
   * @param name of the network, for tables
   * @param mean of the training part
   */
  public RegressEvaluation(
      String name, Predictor model, RegressExamples examples, NumberLabels labels, double mean) {
    double[][] all = answers(model, examples, labels);
    int middle = QuantileScores.middle(labels.quantiles());
    answers = Arrays.stream(all).mapToDouble(own -> own[middle]).toArray();
    double[] means = new double[answers.length];
    Arrays.fill(means, mean);
    measured.add(measure(name, false, examples, answers).with(quantiles(examples, labels, all)));
    measured.add(measure(MEAN, true, examples, means));
    Windows windows = examples.windows();
    if (examples.count() > 0 && windows.shape().first() >= 0) {
      measured.add(measure(LAST, true, examples, last(windows, labels.column())));
    }
  }

  /**
   * The network's numbers in the target's own unit, one a question, [questions][1]; or quantiles,
   * [questions][quantiles], in rising order, as a network may let them cross (Chernozhukov et al.
   * 2010: it only gets better).
   */
  public static double[][] answers(Predictor model, RegressExamples examples, NumberLabels labels) {
    double[][] answers = new double[examples.questions().count()][labels.answers()];
    Predictions.each(
        model,
        examples,
        (example, step, output, row) -> {
          double[] own = answers[examples.questions().of(example, step)];
          for (int q = 0; q < own.length; q++) {
            own[q] = labels.scaler().unscale(output.get(row, q));
          }
          Arrays.sort(own);
        });
    return answers;
  }

  private static List<Score> quantiles(
      RegressExamples examples, NumberLabels labels, double[][] answers) {
    QuantileScores scores = new QuantileScores(labels.quantiles());
    for (int question = 0; question < answers.length; question++) {
      scores.add(examples.value(question), answers[question]);
    }
    return scores.scores();
  }

  /** The number at the last step of each history, or the last one known before it. */
  private static double[] last(Windows windows, String column) {
    double[][] series = new double[windows.prepared().size()][];
    double[] values = new double[windows.count()];
    for (int window = 0; window < values.length; window++) {
      int of = windows.series(window);
      if (series[of] == null) {
        series[of] = windows.of(window).series().values(column);
      }
      int step = windows.origin(window) - 1;
      while (step > 0 && Double.isNaN(series[of][step])) {
        step--;
      }
      values[window] = series[of][step];
    }
    return values;
  }

  private static Measured measure(
      String name, boolean baseline, RegressExamples examples, double[] answers) {
    ForecastScores scores = new ForecastScores(1);
    long known = 0;
    for (int question = 0; question < answers.length; question++) {
      scores.add(0, examples.value(question), answers[question], MaseScale.NONE);
      known += Double.isNaN(examples.value(question)) ? 0 : 1;
    }
    return new Measured(name, baseline, known, scores.scoresWithoutScale());
  }

  /** The network first, then the baselines. */
  public List<Measured> measured() {
    return List.copyOf(measured);
  }

  /** The network's answer to a question, in the target's own unit. */
  public double answer(int question) {
    return answers[question];
  }
}
