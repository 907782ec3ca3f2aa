package sluice.data;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Infers the step of series from their rising times: the most frequent distance, in calendar
 * periods where the times allow it.
 */
final class StepFinder {
  private final ZoneId zone;

  /** The times of each series, in seconds since 1970, rising. */
  private final List<long[]> series;

  StepFinder(List<long[]> series, ZoneId zone) {
    this.series = series;
    this.zone = zone;
  }

  /** The step of all series together; a row where none has two times. */
  Step find() {
    Map<Long, Integer> months = new TreeMap<>();
    Map<Long, Integer> days = new TreeMap<>();
    Map<Long, Integer> seconds = new TreeMap<>();
    Set<Object> daysOfMonth = new HashSet<>();
    Set<Object> timesOfDay = new HashSet<>();
    boolean monthEnds = true;
    List<LocalDate> dates = new ArrayList<>();
    for (long[] times : series) {
      LocalDateTime before = LocalDateTime.MIN;
      for (int i = 0; i < times.length; i++) {
        LocalDateTime now = Step.local(times[i], zone);
        dates.add(now.toLocalDate());
        daysOfMonth.add(now.getDayOfMonth());
        timesOfDay.add(now.toLocalTime());
        monthEnds &= now.getDayOfMonth() == now.toLocalDate().lengthOfMonth();
        if (i > 0) {
          seconds.merge(times[i] - times[i - 1], 1, Integer::sum);
          days.merge(
              ChronoUnit.DAYS.between(before.toLocalDate(), now.toLocalDate()), 1, Integer::sum);
          months.merge(
              (now.getYear() - before.getYear()) * 12L
                  + now.getMonthValue()
                  - before.getMonthValue(),
              1,
              Integer::sum);
        }
        before = now;
      }
    }
    if (seconds.isEmpty()) {
      return Step.ROW;
    }
    if (timesOfDay.size() > 1) {
      return clock(mostFrequent(seconds));
    }
    if ((daysOfMonth.size() == 1 || monthEnds) && !months.containsKey(0L)) {
      return months(mostFrequent(months), daysOfMonth.size() > 1);
    }
    return days(mostFrequent(days), dates);
  }

  private static Step clock(long seconds) {
    if (seconds % 3600 == 0) {
      return step(seconds / 3600, Step.Unit.HOUR);
    }
    return seconds % 60 == 0
        ? step(seconds / 60, Step.Unit.MINUTE)
        : step(seconds, Step.Unit.SECOND);
  }

  private static Step months(long months, boolean monthEnd) {
    Step.Unit unit =
        months % 12 == 0 ? Step.Unit.YEAR : months % 3 == 0 ? Step.Unit.QUARTER : Step.Unit.MONTH;
    long count =
        unit == Step.Unit.YEAR ? months / 12 : unit == Step.Unit.QUARTER ? months / 3 : months;
    return new Step(Math.toIntExact(count), unit, monthEnd);
  }

  /** Days, weeks, or Monday to Friday where no date is a weekend's and one follows a weekend. */
  private static Step days(long days, List<LocalDate> dates) {
    if (days % 7 == 0) {
      return step(days / 7, Step.Unit.WEEK);
    }
    boolean weekend = dates.stream().anyMatch(Step::weekend);
    boolean friday = dates.stream().anyMatch(d -> d.getDayOfWeek() == DayOfWeek.FRIDAY);
    boolean monday = dates.stream().anyMatch(d -> d.getDayOfWeek() == DayOfWeek.MONDAY);
    return days == 1 && !weekend && friday && monday
        ? step(1, Step.Unit.WEEKDAY)
        : step(days, Step.Unit.DAY);
  }

  private static Step step(long count, Step.Unit unit) {
    return new Step(Math.toIntExact(count), unit, false);
  }

  /** The most frequent key, the smallest of equals. */
  private static long mostFrequent(Map<Long, Integer> counts) {
    long best = 0;
    int most = 0;
    for (Map.Entry<Long, Integer> entry : counts.entrySet()) {
      if (entry.getValue() > most) {
        most = entry.getValue();
        best = entry.getKey();
      }
    }
    return best;
  }
}
