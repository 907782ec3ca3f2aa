package sluice.experiment;

import java.util.List;
import java.util.Set;

/** Takes a table away row by row. */
public interface RowSink {
  /** The names of the columns, once, before any row. */
  void header(List<String> names);

  /**
   * The same, for a form that tells numbers from text.
   *
   * @param numbers those of the names whose columns hold numbers
   */
  default void header(List<String> names, Set<String> numbers) {
    header(names);
  }

  /** One row, as many values as the header has names. */
  void row(List<String> values);
}
