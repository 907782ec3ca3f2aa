package sluice.metric;

import static sluice.metric.Direction.HIGHER_IS_BETTER;
import static sluice.metric.Direction.LOWER_IS_BETTER;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A measure of how good answers are: its formula, which way is better, and where it has no value.
 *
 * <p>In the formulas y is the truth and ŷ the answer; a mean runs over all values that have a
 * truth, over every step of the horizon alike.
 *
 * @param key the name in files and settings, lower case, such as {@code macro_f1}
 * @param label the name for readers, such as {@code macro-F1}
 * @param formula how it is computed
 * @param direction which way is better
 * @param unit what its figures are counted in
 * @param undefined when it has no value
 */
public record Metric(
    String key, String label, String formula, Direction direction, Unit unit, String undefined) {

  /** What the figures of a metric are counted in. */
  public enum Unit {
    /** The unit of the target. */
    TARGET,
    /** The square of the target's unit. */
    TARGET_SQUARED,
    /** Percent: 100 is the whole. */
    PERCENT,
    /** A share: 1 is the whole. */
    SHARE,
    /** A plain number. */
    NONE
  }

  private static final String NEVER = "no value has a truth, or an answer is not finite";

  /** Mean absolute error. */
  public static final Metric MAE =
      new Metric("mae", "MAE", "mean |y − ŷ|", LOWER_IS_BETTER, Unit.TARGET, NEVER);

  /** Mean squared error, without a factor ½. */
  public static final Metric MSE =
      new Metric("mse", "MSE", "mean (y − ŷ)²", LOWER_IS_BETTER, Unit.TARGET_SQUARED, NEVER);

  /** Root of the mean squared error. */
  public static final Metric RMSE =
      new Metric("rmse", "RMSE", "√ mean (y − ŷ)²", LOWER_IS_BETTER, Unit.TARGET, NEVER);

  /** Mean absolute percentage error. */
  public static final Metric MAPE =
      new Metric(
          "mape",
          "MAPE",
          "mean 100·|y − ŷ| ÷ |y|",
          LOWER_IS_BETTER,
          Unit.PERCENT,
          NEVER + ", or a truth is 0");

  /**
   * Symmetric mean absolute percentage error as the M4 competition defines it (Makridakis et al.
   * 2020), from 0 to 200. Where truth and answer are both 0 there is no error and the term is 0.
   */
  public static final Metric SMAPE =
      new Metric(
          "smape",
          "sMAPE",
          "mean 200·|y − ŷ| ÷ (|y| + |ŷ|), 0 where both are 0",
          LOWER_IS_BETTER,
          Unit.PERCENT,
          NEVER);

  /**
   * Mean absolute scaled error (Hyndman &amp; Koehler 2006): 1 is the mean error of the seasonal
   * naive forecast, one season ahead, inside the training part. See {@link MaseScale}.
   */
  public static final Metric MASE =
      new Metric(
          "mase",
          "MASE",
          "mean |y − ŷ| ÷ scale; scale = mean |yₜ − yₜ₋ₘ| of the training part, season m",
          LOWER_IS_BETTER,
          Unit.NONE,
          NEVER + ", or a series has no scale: training part shorter than a season, or repeating");

  /** Share of the truth's variance that is explained; 0 is no better than the truth's mean. */
  public static final Metric R2 =
      new Metric(
          "r2",
          "R²",
          "1 − Σ(y − ŷ)² ÷ Σ(y − ȳ)²",
          HIGHER_IS_BETTER,
          Unit.NONE,
          NEVER + ", or all truths are equal");

  /** Mean pinball loss of all quantiles that are answered, see {@link QuantileScores}. */
  public static final Metric PINBALL =
      new Metric(
          "pinball",
          "pinball",
          "mean over quantiles q of mean max(q·(y − ŷ), (q − 1)·(y − ŷ))",
          LOWER_IS_BETTER,
          Unit.TARGET,
          NEVER);

  /** Share of the answers that are right. */
  public static final Metric ACCURACY =
      new Metric(
          "accuracy",
          "accuracy",
          "right answers ÷ all answers",
          HIGHER_IS_BETTER,
          Unit.SHARE,
          "there is no answer");

  /**
   * Mean of the classes' F1, each class counting alike. A class that neither occurs nor is ever
   * answered has no F1 and is left out.
   */
  public static final Metric MACRO_F1 =
      new Metric(
          "macro_f1",
          "macro-F1",
          "mean over classes of 2·TP ÷ (2·TP + FP + FN)",
          HIGHER_IS_BETTER,
          Unit.SHARE,
          "there is no answer");

  /**
   * Mean negative natural logarithm of the probability given to the true class; see {@link
   * ClassScores#LEAST_PROBABILITY} for a probability of 0.
   */
  public static final Metric LOG_LOSS =
      new Metric(
          "log_loss",
          "log loss",
          "mean −ln max(p of the true class, 10⁻¹⁵)",
          LOWER_IS_BETTER,
          Unit.NONE,
          "there is no answer, or some answers came without probabilities");

  /** Mean of the classes' precision. A class that is never answered has none and is left out. */
  public static final Metric PRECISION =
      new Metric(
          "macro_precision",
          "precision",
          "mean over classes of TP ÷ (TP + FP)",
          HIGHER_IS_BETTER,
          Unit.SHARE,
          "nothing is answered");

  /** Mean of the classes' recall. A class that does not occur has none and is left out. */
  public static final Metric RECALL =
      new Metric(
          "macro_recall",
          "recall",
          "mean over classes of TP ÷ (TP + FN)",
          HIGHER_IS_BETTER,
          Unit.SHARE,
          "no class occurs");

  /** F1 of all labels' answers thrown together; where one label holds a row it is the accuracy. */
  public static final Metric MICRO_F1 =
      new Metric(
          "micro_f1",
          "micro-F1",
          "2·ΣTP ÷ (2·ΣTP + ΣFP + ΣFN), sums over labels",
          HIGHER_IS_BETTER,
          Unit.SHARE,
          "no label occurs or is answered");

  /** Share of the questions that are answered, not "unsure". */
  public static final Metric COVERAGE =
      new Metric(
          "coverage",
          "coverage",
          "answers that are not unsure ÷ all answers",
          HIGHER_IS_BETTER,
          Unit.SHARE,
          "there is no answer");

  /** Mean over classes of the area under the ROC curve, each against the rest. */
  public static final Metric ROC_AREA =
      new Metric(
          "roc_area",
          "ROC area",
          "mean over classes of the chance that one of it has a higher probability than one of the"
              + " others, ½ where equal",
          HIGHER_IS_BETTER,
          Unit.NONE,
          "some answers came without probabilities, or no class has examples for and against");

  /** Mean over classes of the area under the curve of precision and recall. */
  public static final Metric PR_AREA =
      new Metric(
          "pr_area",
          "PR area",
          "mean over classes of Σ (recallᵢ − recallᵢ₋₁)·precisionᵢ over falling thresholds",
          HIGHER_IS_BETTER,
          Unit.NONE,
          "some answers came without probabilities, or no class occurs");

  /** Expected calibration error, see {@link Calibration}. */
  public static final Metric CALIBRATION_ERROR =
      new Metric(
          "calibration_error",
          "calibration error",
          "mean over ten bins, by their answers, of |share right − mean probability|",
          LOWER_IS_BETTER,
          Unit.NONE,
          "there is no answer, or some answers came without probabilities");

  /** Share of all labels of all rows that are wrong. */
  public static final Metric HAMMING_LOSS =
      new Metric(
          "hamming_loss",
          "Hamming loss",
          "labels wrongly answered ÷ (rows · labels)",
          LOWER_IS_BETTER,
          Unit.SHARE,
          "there is no answer");

  /** Share of the rows all of whose labels are right. */
  public static final Metric SUBSET_ACCURACY =
      new Metric(
          "subset_accuracy",
          "subset accuracy",
          "rows with every label right ÷ all rows",
          HIGHER_IS_BETTER,
          Unit.SHARE,
          "there is no answer");

  private static final String NO_TOKEN = "no token has one before it";

  /** Perplexity: how many equally likely tokens there would be to choose from. */
  public static final Metric PERPLEXITY =
      new Metric(
          "perplexity",
          "perplexity",
          "exp(mean −ln p of each token after all before it)",
          LOWER_IS_BETTER,
          Unit.NONE,
          NO_TOKEN);

  /** Cross-entropy in nats. */
  public static final Metric NATS_PER_TOKEN =
      new Metric(
          "nats_per_token",
          "nats a token",
          "mean −ln p of each token after all before it",
          LOWER_IS_BETTER,
          Unit.NONE,
          NO_TOKEN);

  /** Cross-entropy in bits, whatever the tokens are. */
  public static final Metric BITS_PER_CHARACTER =
      new Metric(
          "bits_per_character",
          "bits a character",
          "Σ −log₂ p of the tokens ÷ characters of their text",
          LOWER_IS_BETTER,
          Unit.NONE,
          NO_TOKEN);

  /** The metrics of texts. */
  public static final List<Metric> OF_TEXTS =
      List.of(PERPLEXITY, NATS_PER_TOKEN, BITS_PER_CHARACTER);

  /** The metrics of numbers: forecasts and regressions. */
  public static final List<Metric> OF_NUMBERS = List.of(MAE, RMSE, MSE, MAPE, SMAPE, MASE, R2);

  /** The metrics of classes. */
  public static final List<Metric> OF_CLASSES =
      List.of(
          ACCURACY,
          MACRO_F1,
          LOG_LOSS,
          PRECISION,
          RECALL,
          ROC_AREA,
          PR_AREA,
          CALIBRATION_ERROR,
          COVERAGE);

  /** The metrics of label sets, of which any number may hold. */
  public static final List<Metric> OF_LABEL_SETS =
      List.of(
          MACRO_F1,
          MICRO_F1,
          PRECISION,
          RECALL,
          SUBSET_ACCURACY,
          HAMMING_LOSS,
          LOG_LOSS,
          ROC_AREA,
          PR_AREA,
          CALIBRATION_ERROR);

  /** The metrics of several quantiles that are the same whatever these are. */
  public static final List<Metric> OF_QUANTILES = List.of(PINBALL);

  /** The pinball loss of one quantile; its key is {@code pinball_q0.1}. */
  public static Metric pinball(double quantile) {
    return new Metric(
        "pinball_q" + quantile,
        "pinball " + quantile,
        "mean max(q·(y − ŷ), (q − 1)·(y − ŷ)), q = " + quantile,
        LOWER_IS_BETTER,
        Unit.TARGET,
        NEVER);
  }

  /**
   * The share of the truths between two quantiles; it should come near the difference of both. Its
   * key is {@code between_q0.1_q0.9}.
   */
  public static Metric interval(double low, double high) {
    return new Metric(
        "between_q" + low + "_q" + high,
        "between " + low + " and " + high,
        "truths from the lowest quantile to the highest ÷ all truths; right is their difference",
        HIGHER_IS_BETTER,
        Unit.SHARE,
        NEVER);
  }

  /**
   * Finds a metric by its key.
   *
   * @param key such as {@code mae}, in any case
   * @return the metric, or empty if there is none of that key
   */
  public static Optional<Metric> named(String key) {
    String wanted = key.toLowerCase(Locale.ROOT);
    for (List<Metric> kind :
        List.of(OF_NUMBERS, OF_QUANTILES, OF_CLASSES, OF_LABEL_SETS, OF_TEXTS)) {
      for (Metric metric : kind) {
        if (metric.key.equals(wanted)) {
          return Optional.of(metric);
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return label;
  }
}
