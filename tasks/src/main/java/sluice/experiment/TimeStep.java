package sluice.experiment;

import java.util.Optional;
import sluice.data.Step;
import sluice.experiment.settings.Written;

/**
 * The time from one row to the next.
 *
 * @param step in the calendar's units
 */
@Written("a step such as day, weekday, 15 minutes, month end, quarter")
public record TimeStep(Step step) {
  /** One day. */
  public static final TimeStep BLANK = new TimeStep(new Step(1, Step.Unit.DAY, false));

  /**
   * Reads a step.
   *
   * @param text such as "day", "15 minutes" or "2 weeks"
   * @return the step; empty where the text is not one
   */
  public static Optional<TimeStep> parse(String text) {
    try {
      return Optional.of(new TimeStep(Step.parse(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The form {@link #parse} reads: "day", "15 minutes". */
  @Override
  public String toString() {
    return step.toString();
  }
}
