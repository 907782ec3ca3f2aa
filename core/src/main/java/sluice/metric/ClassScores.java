package sluice.metric;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Gathers answers to a question of classes one after the other, and measures them.
 *
 * <p>Sums are in double, in the order in which the answers are added: how they were cut into
 * batches changes no bit. Not for use by several threads at once.
 */
public final class ClassScores {
  /**
   * The least probability that {@link Metric#LOG_LOSS} takes a logarithm of: a smaller one, 0
   * included, counts as this, so one answer costs at most 34.54.
   */
  public static final double LEAST_PROBABILITY = 1e-15;

  /** Instead of a class: there was no answer. */
  public static final int UNSURE = -1;

  private static final int LIKELIEST = -2;

  private static final double SUM_TOLERANCE = 1e-3; // of float32 probabilities over many classes

  private final List<String> labels;
  private final long[][] counts; // [truth][answer]
  private long answers; // the unsure ones too
  private long unsure;
  private long withProbabilities;
  private long clipped;
  private double logLoss;
  private final Probabilities probabilities;
  private final Calibration calibration = new Calibration(); // of the likeliest class

  /**
   * Starts with no answer.
   *
   * @param labels the names of the classes in the order of their ids, at least one
   */
  public ClassScores(List<String> labels) {
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("classes need at least one label");
    }
    this.labels = List.copyOf(labels);
    counts = new long[labels.size()][labels.size()];
    probabilities = new Probabilities(labels.size());
  }

  /**
   * Adds an answer that is a class without probabilities; log loss is undefined from then on.
   *
   * @param truth id of the true class
   * @param answer id of the class that was answered
   */
  public void add(int truth, int answer) {
    check("truth", truth);
    check("answer", answer);
    counts[truth][answer]++;
    answers++;
  }

  /**
   * Adds an answer that is a probability for each class; the likeliest class counts as answered,
   * the first of them where several are equal.
   *
   * @param truth id of the true class
   * @param probabilities of the classes at {@code from} and after, each from 0 to 1, together 1
   * @param from index of the first class's probability
   */
  public void add(int truth, float[] probabilities, int from) {
    add(truth, LIKELIEST, probabilities, from);
  }

  /**
   * Adds an answer that was made of a probability for each class by a rule of its own.
   *
   * @param truth id of the true class
   * @param answer id of the class that was answered; {@link #UNSURE} for none: it is counted, and
   *     no right or wrong answer
   * @param probabilities of the classes at {@code from} and after, each from 0 to 1, together 1
   * @param from index of the first class's probability
   */
  public void add(int truth, int answer, float[] probabilities, int from) {
    check("truth", truth);
    int likeliest = 0;
    double sum = 0;
    for (int id = 0; id < labels.size(); id++) {
      float p = probabilities[from + id];
      if (!(p >= 0 && p <= 1 + SUM_TOLERANCE)) {
        throw new IllegalArgumentException(
            "the probability of class \""
                + labels.get(id)
                + "\" in answer "
                + (answers + 1)
                + " must be from 0 to 1, was "
                + p);
      }
      sum += p;
      if (p > probabilities[from + likeliest]) {
        likeliest = id;
      }
    }
    if (Math.abs(sum - 1) > SUM_TOLERANCE) {
      throw new IllegalArgumentException(
          "the probabilities of answer "
              + (answers + 1)
              + " must add to 1, were "
              + sum
              + "; logits need a softmax first");
    }
    if (answer == UNSURE) {
      unsure++;
      answers++;
    } else {
      add(truth, answer == LIKELIEST ? likeliest : answer);
    }
    this.probabilities.add(truth, probabilities, from);
    calibration.add(Math.min(1, probabilities[from + likeliest]), truth == likeliest);
    double p = probabilities[from + truth];
    if (p < LEAST_PROBABILITY) {
      clipped++;
    }
    logLoss -= StrictMath.log(Math.clamp(p, LEAST_PROBABILITY, 1.0)); // float sums may pass 1
    withProbabilities++;
  }

  /**
   * How many answers gave the true class less than {@link #LEAST_PROBABILITY}.
   *
   * @return the count
   */
  public long clipped() {
    return clipped;
  }

  /**
   * How often each class was answered for each true class, so far.
   *
   * @return a copy that later answers do not change
   */
  public ConfusionMatrix confusion() {
    return new ConfusionMatrix(labels, counts);
  }

  /**
   * Measures the answers.
   *
   * @param metric one of {@link Metric#OF_CLASSES}
   * @return the figure, or the reason why there is none
   */
  public Score score(Metric metric) {
    if (!Metric.OF_CLASSES.contains(metric)) {
      throw new IllegalArgumentException(
          metric + " is no metric of classes; take one of " + Metric.OF_CLASSES);
    }
    if (answers == 0) {
      return Score.undefined(metric, "nothing was measured", 0, 0);
    }
    return switch (metric.key()) {
      case "accuracy" -> accuracy();
      case "coverage" -> Score.of(metric, (double) (answers - unsure) / answers, answers, 0);
      case "macro_f1" -> mean(metric, ConfusionMatrix.ClassCount::f1);
      case "macro_precision" -> mean(metric, ConfusionMatrix.ClassCount::precision);
      case "macro_recall" -> mean(metric, ConfusionMatrix.ClassCount::recall);
      case "roc_area" ->
          ofProbabilities(metric, () -> probabilities.area(metric, RankingCurve::rocArea));
      case "pr_area" ->
          ofProbabilities(metric, () -> probabilities.area(metric, RankingCurve::prArea));
      case "calibration_error" ->
          ofProbabilities(metric, () -> Score.of(metric, calibration.error(), answers, 0));
      default -> ofProbabilities(metric, () -> Score.of(metric, logLoss / answers, answers, 0));
    };
  }

  /**
   * Measures the answers by every metric of classes.
   *
   * @return the scores in the order of {@link Metric#OF_CLASSES}; coverage only where an answer was
   *     unsure
   */
  public List<Score> scores() {
    return Metric.OF_CLASSES.stream()
        .filter(metric -> unsure > 0 || !metric.equals(Metric.COVERAGE))
        .map(this::score)
        .toList();
  }

  private Score accuracy() {
    long given = answers - unsure;
    return given == 0
        ? Score.undefined(Metric.ACCURACY, "every answer is unsure", 0, unsure)
        : Score.of(Metric.ACCURACY, (double) confusion().correct() / given, given, unsure);
  }

  private Score ofProbabilities(Metric metric, Supplier<Score> score) {
    long without = answers - withProbabilities;
    return without == 0
        ? score.get()
        : Score.undefined(
            metric, without + " of " + answers + " answers came without probabilities", answers, 0);
  }

  /** A mean over classes; those that have none are left out. */
  private Score mean(Metric metric, Function<ConfusionMatrix.ClassCount, OptionalDouble> figure) {
    double sum = 0;
    int classes = 0;
    for (ConfusionMatrix.ClassCount count : confusion().classes()) {
      OptionalDouble one = figure.apply(count);
      if (one.isPresent()) {
        sum += one.getAsDouble();
        classes++;
      }
    }
    return classes == 0
        ? Score.undefined(metric, "every answer is unsure", 0, labels.size())
        : Score.of(metric, sum / classes, classes, labels.size() - classes);
  }

  /**
   * The curve of each class against the rest, so far.
   *
   * @return one a class, in the order of the labels; none where an answer came without
   *     probabilities, or of more than 200 classes
   */
  public List<RankingCurve> curves() {
    return answers == withProbabilities ? List.copyOf(probabilities.curves()) : List.of();
  }

  /**
   * What share may be answered at what accuracy, the surest first.
   *
   * @return the curve; without a point where no probabilities are kept
   */
  public CoverageCurve coverage() {
    return probabilities.coverage();
  }

  /**
   * Whether the probability of the likeliest class means what it says.
   *
   * @return of all answers that came with probabilities
   */
  public Calibration calibration() {
    return calibration;
  }

  private void check(String what, int id) {
    if (id < 0 || id >= labels.size()) {
      throw new IllegalArgumentException(
          what
              + " of answer "
              + (answers + 1)
              + " must be a class from 0 to "
              + (labels.size() - 1)
              + ", was "
              + id);
    }
  }
}
