package sluice.experiment;

import java.util.List;

/** Takes a table away row by row. */
public interface RowSink {
  /** The names of the columns, once, before any row. */
  void header(List<String> names);

  /** One row, as many values as the header has names. */
  void row(List<String> values);
}
