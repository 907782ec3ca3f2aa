package sluice.experiment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import sluice.data.Prepared;
import sluice.data.Series;
import sluice.data.Windows;

/**
 * The first columns of a table of answers: which row, window or sequence each of them is of.
 *
 * @param names of the columns: the key, if there is one, then the time or a number
 * @param rows whether answers are of single rows, whose key stands in each of them
 * @param numbered whether the last one is a number
 */
record Place(List<String> names, boolean rows, boolean numbered) {
  private static final String ROW = "row";

  /** The columns for data that were prepared. */
  static Place of(Experiment experiment, List<Prepared> prepared) {
    Series first = prepared.getFirst().series();
    boolean timed = first.timeline().timed();
    if (experiment.window().per() == WindowSettings.Per.ROW) {
      List<String> names = new ArrayList<>();
      experiment.data().key().filter(first::has).ifPresent(names::add); // new data may have none
      names.add(ROW);
      return new Place(List.copyOf(names), true, true);
    }
    String key = prepared.getFirst().preparation().series().key();
    String time = timed ? "time" : "step";
    return new Place(key.isEmpty() ? List.of(time) : List.of(key, time), false, !timed);
  }

  /** The header of a table of answers: their place, then texts, then numbers. */
  void header(RowSink sink, List<String> texts, List<String> numbers) {
    List<String> all = new ArrayList<>(names);
    all.addAll(texts);
    all.addAll(numbers);
    Set<String> asNumbers = new HashSet<>(numbers);
    if (numbered) {
      asNumbers.add(names.getLast());
    }
    sink.header(all, asNumbers);
  }

  /** A row that begins with the values for a window; modifiable. */
  List<String> row(Windows windows, int window) {
    return row(windows, window, 0);
  }

  /** The same for a step to be predicted, from 0. */
  List<String> row(Windows windows, int window, int step) {
    Series series = windows.of(window).series();
    List<String> values = new ArrayList<>();
    if (names.size() > 1) {
      values.add(
          rows ? series.column(names.getFirst()).text(windows.origin(window) - 1) : series.key());
    }
    values.add(windows.time(window, step));
    return values;
  }
}
