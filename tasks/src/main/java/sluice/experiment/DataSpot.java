package sluice.experiment;

import java.util.Locale;
import java.util.Optional;
import sluice.data.Examples;
import sluice.data.Series;
import sluice.data.WindowExamples;
import sluice.data.Windows;
import sluice.inspect.Fault;

/**
 * Which row of the user's data a step of a sequence was read from.
 *
 * @param source the file or query
 * @param line of the file, from 1; 0 where the row is in none
 * @param time of the row, or its number
 * @param key of the series; empty where there is one alone
 * @param begin whether it is the row that the sequence begins with, as the step itself belongs to
 *     no row alone
 */
record DataSpot(String source, int line, String time, String key, boolean begin) {

  /** Of a spot in the examples of a part; empty where examples are not cut from a table's rows. */
  static Optional<DataSpot> of(Examples examples, Fault.Spot spot) {
    if (!(examples instanceof WindowExamples cut) || spot.sequence() >= examples.count()) {
      return Optional.empty();
    }
    int example = (int) spot.sequence();
    Windows windows = cut.rows().windows();
    Series series = windows.of(example).series();
    boolean begin = spot.steps() != cut.steps(example);
    int first = windows.origin(example) - windows.history(example);
    int row = Math.min(first + (begin ? 0 : spot.step() - 1), series.length() - 1);
    return Optional.of(
        new DataSpot(
            series.source(), series.line(row), series.timeline().text(row), series.key(), begin));
  }

  /** {@code read from line 2,412 of births.csv (1975-08-08)}. */
  String text() {
    String which = key.isEmpty() ? time : key + ", " + time;
    return String.format(
        Locale.ROOT,
        "%s %s of %s (%s)",
        begin ? "of a sequence that begins with" : "read from",
        line > 0 ? String.format(Locale.ROOT, "line %,d", line) : "a row",
        source,
        which);
  }
}
