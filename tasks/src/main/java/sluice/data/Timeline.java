package sluice.data;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/**
 * The times of a series' steps: equally spaced on the calendar, or those of its rows, or none.
 *
 * <p>Steps beyond the last one have times too, unless the step is a row.
 */
public final class Timeline {
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

  private final Step step;
  private final ZoneId zone;
  private final boolean zoned;
  private final long[] epochs; // the first step only, where the rest follows; none without times
  private final int length;
  private final boolean dates; // whether every step begins at midnight

  private Timeline(Step step, ZoneId zone, boolean zoned, long[] epochs, int length) {
    this.step = step;
    this.zone = zone;
    this.zoned = zoned;
    this.epochs = epochs;
    this.length = length;
    dates =
        (step.onCalendar() || step.unit() == Step.Unit.ROW)
            && Arrays.stream(epochs)
                .allMatch(e -> Step.local(e, zone).toLocalTime().toSecondOfDay() == 0);
  }

  /** Steps without times. */
  public static Timeline rows(int length) {
    return new Timeline(Step.ROW, ZoneOffset.UTC, false, new long[0], length);
  }

  /** Equal steps of a clock that is never changed. */
  public static Timeline of(LocalDateTime start, Step step, int length) {
    return equal(start.toEpochSecond(ZoneOffset.UTC), step, ZoneOffset.UTC, false, length);
  }

  static Timeline equal(long start, Step step, ZoneId zone, boolean zoned, int length) {
    return new Timeline(step, zone, zoned, new long[] {start}, length);
  }

  /** Takes the array over: the times of the rows. */
  static Timeline irregular(long[] epochs, ZoneId zone, boolean zoned) {
    return new Timeline(Step.ROW, zone, zoned, epochs, epochs.length);
  }

  /** Number of steps. */
  public int length() {
    return length;
  }

  /** The distance of neighbours. */
  public Step step() {
    return step;
  }

  /** Whether steps have times. */
  public boolean timed() {
    return epochs.length > 0;
  }

  /** Whether steps beyond the last one have times. */
  public boolean goesOn() {
    return timed() && step.unit() != Step.Unit.ROW;
  }

  /**
   * The wall clock at a step, which may lie beyond the last one.
   *
   * @throws IllegalStateException if the step has no time
   */
  public LocalDateTime at(int index) {
    return Step.local(epoch(index), zone);
  }

  /** Seconds since 1970; in UTC where a zone is known, else by the clock. */
  long epoch(int index) {
    if (!timed() || (step.unit() == Step.Unit.ROW && index >= length)) {
      throw new IllegalStateException("step " + index + " of this series has no time");
    }
    return step.unit() == Step.Unit.ROW ? epochs[index] : step.plus(epochs[0], index, zone);
  }

  /**
   * The time of a step in ISO form: a date where every step begins at midnight, with the offset
   * where a zone is known; the step's number from 1 where it has no time.
   */
  public String text(int index) {
    if (!timed() || (step.unit() == Step.Unit.ROW && index >= length)) {
      return Integer.toString(index + 1);
    }
    long epoch = epoch(index);
    LocalDateTime local = Step.local(epoch, zone);
    if (dates) {
      return local.toLocalDate().toString();
    }
    ZoneOffset offset = zone.getRules().getOffset(Instant.ofEpochSecond(epoch));
    return local.format(DATE_TIME) + (zoned ? offset.getId() : "");
  }

  /** The first step at or after a time of the wall clock; {@link #length} if there is none. */
  public int firstFrom(LocalDateTime time) {
    int low = 0;
    int high = length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (at(middle).isBefore(time)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The first day that no longer belongs to a step. */
  LocalDate dayAfter(int index) {
    boolean longer = step.unit().compareTo(Step.Unit.WEEK) <= 0;
    LocalDate day = at(index).toLocalDate();
    return longer ? at(index + 1).toLocalDate() : day.plusDays(1);
  }
}
