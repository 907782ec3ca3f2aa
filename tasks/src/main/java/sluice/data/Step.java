package sluice.data;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The distance between two neighbours of a series: a number of calendar periods.
 *
 * <p>Days and longer periods are counted on the calendar of the series' zone, so a day of 23 hours
 * is one day, and months are counted from the first time of the series: 31 January, 29 February, 31
 * March. Hours and shorter ones are counted as time goes by.
 *
 * @param count how many units, at least 1
 * @param unit the period
 * @param monthEnd whether every time is the last day of its month, whatever the first one is
 */
public record Step(int count, Unit unit, boolean monthEnd) {
  /** Periods. */
  public enum Unit {
    /** Calendar years. */
    YEAR,
    /** Three calendar months. */
    QUARTER,
    /** Calendar months. */
    MONTH,
    /** Seven days. */
    WEEK,
    /** Monday to Friday. */
    WEEKDAY,
    /** Calendar days. */
    DAY,
    /** 3,600 seconds. */
    HOUR,
    /** 60 seconds. */
    MINUTE,
    /** Seconds. */
    SECOND,
    /** From one row to the next, however far apart they are: there are no gaps. */
    ROW;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** From row to row. */
  public static final Step ROW = new Step(1, Unit.ROW, false);

  private static final String MONTH_END = " end";

  /** Checks the count. */
  public Step {
    if (count < 1) {
      throw new IllegalArgumentException(
          "a step must be at least 1 " + unit.word() + ", was " + count);
    }
    if (monthEnd && months(unit) == 0) {
      throw new IllegalArgumentException(
          "only steps of months, quarters and years have month ends");
    }
    if (count > 1 && unit == Unit.ROW) {
      throw new IllegalArgumentException("a step of rows must be 1 row, was " + count);
    }
  }

  /**
   * Reads {@code day}, {@code 15 minutes}, {@code month end}, {@code row} and the like, as {@link
   * #toString} writes them.
   */
  public static Step parse(String text) {
    String rest = text.strip().toLowerCase(Locale.ROOT);
    boolean end = rest.endsWith(MONTH_END);
    rest = end ? rest.substring(0, rest.length() - MONTH_END.length()) : rest;
    int count = 1;
    if (rest.matches("[0-9]{1,6} *[a-z]+")) {
      String digits = rest.replaceAll("[^0-9]", "");
      count = Integer.parseInt(digits);
      rest = rest.substring(digits.length()).strip();
    }
    String word = rest.endsWith("s") ? rest.substring(0, rest.length() - 1) : rest;
    for (Unit unit : Unit.values()) {
      if (unit.word().equals(word)) {
        return new Step(count, unit, end);
      }
    }
    List<String> known = Arrays.stream(Unit.values()).map(Unit::word).toList();
    throw new IllegalArgumentException(
        "a step must be a number and a period, was "
            + BadData.quote(text)
            + ". "
            + Nearest.hint(word, known));
  }

  @Override
  public String toString() {
    String period = unit.word() + (monthEnd ? MONTH_END : "");
    return count == 1 ? period : count + " " + unit.word() + "s" + (monthEnd ? MONTH_END : "");
  }

  /** Whether the step is counted on the calendar, in days or longer periods. */
  boolean onCalendar() {
    return unit.compareTo(Unit.DAY) <= 0;
  }

  /** Seconds since 1970 in UTC of the time {@code n} steps after {@code anchor}; not for rows. */
  long plus(long anchor, long n, ZoneId zone) {
    if (!onCalendar()) {
      return anchor + n * count * seconds(unit);
    }
    return epoch(plus(local(anchor, zone), n * count), zone);
  }

  /**
   * How many steps after {@code anchor} a time lies; −1 if it is before it or between two steps.
   */
  long index(long anchor, long time, ZoneId zone) {
    if (time < anchor) {
      return -1;
    }
    long units = units(anchor, time, zone);
    long n = units / count;
    return units >= 0 && units % count == 0 && plus(anchor, n, zone) == time ? n : -1;
  }

  private long units(long anchor, long time, ZoneId zone) {
    if (!onCalendar()) {
      return (time - anchor) / seconds(unit);
    }
    LocalDate from = local(anchor, zone).toLocalDate();
    LocalDate to = local(time, zone).toLocalDate();
    return switch (unit) {
      case YEAR, QUARTER, MONTH -> {
        long months =
            (to.getYear() - from.getYear()) * 12L + to.getMonthValue() - from.getMonthValue();
        yield months % months(unit) == 0 ? months / months(unit) : -1;
      }
      case WEEK -> ChronoUnit.WEEKS.between(from, to);
      case WEEKDAY -> weekdays(to) - weekdays(from);
      default -> ChronoUnit.DAYS.between(from, to);
    };
  }

  private LocalDateTime plus(LocalDateTime anchor, long units) {
    return switch (unit) {
      case YEAR, QUARTER, MONTH -> {
        LocalDateTime moved = anchor.plusMonths(units * months(unit));
        yield monthEnd ? moved.withDayOfMonth(moved.toLocalDate().lengthOfMonth()) : moved;
      }
      case WEEK -> anchor.plusWeeks(units);
      case WEEKDAY ->
          LocalDateTime.of(weekday(weekdays(anchor.toLocalDate()) + units), anchor.toLocalTime());
      default -> anchor.plusDays(units);
    };
  }

  /** Weekdays from Monday, 29 December 1969, to a date; a weekend counts as the Friday before. */
  private static long weekdays(LocalDate date) {
    long days = date.toEpochDay() + 3;
    return Math.floorDiv(days, 7L) * 5 + Math.min(Math.floorMod(days, 7L), 4);
  }

  private static LocalDate weekday(long number) {
    return LocalDate.ofEpochDay(Math.floorDiv(number, 5L) * 7 + Math.floorMod(number, 5L) - 3);
  }

  /** Whether a date is a Saturday or Sunday. */
  static boolean weekend(LocalDate date) {
    return date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
  }

  private static int months(Unit unit) {
    return switch (unit) {
      case YEAR -> 12;
      case QUARTER -> 3;
      case MONTH -> 1;
      default -> 0;
    };
  }

  private static long seconds(Unit unit) {
    return switch (unit) {
      case HOUR -> 3600;
      case MINUTE -> 60;
      case SECOND -> 1;
      default ->
          throw new IllegalStateException("steps of " + unit.word() + " have no fixed length");
    };
  }

  /** The wall clock at a moment. */
  static LocalDateTime local(long epoch, ZoneId zone) {
    ZoneOffset offset =
        zone instanceof ZoneOffset fixed
            ? fixed
            : zone.getRules().getOffset(Instant.ofEpochSecond(epoch));
    return LocalDateTime.ofEpochSecond(epoch, 0, offset);
  }

  /**
   * The moment of a wall clock: the first of two, and after a gap as much later as the gap is long.
   */
  static long epoch(LocalDateTime local, ZoneId zone) {
    return local.atZone(zone).toEpochSecond();
  }
}
