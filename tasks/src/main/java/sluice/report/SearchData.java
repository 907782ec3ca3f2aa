package sluice.report;

import java.util.List;
import java.util.Optional;
import sluice.metric.Metric;

/**
 * All that the page of a search says, as plain values; {@link SearchPage} turns it into files.
 *
 * @param title heading of the page
 * @param method how the trials were chosen, in a sentence
 * @param metric what was compared, on the validation part
 * @param keys what was drawn, in the order of the file
 * @param trials the best one first, failed ones last
 * @param best what the first of them came to; empty if the search was interrupted
 */
public record SearchData(
    String title,
    String method,
    Metric metric,
    List<Key> keys,
    List<Trial> trials,
    Optional<Best> best) {

  /**
   * A key whose values were drawn.
   *
   * @param path of it
   * @param options the values to choose from, in their order; none of numbers between bounds
   * @param log whether they were drawn evenly in their logarithms
   */
  public record Key(String path, List<String> options, boolean log) {
    /** Copies the list. */
    public Key {
      options = List.copyOf(options);
    }
  }

  /**
   * One trial.
   *
   * @param number from 1
   * @param values one a key, as they would be written in a file
   * @param rungs what it came to after how many epochs, the last one counting
   * @param reason why it failed; empty if it did not
   */
  public record Trial(int number, List<String> values, List<Point> rungs, String reason) {
    /** Copies the lists. */
    public Trial {
      values = List.copyOf(values);
      rungs = List.copyOf(rungs);
    }

    /** The metric in the last rung; NaN if it failed. */
    double value() {
      return rungs.getLast().value();
    }

    boolean failed() {
      return !reason.isEmpty();
    }
  }

  /**
   * The figure of a trial in a rung.
   *
   * @param epochs that it was given
   * @param value the metric on the validation part; NaN if it failed
   */
  public record Point(int epochs, double value) {}

  /**
   * What the best trial came to.
   *
   * @param verdict how it stands against the best baseline, in a sentence
   * @param settings its whole experiment, as YAML
   * @param results network and baselines, on validation and test
   */
  public record Best(String verdict, String settings, List<ReportData.Result> results) {
    /** Copies the list. */
    public Best {
      results = List.copyOf(results);
    }
  }

  /** Copies the lists. */
  public SearchData {
    keys = List.copyOf(keys);
    trials = List.copyOf(trials);
  }

  /** The trials with a figure, the best one first. */
  List<Trial> measured() {
    return trials.stream().filter(trial -> !trial.failed()).toList();
  }
}
