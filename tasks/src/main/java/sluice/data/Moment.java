package sluice.data;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One written time: a wall clock and, where it was written, its offset from UTC. */
record Moment(LocalDateTime local, Optional<ZoneOffset> offset) {
  private static final Pattern YEAR_MONTH = Pattern.compile("([0-9]{4})(?:-([0-9]{2}))?");
  private static final Pattern QUARTER = Pattern.compile("([0-9]{4})-?Q([1-4])");
  private static final Pattern WEEK = Pattern.compile("([0-9]{4})-?W([0-9]{2})(?:-?([1-7]))?");
  private static final Pattern BASIC = Pattern.compile("([12][0-9]{3})([0-9]{2})([0-9]{2})");
  private static final Pattern DATE_TIME =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2})"
              + "(?:[T ]([0-9]{2})(?::([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?)?"
              + " ?(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?(?:\\[[A-Za-z0-9_/+-]+])?)?");

  /** Reads ISO forms; empty where the text is none, or names no day of the calendar. */
  static Optional<Moment> iso(String text) {
    try {
      Matcher m = DATE_TIME.matcher(text);
      if (m.matches()) {
        LocalTime time =
            m.group(2) == null
                ? LocalTime.MIDNIGHT
                : LocalTime.of(number(m, 2), number(m, 3), number(m, 4), fraction(m.group(5)));
        Optional<ZoneOffset> offset = Optional.ofNullable(m.group(6)).map(ZoneOffset::of);
        return Optional.of(new Moment(LocalDate.parse(m.group(1)).atTime(time), offset));
      }
      return isoDate(text).map(date -> new Moment(date.atStartOfDay(), Optional.empty()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<LocalDate> isoDate(String text) {
    Matcher m = YEAR_MONTH.matcher(text);
    if (m.matches()) {
      return Optional.of(LocalDate.of(number(m, 1), m.group(2) == null ? 1 : number(m, 2), 1));
    }
    m = QUARTER.matcher(text);
    if (m.matches()) {
      return Optional.of(LocalDate.of(number(m, 1), 3 * number(m, 2) - 2, 1));
    }
    m = BASIC.matcher(text);
    if (m.matches()) {
      return Optional.of(LocalDate.of(number(m, 1), number(m, 2), number(m, 3)));
    }
    m = WEEK.matcher(text);
    if (m.matches()) {
      int day = m.group(3) == null ? 1 : number(m, 3);
      return Optional.of(
          LocalDate.of(number(m, 1), 1, 4)
              .with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, number(m, 2))
              .with(ChronoField.DAY_OF_WEEK, day));
    }
    return Optional.empty();
  }

  /** Reads seconds, or milliseconds, since 1970 in UTC. */
  static Optional<Moment> since1970(String text, long unitsPerSecond) {
    if (!text.matches("-?[0-9]{1,18}")) {
      return Optional.empty();
    }
    long units = Long.parseLong(text);
    int nanos = (int) (Math.floorMod(units, unitsPerSecond) * (1_000_000_000 / unitsPerSecond));
    LocalDateTime local =
        LocalDateTime.ofEpochSecond(Math.floorDiv(units, unitsPerSecond), nanos, ZoneOffset.UTC);
    return Optional.of(new Moment(local, Optional.of(ZoneOffset.UTC)));
  }

  /** Reads a text by a pattern; a missing month, day or time of day is the first there is. */
  static Optional<Moment> formatted(String text, DateTimeFormatter formatter) {
    try {
      TemporalAccessor parsed = formatter.parse(text);
      LocalDate date = parsed.query(TemporalQueries.localDate());
      if (date == null) {
        date =
            parsed.isSupported(ChronoField.MONTH_OF_YEAR)
                ? YearMonth.from(parsed).atDay(1)
                : Year.from(parsed).atDay(1);
      }
      LocalTime time = parsed.query(TemporalQueries.localTime());
      ZoneOffset offset = parsed.query(TemporalQueries.offset());
      return Optional.of(
          new Moment(
              date.atTime(time == null ? LocalTime.MIDNIGHT : time), Optional.ofNullable(offset)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int number(Matcher m, int group) {
    String digits = m.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  /** Nanoseconds of the digits behind the point. */
  private static int fraction(@org.jspecify.annotations.Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt((digits + "00000000").substring(0, 9));
  }
}
