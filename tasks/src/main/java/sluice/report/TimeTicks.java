package sluice.report;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import sluice.report.Ticks.Tick;

/** Marks of an axis of times, where the calendar turns: years, months, weeks, days, hours. */
final class TimeTicks {
  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };
  private static final int MONDAY = 3; // of the week of 1970-01-01, a Thursday

  /**
   * One way to mark.
   *
   * @param period number of the period a time lies in; a mark stands where it changes
   * @param text the label of the first time of a period
   */
  private record Level(
      ToLongFunction<LocalDateTime> period, Function<LocalDateTime, String> text) {}

  /** From coarse to fine. */
  private static final List<Level> LEVELS = levels();

  private TimeTicks() {}

  /** Marks at the indices of {@code times}, at most {@code most}; any labels do. */
  static List<Tick> of(List<String> times, int most) {
    Optional<List<LocalDateTime>> parsed = parsed(times);
    if (parsed.isPresent()) {
      List<Tick> best = List.of();
      for (Level level : LEVELS) {
        List<Tick> ticks = ticks(parsed.get(), level);
        if (ticks.size() <= most && ticks.size() > best.size()) {
          best = ticks;
        }
      }
      if (best.size() >= 2) {
        return best;
      }
    }
    return evenly(times, most);
  }

  private static List<Tick> ticks(List<LocalDateTime> times, Level level) {
    var ticks = new ArrayList<Tick>();
    for (int i = 0; i < times.size(); i++) {
      LocalDateTime time = times.get(i);
      boolean turns =
          i == 0
              ? level.period().applyAsLong(time) != level.period().applyAsLong(time.minusHours(1))
              : level.period().applyAsLong(time) != level.period().applyAsLong(times.get(i - 1));
      if (turns) {
        ticks.add(new Tick(i, level.text().apply(time)));
      }
    }
    return ticks;
  }

  private static List<Tick> evenly(List<String> times, int most) {
    int every = Math.max(1, Math.ceilDiv(times.size(), Math.max(1, most)));
    var ticks = new ArrayList<Tick>();
    for (int i = 0; i < times.size(); i += every) {
      ticks.add(new Tick(i, Markup.shortened(times.get(i), 10)));
    }
    return ticks;
  }

  private static List<Level> levels() {
    var levels = new ArrayList<Level>();
    for (int years : new int[] {100, 50, 20, 10, 5, 2, 1}) {
      levels.add(
          new Level(time -> Math.floorDiv(time.getYear(), years), time -> "" + time.getYear()));
    }
    for (int months : new int[] {6, 3, 1}) {
      levels.add(
          new Level(
              time -> (time.getYear() * 12L + time.getMonthValue() - 1) / months,
              time -> month(time) + (time.getMonthValue() <= months ? " " + time.getYear() : "")));
    }
    for (int weeks : new int[] {2, 1}) {
      levels.add(
          new Level(
              time -> Math.floorDiv(time.toLocalDate().toEpochDay() + MONDAY, 7L * weeks),
              TimeTicks::day));
    }
    for (int days : new int[] {2, 1}) {
      levels.add(
          new Level(
              time -> Math.floorDiv(time.toLocalDate().toEpochDay(), (long) days), TimeTicks::day));
    }
    for (int hours : new int[] {12, 6, 3, 1}) {
      levels.add(
          new Level(
              time -> time.toLocalDate().toEpochDay() * 24 / hours + time.getHour() / hours,
              time -> time.getHour() == 0 ? day(time) : clock(time)));
    }
    return List.copyOf(levels);
  }

  private static String month(LocalDateTime time) {
    return MONTHS[time.getMonthValue() - 1];
  }

  private static String day(LocalDateTime time) {
    return time.getDayOfMonth() + " " + month(time);
  }

  private static String clock(LocalDateTime time) {
    return time.toLocalTime().toString();
  }

  private static Optional<List<LocalDateTime>> parsed(List<String> times) {
    var parsed = new ArrayList<LocalDateTime>(times.size());
    try {
      for (String time : times) {
        parsed.add(parse(time));
      }
    } catch (DateTimeParseException notATime) {
      return Optional.empty();
    }
    return Optional.of(parsed);
  }

  /** 1988-03, 1988-03-01, 1988-03-01T06:00 or 1988-03-01 06:00. */
  private static LocalDateTime parse(String time) {
    return switch (time.length()) {
      case 7 -> YearMonth.parse(time).atDay(1).atStartOfDay();
      case 10 -> LocalDate.parse(time).atStartOfDay();
      default -> LocalDateTime.parse(time.replace(' ', 'T'));
    };
  }
}
