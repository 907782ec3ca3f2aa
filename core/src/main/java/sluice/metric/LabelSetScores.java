package sluice.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Gathers answers to questions of label sets, of which any number may hold, and measures them.
 *
 * <p>Sums are in double, in the order in which the answers are added. Not for use by several
 * threads at once.
 */
public final class LabelSetScores {
  private final List<String> labels;
  private final long[] support;
  private final long[] answered;
  private final long[] correct;
  private final Probabilities probabilities;
  private final Calibration calibration = new Calibration();
  private long rows;
  private long withProbabilities;
  private long exact;
  private long wrong; // labels
  private double logLoss;

  /**
   * Starts with no answer.
   *
   * @param labels their names in the order of their ids, at least one
   */
  public LabelSetScores(List<String> labels) {
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("label sets need at least one label");
    }
    this.labels = List.copyOf(labels);
    support = new long[labels.size()];
    answered = new long[labels.size()];
    correct = new long[labels.size()];
    probabilities = new Probabilities(labels.size());
  }

  /**
   * Adds an answer without probabilities.
   *
   * @param truth whether each label holds
   * @param answer whether each label was said to hold
   */
  public void add(boolean[] truth, boolean[] answer) {
    boolean right = true;
    for (int label = 0; label < labels.size(); label++) {
      support[label] += truth[label] ? 1 : 0;
      answered[label] += answer[label] ? 1 : 0;
      correct[label] += truth[label] && answer[label] ? 1 : 0;
      wrong += truth[label] == answer[label] ? 0 : 1;
      right &= truth[label] == answer[label];
    }
    exact += right ? 1 : 0;
    rows++;
  }

  /**
   * Adds an answer with the probability of each label.
   *
   * @param truth whether each label holds
   * @param p probability of each label at {@code from} and after, each from 0 to 1
   * @param from index of the first label's probability
   * @param thresholds the least probability of each label that is answered "holds"
   */
  public void add(boolean[] truth, float[] p, int from, double[] thresholds) {
    boolean[] answer = new boolean[labels.size()];
    for (int label = 0; label < answer.length; label++) {
      double yes = p[from + label];
      if (!(yes >= 0 && yes <= 1)) {
        throw new IllegalArgumentException(
            "the probability of label \"" + labels.get(label) + "\" must be 0 to 1, was " + yes);
      }
      answer[label] = yes >= thresholds[label];
      double right = truth[label] ? yes : 1 - yes;
      logLoss -= StrictMath.log(Math.max(right, ClassScores.LEAST_PROBABILITY));
      calibration.add(yes, truth[label]);
    }
    add(truth, answer);
    probabilities.add(truth, p, from);
    withProbabilities++;
  }

  /**
   * Each label with its counts.
   *
   * @return one entry a label, in their order
   */
  public List<ConfusionMatrix.ClassCount> counts() {
    List<ConfusionMatrix.ClassCount> counts = new ArrayList<>();
    for (int label = 0; label < labels.size(); label++) {
      counts.add(
          new ConfusionMatrix.ClassCount(
              labels.get(label), support[label], answered[label], correct[label]));
    }
    return List.copyOf(counts);
  }

  /**
   * How many rows were added.
   *
   * @return the count
   */
  public long rows() {
    return rows;
  }

  /**
   * Measures the answers.
   *
   * @param metric one of {@link Metric#OF_LABEL_SETS}; log loss is the mean over rows and labels
   * @return the figure, or the reason why there is none
   */
  public Score score(Metric metric) {
    if (!Metric.OF_LABEL_SETS.contains(metric)) {
      throw new IllegalArgumentException(
          metric + " is no metric of label sets; take one of " + Metric.OF_LABEL_SETS);
    }
    if (rows == 0) {
      return Score.undefined(metric, "nothing was measured", 0, 0);
    }
    long cells = rows * labels.size();
    return switch (metric.key()) {
      case "subset_accuracy" -> Score.of(metric, (double) exact / rows, rows, 0);
      case "hamming_loss" -> Score.of(metric, (double) wrong / cells, cells, 0);
      case "macro_f1" -> mean(metric, ConfusionMatrix.ClassCount::f1);
      case "macro_precision" -> mean(metric, ConfusionMatrix.ClassCount::precision);
      case "macro_recall" -> mean(metric, ConfusionMatrix.ClassCount::recall);
      case "micro_f1" -> micro(metric);
      default -> ofProbabilities(metric, cells);
    };
  }

  private Score ofProbabilities(Metric metric, long cells) {
    if (withProbabilities != rows) {
      return Score.undefined(
          metric,
          (rows - withProbabilities) + " of " + rows + " answers came without probabilities",
          rows,
          0);
    }
    return switch (metric.key()) {
      case "roc_area" -> probabilities.area(metric, RankingCurve::rocArea);
      case "pr_area" -> probabilities.area(metric, RankingCurve::prArea);
      case "calibration_error" -> Score.of(metric, calibration.error(), cells, 0);
      default -> Score.of(metric, logLoss / cells, cells, 0);
    };
  }

  private Score micro(Metric metric) {
    long right = 0;
    long both = 0;
    for (int label = 0; label < labels.size(); label++) {
      right += correct[label];
      both += support[label] + answered[label];
    }
    return both == 0
        ? Score.undefined(metric, "no label occurs or is answered", rows, 0)
        : Score.of(metric, 2.0 * right / both, rows, 0);
  }

  private Score mean(Metric metric, Function<ConfusionMatrix.ClassCount, OptionalDouble> figure) {
    double sum = 0;
    int known = 0;
    for (ConfusionMatrix.ClassCount count : counts()) {
      OptionalDouble one = figure.apply(count);
      if (one.isPresent()) {
        sum += one.getAsDouble();
        known++;
      }
    }
    return known == 0
        ? Score.undefined(metric, "no label occurs or is answered", rows, labels.size())
        : Score.of(metric, sum / known, known, labels.size() - known);
  }

  /**
   * Measures the answers by every metric of label sets.
   *
   * @return the scores in the order of {@link Metric#OF_LABEL_SETS}
   */
  public List<Score> scores() {
    return Metric.OF_LABEL_SETS.stream().map(this::score).toList();
  }

  /**
   * The curve of each label, so far.
   *
   * @return one a label; none where an answer came without probabilities, or of more than 200
   *     labels
   */
  public List<RankingCurve> curves() {
    return rows == withProbabilities ? List.copyOf(probabilities.curves()) : List.of();
  }

  /**
   * Whether the probability of a label means what it says.
   *
   * @return of all labels of all answers that came with probabilities
   */
  public Calibration calibration() {
    return calibration;
  }
}
