package sluice.experiment;

import java.util.Optional;
import sluice.experiment.settings.Default;
import sluice.experiment.settings.Help;
import sluice.experiment.settings.Range;
import sluice.experiment.settings.Unset;

/**
 * Which rows are kept from training: the last ones for the test, those before them for validation;
 * of whole sequences and single rows, the last ones of an order that may be drawn at random.
 *
 * @param validation the part that stops training and chooses the weights
 * @param test the part that nothing but the final figures sees
 * @param by the order in which sequences or rows are dealt out
 * @param seed of that order; empty for the experiment's
 * @param group the column of what must not be parted
 * @param folds how many parts take their turn as the test; empty for one cut
 * @param fold whose turn it is
 */
public record SplitSettings(
    @Help("part before the test that stops training and chooses the weights") @Default("0.1")
        Cut validation,
    @Help("last part, seen by nothing but the final figures") @Default("0.2") Cut test,
    @Help("the order in which whole sequences or rows are dealt out; windows keep that of time")
        @Default(
            words =
                "order for windows; random for sequences; stratified for rows of classify, else random")
        By by,
    @Help("seed of that order; auto takes the experiment's") @Unset("auto") Optional<Long> seed,
    @Help("column of what must not be parted, such as a person with several rows")
        Optional<String> group,
    @Help(
            "parts that take their turn as the test, in place of split.test; of windows, test parts"
                + " that follow one another")
        @Range(min = 2, max = 1000)
        Optional<Integer> folds,
    @Help("whose turn it is") @Default("1") @Range(min = 1, max = 1000) int fold) {

  /** The order in which whole sequences or rows are dealt out. */
  public enum By {
    /** As they come: the last ones are the test. */
    ORDER,
    /** At random. */
    RANDOM,
    /** At random, each part with its share of every class, or of small and large numbers. */
    STRATIFIED
  }
}
