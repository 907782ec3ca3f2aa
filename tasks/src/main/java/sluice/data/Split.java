package sluice.data;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which steps of each series are for training, validation and test: the last ones for the test,
 * those before them for validation, all before those for training.
 *
 * @param validation how much is for validation
 * @param test how much is for the test
 */
public record Split(Amount validation, Amount test) {
  /** A tenth for validation, a fifth for the test. */
  public static final Split DEFAULT = new Split(new Share(0.1), new Share(0.2));

  /** How much of a series a part takes. */
  public sealed interface Amount {
    /** Reads {@code 730}, {@code 0.2} or {@code 1987-01-02}. */
    static Amount parse(String text) {
      try {
        if (text.matches("[0-9]{1,9}")) {
          return new Steps(Integer.parseInt(text));
        }
        if (text.matches("0?\\.[0-9]{1,30}")) {
          return new Share(Double.parseDouble(text));
        }
        return new From(
            text.length() <= 10
                ? LocalDate.parse(text).atStartOfDay()
                : LocalDateTime.parse(text.replace(' ', 'T')));
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException(
            "expected a number of steps, a share such as 0.2 or a date such as 1987-01-02, found "
                + BadData.quote(text),
            e);
      }
    }
  }

  /**
   * So many steps of each series.
   *
   * @param count at least 0; 0 leaves the part out
   */
  public record Steps(int count) implements Amount {
    /** Checks the count. */
    public Steps {
      if (count < 0) {
        throw new IllegalArgumentException("a part must have at least 0 steps, was " + count);
      }
    }
  }

  /**
   * A share of each series, rounded to whole steps.
   *
   * @param share from 0 to 1, 1 excluded
   */
  public record Share(double share) implements Amount {
    /** Checks the share. */
    public Share {
      if (!(share >= 0 && share < 1)) {
        throw new IllegalArgumentException("a share must be at least 0 and below 1, was " + share);
      }
    }
  }

  /**
   * All from a time on, by the clock of the series.
   *
   * @param start the first time of the part
   */
  public record From(LocalDateTime start) implements Amount {}

  /**
   * The parts of each series.
   *
   * @throws BadData if a series has no step left for training
   */
  public List<Parts> of(List<Series> series) {
    List<Parts> parts = new ArrayList<>();
    for (Series one : series) {
      parts.add(of(one));
    }
    return List.copyOf(parts);
  }

  private Parts of(Series series) {
    int length = series.observed();
    int testFrom = begin(test, series, length, length);
    int validationFrom = begin(validation, series, length, testFrom);
    if (validationFrom <= 0) {
      String name = series.key().isEmpty() ? "" : " of series " + BadData.quote(series.key());
      throw BadData.because("the split leaves no step for training" + name)
          .file(series.source())
          .expected("more than " + (length - validationFrom) + " steps")
          .found(Integer.toString(length))
          .next("Make test and validation smaller, or give more rows.")
          .error();
    }
    return new Parts(validationFrom, testFrom, length);
  }

  /** The first step of a part that ends before {@code end}. */
  private static int begin(Amount amount, Series series, int length, int end) {
    return switch (amount) {
      case Steps(int count) -> end - count;
      case Share(double share) -> end - (int) Math.round(share * length);
      case From(LocalDateTime start) -> {
        if (!series.timeline().timed()) {
          throw new IllegalArgumentException("a split by date needs columns of times");
        }
        yield Math.min(end, series.timeline().firstFrom(start));
      }
    };
  }

  /**
   * Whole series for training, validation and test, as sequences have it.
   *
   * @param order the numbers of all series in the order in which they are dealt out: the last ones
   *     for the test, those before them for validation. Shuffle it where the table is sorted by
   *     label
   * @return the parts, one a series, in the order of {@code series}
   */
  public List<Parts> ofWhole(List<Series> series, int[] order) {
    int count = series.size();
    int testFrom = count - whole(test, count);
    int validationFrom = testFrom - whole(validation, count);
    if (validationFrom <= 0) {
      throw BadData.because("the split leaves no sequence for training")
          .file(series.getFirst().source())
          .expected("more than " + (count - validationFrom) + " sequences")
          .found(Integer.toString(count))
          .next("Make test and validation smaller, or give more sequences.")
          .error();
    }
    var parts = new Parts[count];
    for (int i = 0; i < count; i++) {
      Part part = i < validationFrom ? Part.TRAINING : i < testFrom ? Part.VALIDATION : Part.TEST;
      parts[order[i]] = Parts.whole(part, series.get(order[i]).length());
    }
    return List.of(parts);
  }

  private static int whole(Amount amount, int count) {
    return switch (amount) {
      case Steps(int sequences) -> sequences;
      case Share(double share) -> (int) Math.round(share * count);
      case From _ ->
          throw new IllegalArgumentException(
              "whole sequences are split by a number of them or a share, not by a date");
    };
  }
}
