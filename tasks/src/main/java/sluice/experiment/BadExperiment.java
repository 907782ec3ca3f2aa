package sluice.experiment;

import java.util.List;
import java.util.stream.Collectors;
import sluice.experiment.settings.Problem;

/** Thrown when an experiment cannot be run as it is written; the message has a line a problem. */
public final class BadExperiment extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient List<Problem> problems;

  BadExperiment(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /**
   * Everything that was found wrong.
   *
   * @return at least one problem, those of the file first and in its order
   */
  public List<Problem> problems() {
    return problems;
  }
}
