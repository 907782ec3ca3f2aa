package sluice.data;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import sluice.data.CalendarSettings.Encoding;

/**
 * Columns made of the date, for any day, past or future; fitted are only the list of holidays and
 * the ends of the trend.
 *
 * @param settings which columns
 * @param holidays the holidays that fell into the training part, sorted: one column each, and one
 *     for each day before and after
 * @param start seconds since 1970, or the step, where the trend is 0
 * @param end seconds since 1970, or the step, where the trend is 1
 */
public record Calendar(CalendarSettings settings, List<String> holidays, long start, long end) {
  /** Copies the list. */
  public Calendar {
    holidays = List.copyOf(holidays);
  }

  /**
   * Fits the columns on the training part.
   *
   * @param timelines of all series
   * @param training the number of training steps of each
   * @throws IllegalArgumentException if columns of dates are asked of series without times, or a
   *     country is not known
   */
  static Calendar fit(CalendarSettings settings, List<Timeline> timelines, int[] training) {
    long start = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    Set<String> names = new TreeSet<>();
    Holidays holidays = new Holidays(settings.holidays());
    for (int i = 0; i < training.length; i++) {
      Timeline timeline = timelines.get(i);
      if (settings.needsDates() && !timeline.timed()) {
        throw new IllegalArgumentException("columns of the calendar need columns of times");
      }
      if (training[i] > 0) {
        start = Math.min(start, position(timeline, 0));
        end = Math.max(end, position(timeline, training[i] - 1));
        for (int step = 0; step < training[i] && !settings.holidays().isEmpty(); step++) {
          names.addAll(within(holidays, timeline, step, 0));
        }
      }
    }
    return new Calendar(settings, List.copyOf(names), start, Math.max(end, start + 1));
  }

  /** The columns' names, in the order in which {@link #fill} writes them. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    part(names, "hour", settings.hour(), 0, 24);
    part(names, "weekday", settings.weekday(), 1, 7);
    part(names, "day-of-month", settings.dayOfMonth(), 1, 31);
    part(names, "month", settings.month(), 1, 12);
    for (int wave = 1; wave <= settings.yearWaves(); wave++) {
      names.add("year.sin" + wave);
      names.add("year.cos" + wave);
    }
    if (settings.trend()) {
      names.add("trend");
    }
    for (String holiday : holidays) {
      for (int day = firstOffset(holiday); day <= lastOffset(holiday); day++) {
        names.add("holiday." + holiday + (day == 0 ? "" : day < 0 ? "" + day : "+" + day));
      }
    }
    return List.copyOf(names);
  }

  private static void part(
      List<String> names, String name, Encoding encoding, int first, int count) {
    if (encoding == Encoding.ONE_HOT) {
      for (int value = first; value < first + count; value++) {
        names.add(name + "=" + value);
      }
    } else if (encoding == Encoding.WAVE) {
      names.add(name + ".sin");
      names.add(name + ".cos");
    }
  }

  /** Days off on another date have no days around them. */
  private int firstOffset(String holiday) {
    return holiday.equals(Holidays.OBSERVED) ? 0 : -settings.before();
  }

  private int lastOffset(String holiday) {
    return holiday.equals(Holidays.OBSERVED) ? 0 : settings.after();
  }

  /**
   * Writes the columns of each step of a timeline, which may be asked beyond its end.
   *
   * @param rows how many steps, from the first one on
   * @param into [rows, stride], modified in columns {@code at} and the following ones
   */
  void fill(Timeline timeline, int rows, float[] into, int at, int stride) {
    Holidays known = new Holidays(settings.holidays());
    for (int row = 0; row < rows; row++) {
      int to = row * stride + at;
      if (settings.needsDates()) {
        to = parts(timeline.at(row), into, to);
      }
      if (settings.trend()) {
        into[to++] = (float) ((double) (position(timeline, row) - start) / (end - start));
      }
      for (int day = -settings.after(); day <= settings.before() && !holidays.isEmpty(); day++) {
        // A holiday so many days from now makes today the day as many before it.
        mark(within(known, timeline, row, day), -day, into, to);
      }
    }
  }

  private void mark(Collection<String> names, int offset, float[] into, int at) {
    int to = at;
    for (String holiday : holidays) {
      int first = firstOffset(holiday);
      int last = lastOffset(holiday);
      if (offset >= first && offset <= last && names.contains(holiday)) {
        into[to + offset - first] = 1;
      }
      to += last - first + 1;
    }
  }

  private int parts(LocalDateTime time, float[] into, int at) {
    int to = at;
    to = part(settings.hour(), time.getHour(), 24, into, to);
    to = part(settings.weekday(), time.getDayOfWeek().getValue() - 1, 7, into, to);
    to = part(settings.dayOfMonth(), time.getDayOfMonth() - 1, 31, into, to);
    to = part(settings.month(), time.getMonthValue() - 1, 12, into, to);
    LocalDate date = time.toLocalDate();
    double day = date.getDayOfYear() - 1 + time.toLocalTime().toSecondOfDay() / 86_400.0;
    for (int wave = 1; wave <= settings.yearWaves(); wave++) {
      to = wave(wave * day / date.lengthOfYear(), into, to);
    }
    return to;
  }

  /** Writes one value of 0 to count − 1 and returns where the next column goes. */
  private static int part(Encoding encoding, int value, int count, float[] into, int at) {
    return switch (encoding) {
      case NONE -> at;
      case ONE_HOT -> {
        into[at + value] = 1;
        yield at + count;
      }
      case WAVE -> wave((double) value / count, into, at);
    };
  }

  private static int wave(double turns, float[] into, int at) {
    double angle = 2 * Math.PI * (turns - Math.floor(turns));
    into[at] = (float) StrictMath.sin(angle);
    into[at + 1] = (float) StrictMath.cos(angle);
    return at + 2;
  }

  /** Holidays of the day so many days after a step's, or of all days of a longer step. */
  private static Set<String> within(Holidays holidays, Timeline timeline, int step, int days) {
    LocalDate first = timeline.at(step).toLocalDate();
    LocalDate end = timeline.dayAfter(step);
    if (end.equals(first.plusDays(1))) {
      return holidays.on(first.plusDays(days));
    }
    Set<String> names = new TreeSet<>();
    for (LocalDate day = first; day.isBefore(end); day = day.plusDays(1)) {
      names.addAll(holidays.on(day.plusDays(days)));
    }
    return names;
  }

  private static long position(Timeline timeline, int step) {
    return timeline.timed() ? timeline.epoch(step) : step;
  }
}
