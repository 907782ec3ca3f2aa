package sluice.data;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the times of a table's rows stand and how they are written.
 *
 * @param columns none: the rows' order is all there is. One: a date or date and time. Several:
 *     parts that are called year, quarter, month, day (or date_of_month, day_of_month), hour,
 *     minute, second, or that are mapped as {@code month=MO}; or else pieces of one text, joined by
 *     a space
 * @param format {@code auto} reads ISO forms only: {@code 2024}, {@code 2024-03}, {@code 2024-Q1},
 *     {@code 2024-W09}, {@code 2024-03-01}, {@code 20240301}, {@code 2024-03-01 13:00[:00]}, with T
 *     or a space, with or without an offset; {@code seconds} or {@code milliseconds} since 1970;
 *     else a pattern of {@link DateTimeFormatter}, month and day names in English
 * @param zone {@code local}: times of a clock that is never changed; else a zone such as {@code
 *     Europe/Berlin}, whose clock changes are followed
 * @param step {@code auto} infers it; else as {@link Step#parse} reads it
 * @param sort whether rows out of order are sorted by time instead of refused
 */
public record TimeSettings(
    List<String> columns, String format, String zone, String step, boolean sort) {
  /** No times: the rows' order. */
  public static final TimeSettings DEFAULT =
      new TimeSettings(List.of(), "auto", "local", "auto", false);

  /** Checks format, zone and step. */
  public TimeSettings {
    columns = List.copyOf(columns);
    if (columns.stream().distinct().count() < columns.size()) {
      throw new IllegalArgumentException("time columns must differ, were " + columns);
    }
    if (!format.equals("auto") && !format.equals("seconds") && !format.equals("milliseconds")) {
      formatter(format);
    }
    if (!zone.equals("local")) {
      zone(zone);
    }
    if (!step.equals("auto")) {
      Step.parse(step);
    }
  }

  /** ISO times of these columns. */
  public static TimeSettings of(String... columns) {
    return DEFAULT.columns(List.of(columns));
  }

  /** A copy with other columns. */
  public TimeSettings columns(List<String> value) {
    return new TimeSettings(value, format, zone, step, sort);
  }

  /** A copy with another format. */
  public TimeSettings format(String value) {
    return new TimeSettings(columns, value, zone, step, sort);
  }

  /** A copy with another zone. */
  public TimeSettings zone(ZoneId value) {
    return new TimeSettings(columns, format, value.getId(), step, sort);
  }

  /** A copy with another step. */
  public TimeSettings step(Step value) {
    return new TimeSettings(columns, format, zone, value.toString(), sort);
  }

  /** A copy that sorts rows or refuses them. */
  public TimeSettings sort(boolean value) {
    return new TimeSettings(columns, format, zone, step, value);
  }

  /** The zone whose clock changes are followed, if any. */
  Optional<ZoneId> zoneRules() {
    return zone.equals("local") ? Optional.empty() : Optional.of(zone(zone));
  }

  /** The step, unless it is to be inferred. */
  Optional<Step> givenStep() {
    return step.equals("auto") ? Optional.empty() : Optional.of(Step.parse(step));
  }

  static DateTimeFormatter formatter(String pattern) {
    try {
      // The root locale has no names of months; English ones are what files hold.
      return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "time format must be auto, seconds, milliseconds or a pattern such as dd/MM/yyyy, was "
              + BadData.quote(pattern)
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "there is no time zone "
              + BadData.quote(name)
              + ". "
              + Nearest.of(name, ZoneId.getAvailableZoneIds().stream().sorted().toList())
                  .map(near -> "Did you mean " + BadData.quote(near) + "?")
                  .orElse("Name one such as Europe/Berlin, or local."),
          e);
    }
  }
}
