package sluice.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Labels of which any number may hold: those of one column with a separator, or a column of 0 and 1
 * for each.
 *
 * @param columns one column of texts, or one of 0 and 1 a label
 * @param separator between the labels of one column
 * @param labels their names: of one column those of the training windows, sorted; else the columns
 */
public record LabelSets(List<String> columns, String separator, List<String> labels) {
  /** Copies the lists. */
  public LabelSets {
    columns = List.copyOf(columns);
    labels = List.copyOf(labels);
  }

  /**
   * Gathers the labels of the training windows.
   *
   * @throws BadData if there is none
   */
  public static LabelSets fit(List<String> columns, String separator, Windows training) {
    if (columns.size() > 1) {
      return new LabelSets(columns, separator, columns);
    }
    LabelSets none = new LabelSets(columns, separator, List.of());
    TreeSet<String> names = new TreeSet<>();
    for (int window = 0; window < training.count(); window++) {
      if (none.has(training, window)) {
        names.addAll(none.names(training, window));
      }
    }
    if (names.isEmpty()) {
      throw BadData.because("no training row has a label")
          .file(training.prepared().getFirst().series().source())
          .column(columns.getFirst())
          .expected("labels with " + BadData.quote(separator) + " between them")
          .next("Check that the right column is named.")
          .error();
    }
    return new LabelSets(columns, separator, List.copyOf(names));
  }

  private boolean inOneColumn() {
    return columns.size() == 1;
  }

  /** The windows whose labels are known. */
  public Windows known(Windows windows) {
    return windows.keep(window -> has(windows, window));
  }

  /**
   * Whether the labels of a window are known: an empty cell of one column says that none holds, one
   * of several says nothing.
   */
  public boolean has(Windows windows, int window) {
    Series series = windows.of(window).series();
    int step = Labels.step(windows, window);
    if (step >= series.length()) {
      return false;
    }
    return columns.stream()
        .allMatch(
            name -> series.has(name) && (inOneColumn() || !series.column(name).missing(step)));
  }

  /** Which labels hold for a window, one each; those of a window without known ones do not. */
  public boolean[] of(Windows windows, int window) {
    boolean[] holds = new boolean[labels.size()];
    if (!has(windows, window)) {
      return holds;
    }
    Series series = windows.of(window).series();
    int step = Labels.step(windows, window);
    if (inOneColumn()) {
      for (String name : names(windows, window)) {
        int index = Collections.binarySearch(labels, name);
        if (index < 0) {
          throw series
              .at("a label that was not there in training", step, columns.getFirst())
              .expected("some of " + String.join(", ", labels))
              .found(BadData.quote(name))
              .next("Correct the cell, or train again with rows of this label.")
              .error();
        }
        holds[index] = true;
      }
      return holds;
    }
    for (int label = 0; label < holds.length; label++) {
      double value = Labels.number(series, columns.get(label), step);
      if (value != 0 && value != 1) {
        throw series
            .at("not 0 or 1", step, columns.get(label))
            .expected("1 where the label holds, else 0")
            .found(BadData.quote(series.column(columns.get(label)).text(step)))
            .error();
      }
      holds[label] = value == 1;
    }
    return holds;
  }

  private List<String> names(Windows windows, int window) {
    Column cells = windows.of(window).series().column(columns.getFirst());
    List<String> names = new ArrayList<>();
    String text = cells.text(Labels.step(windows, window));
    for (String name : text.split(Pattern.quote(separator), -1)) {
      if (!name.isBlank()) {
        names.add(name.strip());
      }
    }
    return names;
  }
}
