package sluice.report;

import java.util.List;
import java.util.Optional;
import sluice.metric.Metric;

/**
 * Which columns of the data a network goes by.
 *
 * @param shuffled what is lost when a column is shuffled; empty where that was not measured
 * @param weights what the first layer's weights make of each column, as shares of their sum; none
 *     where no first layer multiplies
 * @param notes what was not measured and why, a sentence each
 * @param selection how the columns were chosen; empty where all are used
 */
public record Importance(
    Optional<Shuffled> shuffled,
    List<Share> weights,
    List<String> notes,
    Optional<Selection> selection) {
  /** Nothing was measured. */
  public static final Importance NONE =
      new Importance(Optional.empty(), List.of(), List.of(), Optional.empty());

  /** Copies the lists. */
  public Importance {
    weights = List.copyOf(weights);
    notes = List.copyOf(notes);
  }

  /** One JSON object, documented in {@code docs/command.md}. */
  public String json() {
    return ImportanceJson.of(this).toString();
  }

  /** Whether there is nothing to say. */
  boolean isEmpty() {
    return shuffled.isEmpty() && weights.isEmpty() && notes.isEmpty() && selection.isEmpty();
  }

  /** The same with the choice of columns before it. */
  public Importance selection(Optional<Selection> value) {
    return new Importance(shuffled, weights, notes, value);
  }

  /**
   * What is lost by shuffling, column by column.
   *
   * @param part the part of the data that was measured
   * @param metric by which
   * @param examples how many were measured
   * @param shuffles of each column
   * @param columns in the order of the data
   */
  public record Shuffled(
      String part, Metric metric, int examples, int shuffles, List<Lost> columns) {
    /** Copies the list. */
    public Shuffled {
      columns = List.copyOf(columns);
    }
  }

  /**
   * What one column is worth.
   *
   * @param name of the column
   * @param mean by how much the metric is worse when it is shuffled; below 0 it is better
   * @param deviation of that from shuffle to shuffle, n − 1
   */
  public record Lost(String name, double mean, double deviation) {}

  /**
   * What the weights make of one column.
   *
   * @param name of the column
   * @param share of the sum over all columns
   */
  public record Share(String name, double share) {}
}
