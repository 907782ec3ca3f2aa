package sluice.experiment;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.regex.Pattern;
import sluice.experiment.settings.Written;

/** How much of the data a part takes: a number of steps, a share, or all from a date on. */
@Written("a number of steps, a share such as 0.2, or the part's first date such as 1987-01-02")
public sealed interface Cut {
  /** No step at all. */
  Cut BLANK = new Steps(0);

  /** A whole number. */
  Pattern STEPS = Pattern.compile("[0-9]{1,9}");

  /** A fraction below 1. */
  Pattern SHARE = Pattern.compile("0?\\.[0-9]{1,30}");

  /**
   * A number of steps of each series, or of whole sequences.
   *
   * @param count at least 0; 0 leaves the part out
   */
  record Steps(int count) implements Cut {
    @Override
    public String toString() {
      return Integer.toString(count);
    }
  }

  /**
   * A share of the steps of each series, or of the whole sequences.
   *
   * @param share above 0 and below 1
   */
  record Share(double share) implements Cut {
    @Override
    public String toString() {
      return BigDecimal.valueOf(share).stripTrailingZeros().toPlainString();
    }
  }

  /**
   * All from a date on.
   *
   * @param start the first time that belongs to the part, local
   */
  record From(LocalDateTime start) implements Cut {
    @Override
    public String toString() {
      var midnight = start.toLocalDate().atStartOfDay();
      return start.equals(midnight) ? start.toLocalDate().toString() : start.toString();
    }
  }

  /**
   * Reads a cut.
   *
   * @param text such as "730", "0.2", "1987-01-02" or "1987-01-02T06:00"
   * @return the cut; empty where the text is none
   */
  static Optional<Cut> parse(String text) {
    if (STEPS.matcher(text).matches()) {
      return Optional.of(new Steps(Integer.parseInt(text)));
    }
    if (SHARE.matcher(text).matches()) {
      double share = Double.parseDouble(text);
      return share > 0 && share < 1 ? Optional.of(new Share(share)) : Optional.empty();
    }
    try {
      return Optional.of(
          new From(
              text.length() <= 10
                  ? LocalDate.parse(text).atStartOfDay()
                  : LocalDateTime.parse(text.replace(' ', 'T'))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether the part is left out.
   *
   * @return true for no steps
   */
  default boolean none() {
    return equals(BLANK);
  }
}
