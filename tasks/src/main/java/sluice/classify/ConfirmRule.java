package sluice.classify;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What must hold of the data for a label to be answered.
 *
 * @param label the label it is for
 * @param column whose cell is looked at
 * @param above what a number must be above
 * @param below what a number must be below
 * @param matches what the whole cell must match
 */
public record ConfirmRule(
    String label,
    String column,
    Optional<Double> above,
    Optional<Double> below,
    Optional<Pattern> matches) {

  /**
   * Whether it holds. A missing cell, and a text where a number is compared, never holds.
   *
   * @param cell from a column's name to its text, empty where missing
   */
  public boolean holds(Function<String, String> cell) {
    String text = cell.apply(column);
    if (text.isEmpty()) {
      return false;
    }
    if (above.isPresent() || below.isPresent()) {
      double number = number(text);
      // A NaN is neither.
      if (above.isPresent() && !(number > above.get())
          || below.isPresent() && !(number < below.get())) {
        return false;
      }
    }
    return matches.isEmpty() || matches.get().matcher(text).matches();
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Its name in outputs, such as {@code temp_min below 4}. */
  public String name() {
    StringBuilder name = new StringBuilder(column);
    above.ifPresent(value -> name.append(" above ").append(plain(value)));
    below.ifPresent(value -> name.append(" below ").append(plain(value)));
    matches.ifPresent(pattern -> name.append(" matches ").append(pattern));
    return name.toString();
  }

  private static String plain(double value) {
    String text = Double.toString(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
