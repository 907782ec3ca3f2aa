package sluice.data;

import java.util.List;

/**
 * Which columns are made of the date. All of them are known ahead.
 *
 * @param hour the hour of the day
 * @param weekday the day of the week
 * @param dayOfMonth the day of the month
 * @param month the month of the year
 * @param yearWaves pairs of sine and cosine of the day of the year, of 1, 2, … waves a year
 * @param trend the time itself, from 0 to 1 over the training part
 * @param holidays countries such as {@code US}, with a region behind a hyphen where wanted ({@code
 *     DE-by}), whose holidays are columns: 0 or 1 each; none for no holidays
 * @param before days before each holiday that have a column, too
 * @param after days after each holiday that have a column, too
 */
public record CalendarSettings(
    Encoding hour,
    Encoding weekday,
    Encoding dayOfMonth,
    Encoding month,
    int yearWaves,
    boolean trend,
    List<String> holidays,
    int before,
    int after) {
  /** How a part of the date becomes columns. */
  public enum Encoding {
    /** Not at all. */
    NONE,
    /** A column of 0 and 1 for each value. */
    ONE_HOT,
    /** One pair of sine and cosine. */
    WAVE
  }

  /** No columns. */
  public static final CalendarSettings DEFAULT =
      new CalendarSettings(
          Encoding.NONE, Encoding.NONE, Encoding.NONE, Encoding.NONE, 0, false, List.of(), 0, 0);

  private static final int MOST_DAYS = 31;
  private static final int MOST_WAVES = 182;

  /** Checks the ranges. */
  public CalendarSettings {
    holidays = List.copyOf(holidays);
    if (yearWaves < 0 || yearWaves > MOST_WAVES) {
      throw new IllegalArgumentException(
          "yearWaves must be from 0 to " + MOST_WAVES + ", was " + yearWaves);
    }
    if (before < 0 || before > MOST_DAYS || after < 0 || after > MOST_DAYS) {
      throw new IllegalArgumentException(
          "days before and after a holiday must be from 0 to "
              + MOST_DAYS
              + ", were "
              + before
              + " and "
              + after);
    }
  }

  /** A copy with the hour of the day. */
  public CalendarSettings hour(Encoding value) {
    return new CalendarSettings(
        value, weekday, dayOfMonth, month, yearWaves, trend, holidays, before, after);
  }

  /** A copy with the day of the week. */
  public CalendarSettings weekday(Encoding value) {
    return new CalendarSettings(
        hour, value, dayOfMonth, month, yearWaves, trend, holidays, before, after);
  }

  /** A copy with the day of the month. */
  public CalendarSettings dayOfMonth(Encoding value) {
    return new CalendarSettings(
        hour, weekday, value, month, yearWaves, trend, holidays, before, after);
  }

  /** A copy with the month. */
  public CalendarSettings month(Encoding value) {
    return new CalendarSettings(
        hour, weekday, dayOfMonth, value, yearWaves, trend, holidays, before, after);
  }

  /** A copy with waves over the year. */
  public CalendarSettings yearWaves(int value) {
    return new CalendarSettings(
        hour, weekday, dayOfMonth, month, value, trend, holidays, before, after);
  }

  /** A copy with or without the trend. */
  public CalendarSettings trend(boolean value) {
    return new CalendarSettings(
        hour, weekday, dayOfMonth, month, yearWaves, value, holidays, before, after);
  }

  /** A copy with the holidays of countries, and the days around them. */
  public CalendarSettings holidays(int before, int after, String... countries) {
    return new CalendarSettings(
        hour, weekday, dayOfMonth, month, yearWaves, trend, List.of(countries), before, after);
  }

  /** Whether any column needs the date. */
  boolean needsDates() {
    boolean parts =
        hour != Encoding.NONE
            || weekday != Encoding.NONE
            || dayOfMonth != Encoding.NONE
            || month != Encoding.NONE;
    return parts || yearWaves > 0 || !holidays.isEmpty();
  }
}
