package sluice.data;

import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * The classes of a label, as the training windows have them, and the class of each window.
 *
 * @param column the column the label is made of
 * @param form how
 * @param classes the classes, sorted
 */
public record Labels(String column, Form form, List<String> classes) {
  /** How a class is made of a column. */
  public enum Form {
    /** Its value at the step to be predicted. */
    VALUE,
    /** Whether the number at that step is above that of the last step of the history. */
    DIRECTION
  }

  private static final String DOWN = "down";
  private static final String UP = "up";

  /** Copies the list. */
  public Labels {
    classes = List.copyOf(classes);
  }

  /**
   * Gathers the classes of the training windows.
   *
   * @throws BadData if there are fewer than two, or a window has none and missing values are
   *     refused
   */
  public static Labels fit(String column, Form form, Windows training) {
    if (form == Form.DIRECTION) {
      if (training.shape().first() < 0) {
        throw new IllegalArgumentException("a direction needs a step ahead of the history");
      }
      return new Labels(column, form, List.of(DOWN, UP));
    }
    Labels none = new Labels(column, form, List.of());
    TreeSet<String> classes = new TreeSet<>();
    for (int window = 0; window < training.count(); window++) {
      String name = none.name(training, window);
      if (!name.isEmpty()) {
        classes.add(name);
      } else if (training.of(window).series().settings().missing() == MissingPolicy.REFUSE) {
        throw PreparedBuilder.missing(
            training.of(window).series(), column, step(training, window), 1);
      }
    }
    if (classes.size() < 2) {
      throw BadData.because("the label has the same value in all training windows")
          .file(training.prepared().getFirst().series().source())
          .column(column)
          .expected("at least two classes")
          .found(classes.isEmpty() ? "none" : BadData.quote(classes.first()))
          .next("Check that the right column is named, and how the data are split.")
          .error();
    }
    return new Labels(column, form, List.copyOf(classes));
  }

  /**
   * The windows that have a label.
   *
   * @throws BadData if one has none and missing values are refused
   */
  public Windows known(Windows windows) {
    return windows.keep(window -> {
      Series series = windows.of(window).series();
      if (has(windows, window)) {
        return true;
      }
      if (series.settings().missing() == MissingPolicy.REFUSE) {
        throw PreparedBuilder.missing(series, column, missing(windows, window), 1);
      }
      return false;
    });
  }

  /** The step whose cell is missing: that of the label, or the one it is compared with. */
  private int missing(Windows windows, int window) {
    int step = step(windows, window);
    boolean there = !windows.of(window).series().column(column).missing(step);
    return there ? windows.origin(window) - 1 : step;
  }

  /** Whether a window has a label: always, unless a value is missing or not yet there. */
  public boolean has(Windows windows, int window) {
    return !name(windows, window).isEmpty();
  }

  /**
   * The number of a window's class.
   *
   * @throws BadData if it has none, or one that was not there in training
   */
  public int index(Windows windows, int window) {
    Series series = windows.of(window).series();
    String name = name(windows, window);
    if (name.isEmpty()) {
      throw PreparedBuilder.missing(series, column, step(windows, window), 1);
    }
    int index = Collections.binarySearch(classes, name);
    if (index < 0) {
      throw series
          .at("a label that was not there in training", step(windows, window), column)
          .expected("one of " + String.join(", ", classes))
          .found(BadData.quote(name))
          .next("Correct the cell, or train again with rows of this label.")
          .error();
    }
    return index;
  }

  /**
   * The number of the class at the end of a window's history, which "the same again" predicts: the
   * last value, or the last direction over as many steps; −1 where it is not known.
   */
  public int before(Windows windows, int window) {
    int ahead = windows.shape().first() + 1;
    int last = windows.origin(window) - 1;
    Series series = windows.of(window).series();
    if (ahead == 0) {
      return -1;
    }
    String name =
        form == Form.VALUE
            ? series.column(column).text(last)
            : last - ahead < 0 ? "" : direction(series, last - ahead, last);
    return Math.max(-1, Collections.binarySearch(classes, name));
  }

  /** The name of a window's class, of training or not; empty where it is missing or to come. */
  public String name(Windows windows, int window) {
    Series series = windows.of(window).series();
    int step = step(windows, window);
    Column cells = series.column(column);
    if (step >= series.length()) {
      return "";
    }
    if (windows.shape().history() == 0) {
      checkConstant(series, cells);
    }
    return form == Form.VALUE
        ? cells.text(step)
        : direction(series, windows.origin(window) - 1, step);
  }

  /** A whole series has one label. */
  private void checkConstant(Series series, Column cells) {
    String last = cells.text(series.length() - 1);
    for (int step = 0; step < series.length(); step++) {
      if (!cells.text(step).equals(last)) {
        throw series
            .at("a label that changes within one sequence", step, column)
            .expected(BadData.quote(last) + " as in its last row")
            .found(BadData.quote(cells.text(step)))
            .next("Give all rows of a sequence the same label, or predict windows instead.")
            .error();
      }
    }
  }

  private String direction(Series series, int from, int to) {
    double change = number(series, column, to) - number(series, column, from);
    return Double.isNaN(change) ? "" : change > 0 ? UP : DOWN;
  }

  /** The number in a cell, NaN where it is missing. */
  static double number(Series series, String column, int step) {
    Column cells = series.column(column);
    double number = cells.number(step);
    if (Double.isNaN(number) && !cells.missing(step)) {
      throw series
          .at("not a finite number", step, column)
          .expected("a number")
          .found(BadData.quote(cells.text(step)))
          .next("Correct the cell, or add its text to csv.missing_tokens.")
          .error();
    }
    return number;
  }

  static int step(Windows windows, int window) {
    return windows.origin(window) + windows.shape().first();
  }
}
