package sluice.experiment;

import java.util.List;
import java.util.Optional;
import sluice.experiment.settings.Default;
import sluice.experiment.settings.Help;
import sluice.experiment.settings.Range;
import sluice.experiment.settings.Shorthand;

/**
 * How probabilities become an answer, where the likeliest class is not what is wanted.
 *
 * @param threshold how the least probability of a label is chosen on the validation part
 * @param labels those that have a threshold
 * @param least probability below which there is no answer
 * @param confirm what must hold of the data for a label to be answered
 * @param otherwise what is answered where something does not hold
 */
public record DecisionSettings(
    @Help(
            "chosen on the validation part, for each label of labels: from which probability it is"
                + " answered")
        @Default("likeliest")
        Threshold threshold,
    @Help("labels that have a threshold; of label sets, all where none are named") @Default("[]")
        List<String> labels,
    @Help("least probability of an answer; below it, otherwise; of several labels, that of each")
        @Range(above = 0, max = 1)
        Optional<Double> least,
    @Help("rules that the row, or the last step seen, must keep for a label to be answered")
        @Default("[]")
        List<Confirm> confirm,
    @Help(
            "where a rule does not hold or the probability is too small: unsure, or the next class;"
                + " of several labels, that one is not answered")
        @Default("unsure")
        Otherwise otherwise) {

  /** How the least probability of a label is chosen. */
  public sealed interface Threshold {
    /** None: the likeliest class is answered; of label sets, what is likelier than not. */
    @Help("none: the likeliest class; of label sets, what is likelier than not")
    record Likeliest() implements Threshold {}

    /**
     * Find it right.
     *
     * @param least the precision that is wanted
     */
    @Help("find it right: the lowest one with at least this precision")
    @Shorthand
    record Precision(
        @Help("precision wanted") @Default("0.9") @Range(above = 0, max = 1) double least)
        implements Threshold {}

    /**
     * Find it all.
     *
     * @param least the recall that is wanted
     */
    @Help("find it all: the highest one with at least this recall")
    @Shorthand
    record Recall(@Help("recall wanted") @Default("0.9") @Range(above = 0, max = 1) double least)
        implements Threshold {}

    /**
     * The best balance.
     *
     * @param beta how much more recall counts than precision
     */
    @Help("the one with the largest F-beta")
    @Shorthand
    record FBeta(
        @Help("above 1 recall counts more, below 1 precision")
            @Default("1")
            @Range(above = 0, max = 100)
            double beta)
        implements Threshold {}
  }

  /** What is answered where something does not hold. */
  public enum Otherwise {
    /** Nothing: {@code unsure}. */
    UNSURE,
    /** The next class in the order of their probabilities, if its own rules hold. */
    NEXT
  }

  /**
   * What must hold for a label to be answered. All that is given must.
   *
   * @param label the label it is for
   * @param column whose cell is looked at
   * @param above what a number must be above
   * @param below what a number must be below
   * @param matches regular expression that the whole cell must match
   */
  public record Confirm(
      @Help("label it is for") @Range(min = 1) String label,
      @Help("input column whose cell is looked at") @Range(min = 1) String column,
      @Help("what the number must be above") Optional<Double> above,
      @Help("what the number must be below") Optional<Double> below,
      @Help("regular expression that the whole cell must match") Optional<String> matches) {}

  /** Copies the lists. */
  public DecisionSettings {
    labels = List.copyOf(labels);
    confirm = List.copyOf(confirm);
  }

  /** Whether the likeliest class is always answered. */
  boolean plain() {
    return threshold instanceof Threshold.Likeliest && least.isEmpty() && confirm.isEmpty();
  }
}
