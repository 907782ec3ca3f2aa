package sluice.report;

import java.util.List;
import sluice.metric.Metric;

/**
 * All that the page of several trainings says, as plain values; {@link TrialsPage} turns it into
 * files.
 *
 * @param title heading of the page
 * @param subtitle what differs between the trainings
 * @param trials their names
 * @param figures what was measured
 */
public record TrialsData(String title, String subtitle, List<String> trials, List<Figure> figures) {

  /**
   * One figure over all trainings.
   *
   * @param part it was measured on
   * @param name of the network or the baseline
   * @param baseline whether it is a baseline
   * @param metric what was measured
   * @param values one a training, NaN where undefined
   * @param mean over those that are defined
   * @param deviation over them, NaN of fewer than two
   */
  public record Figure(
      String part,
      String name,
      boolean baseline,
      Metric metric,
      List<Double> values,
      double mean,
      double deviation) {
    /** Copies the list. */
    public Figure {
      values = List.copyOf(values);
    }
  }

  /** Copies the lists. */
  public TrialsData {
    trials = List.copyOf(trials);
    figures = List.copyOf(figures);
  }
}
