package sluice.data;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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

  /**
   * One of several cuts of the same data, for cross-validation.
   *
   * @param number which one, from 1
   * @param of how many there are; 1 for a single cut
   */
  public record Fold(int number, int of) {
    /** The only cut: the amounts decide. */
    public static final Fold ONLY = new Fold(1, 1);

    /** Checks the range. */
    public Fold {
      if (of < 1 || number < 1 || number > of) {
        throw new IllegalArgumentException(
            "a fold must be from 1 to the number of folds, was " + number + " of " + of);
      }
    }
  }

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
    return of(series, Fold.ONLY);
  }

  /**
   * The parts of each series with a rolling origin: the last fold ends with the series, and each
   * one before it a test part earlier, so that a fold never sees what comes behind its test.
   *
   * @throws BadData if a series has no step left for training
   */
  public List<Parts> of(List<Series> series, Fold fold) {
    List<Parts> parts = new ArrayList<>();
    for (Series one : series) {
      parts.add(of(one, fold));
    }
    return List.copyOf(parts);
  }

  private Parts of(Series series, Fold fold) {
    int observed = series.observed();
    int block = observed - begin(test, series, observed, observed);
    int length = observed - (fold.of() - fold.number()) * block;
    int testFrom = length - block;
    int validationFrom = begin(validation, series, observed, testFrom);
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
   * Rows or whole sequences dealt out to the parts: the last ones of an order for the test, those
   * before them for validation. Of several folds, each has its own slice of the order for the test,
   * and what lies before it, or at the end, for validation.
   *
   * @param order the numbers of all units, see {@link Deal}; a unit may be a group that must stay
   *     together
   * @param sizes how many rows or sequences each unit has
   * @return the part of each unit
   * @throws BadData if nothing is left for training; {@code source} stands in the message
   */
  public List<Part> deal(int[] order, int[] sizes, Fold fold, String source) {
    int units = order.length;
    var ends = new int[units + 1]; // rows up to each place of the order
    for (int i = 0; i < units; i++) {
      ends[i + 1] = ends[i] + sizes[order[i]];
    }
    int all = ends[units];
    boolean one = fold.of() == 1;
    if (fold.of() > units) {
      throw BadData.because("more folds than there is to share out")
          .file(source)
          .expected("at most " + units + " folds, one a row, sequence or group")
          .found(Integer.toString(fold.of()))
          .next("Make split.folds smaller.")
          .error();
    }
    int testTo = one ? units : nearest(ends, (long) all * fold.number() / fold.of());
    int testFrom =
        one
            ? nearest(ends, all - whole(test, all))
            : nearest(ends, (long) all * (fold.number() - 1) / fold.of());
    var parts = new Part[units];
    int tested = ends[testTo] - ends[testFrom];
    int wanted = whole(validation, all);
    if (tested + wanted >= all) {
      throw BadData.because("the split leaves nothing for training")
          .file(source)
          .expected("more than " + (tested + wanted) + " rows or sequences")
          .found(Integer.toString(all))
          .next("Make test and validation smaller, or give more.")
          .error();
    }
    for (int i = 0; i < units; i++) {
      boolean inTest = i >= testFrom && i < testTo;
      parts[order[i]] = inTest ? Part.TEST : Part.TRAINING;
    }
    // Validation is what comes before the test, round the end of the order.
    int taken = 0;
    for (int i = 1; i <= units - (testTo - testFrom); i++) {
      int unit = order[Math.floorMod(testFrom - i, units)];
      if (2 * taken + sizes[unit] > 2 * wanted) { // a group goes where most of it belongs
        break;
      }
      taken += sizes[unit];
      parts[unit] = Part.VALIDATION;
    }
    return Collections.unmodifiableList(Arrays.asList(parts)); // of millions no copy
  }

  /** The place whose end is nearest to a number of rows. */
  private static int nearest(int[] ends, long rows) {
    int nearest = 0;
    for (int i = 1; i < ends.length; i++) {
      nearest = Math.abs(ends[i] - rows) < Math.abs(ends[nearest] - rows) ? i : nearest;
    }
    return nearest;
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
