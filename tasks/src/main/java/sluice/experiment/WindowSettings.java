package sluice.experiment;

import java.util.Optional;
import sluice.experiment.settings.Default;
import sluice.experiment.settings.Help;
import sluice.experiment.settings.Range;
import sluice.experiment.settings.Unset;

/**
 * How rows become sequences.
 *
 * @param per whether a sequence is a window that slides over a series, a whole series, or one row
 * @param labels whether a whole sequence has one answer or one at each step
 * @param history steps the network sees, of a window
 * @param horizon steps ahead that a forecast has
 * @param ahead steps from the last one seen to the label's or the number's, of a window
 * @param stride steps from one training window to the next
 * @param partition how a text is cut
 * @param offset whether each epoch begins to cut at another place
 * @param dropShort whether only whole sequences are read
 * @param season steps after which a series repeats itself, for baselines and MASE; empty to take it
 *     from the time step
 */
public record WindowSettings(
    @Help(
            "a sequence is a window sliding over a series, a whole series (rows of one key), or a"
                + " row by itself")
        @Default("window")
        Per per,
    @Help(
            "classify, regress: one answer for a whole sequence, or one at each-step of it; a step"
                + " whose target is missing is not asked for")
        @Default("one")
        Answers labels,
    @Help("steps that the network sees of a window") @Default("28") @Range(min = 1, max = 1_000_000)
        int history,
    @Help("forecast: steps ahead") @Default("1") @Range(min = 1, max = 100_000) int horizon,
    @Help("classify, regress: steps from the last one seen to the one predicted, 0 for the same")
        @Default("1")
        @Range(min = 0, max = 100_000)
        int ahead,
    @Help("steps from one training window to the next")
        @Default("1")
        @Range(min = 1, max = 1_000_000)
        int stride,
    @Help(
            "language: read the text from start to end in training.batch streams, states carried"
                + " from one step of training to the next, or in pieces drawn at random")
        @Default("sequential")
        Partition partition,
    @Help("language: each epoch begins to cut at another token, drawn from the seed")
        @Default("false")
        boolean offset,
    @Help("language: leave out what fills no whole sequence, as many published recipes do")
        @Default("false")
        boolean dropShort,
    @Help("steps after which a series repeats itself, for baselines and MASE")
        @Unset("auto")
        @Range(min = 1, max = 1_000_000)
        Optional<Integer> season) {

  /** How many answers a whole sequence has. */
  public enum Answers {
    /** One for the whole. */
    ONE,
    /** One at each of its steps. */
    EACH_STEP
  }

  /** Whether there is an answer at each step of a sequence. */
  boolean eachStep() {
    return labels == Answers.EACH_STEP;
  }

  /** How a text is cut into sequences. */
  public enum Partition {
    /** As many streams as a batch has sequences, each read on and on. */
    SEQUENTIAL,
    /** Pieces in any order, each from a zero state. */
    RANDOM
  }

  /** What one sequence is. */
  public enum Per {
    /** A window that slides over a series. */
    WINDOW,
    /** All rows of one key. */
    SEQUENCE,
    /** One row by itself: no time, and no memory of other rows. */
    ROW
  }
}
