package sluice.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.data.CalendarSettings.Encoding;

class CalendarTest {
  private static Timeline days(String start, int length) {
    return Timeline.of(LocalDateTime.parse(start + "T00:00"), Step.parse("day"), length);
  }

  /** The steps at which a column is not 0. */
  private static int[] where(Calendar calendar, Timeline timeline, int rows, String name) {
    int column = calendar.names().indexOf(name);
    assertThat(column).as(name + " of " + calendar.names()).isNotNegative();
    int width = calendar.names().size();
    var values = new float[rows * width];
    calendar.fill(timeline, rows, values, 0, width);
    return java.util.stream.IntStream.range(0, rows)
        .filter(row -> values[row * width + column] != 0)
        .toArray();
  }

  private static Calendar fit(CalendarSettings settings, Timeline timeline, int training) {
    return Calendar.fit(settings, List.of(timeline), new int[] {training});
  }

  @Test
  void partsOfTheDate() {
    CalendarSettings settings =
        CalendarSettings.DEFAULT
            .weekday(Encoding.ONE_HOT)
            .dayOfMonth(Encoding.ONE_HOT)
            .month(Encoding.WAVE)
            .yearWaves(2)
            .trend(true);
    Timeline timeline = days("2024-02-28", 4);
    Calendar calendar = fit(settings, timeline, 3);
    assertThat(calendar.names()).hasSize(7 + 31 + 2 + 4 + 1).startsWith("weekday=1", "weekday=2");
    assertThat(where(calendar, timeline, 4, "weekday=3")).containsExactly(0);
    assertThat(where(calendar, timeline, 4, "day-of-month=29")).containsExactly(1);
    assertThat(where(calendar, timeline, 4, "day-of-month=1")).containsExactly(2);
    int width = calendar.names().size();
    var values = new float[5 * width];
    calendar.fill(timeline, 5, values, 0, width);
    int trend = calendar.names().indexOf("trend");
    assertThat(values[trend]).isZero();
    assertThat(values[2 * width + trend]).isEqualTo(1);
    assertThat(values[4 * width + trend]).as("beyond the end").isEqualTo(2);
    int sine = calendar.names().indexOf("year.sin2");
    assertThat(values[sine]).isEqualTo((float) StrictMath.sin(2 * 2 * Math.PI * 58 / 366));
  }

  @Test
  void hours() {
    Timeline timeline =
        Timeline.of(LocalDateTime.parse("2024-02-28T22:00"), Step.parse("hour"), 30);
    Calendar calendar = fit(CalendarSettings.DEFAULT.hour(Encoding.ONE_HOT), timeline, 30);
    assertThat(where(calendar, timeline, 30, "hour=0")).containsExactly(2, 26);
    Calendar wave = fit(CalendarSettings.DEFAULT.hour(Encoding.WAVE), timeline, 30);
    var values = new float[2];
    wave.fill(timeline, 1, values, 0, 2);
    assertThat(values)
        .containsExactly(
            (float) StrictMath.sin(2 * Math.PI * 22 / 24),
            (float) StrictMath.cos(2 * Math.PI * 22 / 24));
  }

  @Test
  void holidaysAndTheDaysAroundThem() {
    CalendarSettings settings = CalendarSettings.DEFAULT.holidays(2, 1, "US");
    Timeline timeline = days("1975-12-20", 380);
    Calendar calendar = fit(settings, timeline, 370);
    assertThat(calendar.names())
        .contains("holiday.christmas-2", "holiday.christmas", "holiday.christmas+1")
        .contains("holiday.observed")
        .doesNotContain("holiday.christmas+2", "holiday.observed-1", "holiday.martin_luther_king");
    assertThat(calendar.holidays()).isSorted();
    assertThat(where(calendar, timeline, 380, "holiday.christmas")).containsExactly(5, 371);
    assertThat(where(calendar, timeline, 380, "holiday.christmas-2")).containsExactly(3, 369);
    assertThat(where(calendar, timeline, 380, "holiday.christmas+1")).containsExactly(6, 372);
    assertThat(where(calendar, timeline, 380, "holiday.new_year"))
        .as("beyond the training part and the data")
        .containsExactly(12, 378);
    // 4 July 1976 was a Sunday; 25 December 1976 a Saturday.
    assertThat(where(calendar, timeline, 380, "holiday.observed"))
        .as("5 July, and 24 and 31 December 1976")
        .containsExactly(198, 370, 377);
  }

  @Test
  void longerStepsHaveTheHolidaysOfAllTheirDays() {
    Timeline months = Timeline.of(LocalDateTime.parse("1976-01-01T00:00"), Step.parse("month"), 24);
    Calendar calendar = fit(CalendarSettings.DEFAULT.holidays(0, 0, "US"), months, 24);
    assertThat(where(calendar, months, 24, "holiday.christmas")).containsExactly(11, 23);
    assertThat(where(calendar, months, 24, "holiday.independence_day")).containsExactly(6, 18);
  }

  @Test
  void regionsAndSeveralCountries() {
    Timeline timeline = days("2024-01-01", 366);
    Calendar bavaria = fit(CalendarSettings.DEFAULT.holidays(0, 0, "DE-by"), timeline, 366);
    Calendar germany = fit(CalendarSettings.DEFAULT.holidays(0, 0, "DE"), timeline, 366);
    assertThat(bavaria.holidays()).containsAll(germany.holidays());
    assertThat(bavaria.holidays().size()).isGreaterThan(germany.holidays().size());
    Calendar both = fit(CalendarSettings.DEFAULT.holidays(0, 0, "DE", "US"), timeline, 366);
    assertThat(both.holidays()).contains("independence_day").containsAll(germany.holidays());
  }

  @Test
  void whatIsNotKnownIsSaid() {
    Timeline timeline = days("2024-01-01", 10);
    assertThatThrownBy(() -> fit(CalendarSettings.DEFAULT.holidays(0, 0, "QQ"), timeline, 10))
        .hasMessageContaining("there are no holidays of \"QQ\"");
    assertThatThrownBy(() -> fit(CalendarSettings.DEFAULT.holidays(0, 0, "US-zz"), timeline, 10))
        .hasMessageContaining("there is no region \"zz\" of \"US-zz\". Known: ak, al, ar");
    assertThatThrownBy(
            () -> fit(CalendarSettings.DEFAULT.month(Encoding.WAVE), Timeline.rows(10), 10))
        .hasMessage("columns of the calendar need columns of times");
    assertThatThrownBy(() -> CalendarSettings.DEFAULT.yearWaves(-1))
        .hasMessageContaining("yearWaves");
    assertThatThrownBy(() -> CalendarSettings.DEFAULT.holidays(99, 0, "US"))
        .hasMessageContaining("from 0 to 31");
  }

  /**
   * The federal holidays of 1969–1988 (5 U.S.C. 6103 and the Uniform Monday Holiday Act), and the
   * three points in which the calendar differs from them.
   */
  @Test
  void federalHolidaysOfTheBirthYears() {
    Holidays holidays = new Holidays(List.of("US"));
    for (int year = 1969; year <= 1988; year++) {
      assertHoliday(holidays, "new_year", LocalDate.of(year, 1, 1));
      assertHoliday(holidays, "independence_day", LocalDate.of(year, 7, 4));
      assertHoliday(holidays, "christmas", LocalDate.of(year, 12, 25));
      assertHoliday(holidays, "labour_day", nth(year, Month.SEPTEMBER, 1, DayOfWeek.MONDAY));
      assertHoliday(holidays, "thanksgiving", nth(year, Month.NOVEMBER, 4, DayOfWeek.THURSDAY));
      LocalDate memorial =
          year <= 1970
              ? LocalDate.of(year, 5, 30)
              : LocalDate.of(year, 5, 1).with(TemporalAdjusters.lastInMonth(DayOfWeek.MONDAY));
      assertHoliday(holidays, "memorial_day", memorial);
      if (year >= 1971) {
        assertHoliday(holidays, "presidents_day", nth(year, Month.FEBRUARY, 3, DayOfWeek.MONDAY));
      }
      LocalDate king = nth(year, Month.JANUARY, 3, DayOfWeek.MONDAY);
      assertThat(holidays.on(king).contains("martin_luther_king")).isEqualTo(year >= 1986);

      // It keeps Veterans Day on 11 November from 1971 to 1977, when it was a Monday in October,
      assertHoliday(holidays, "veterans_day", LocalDate.of(year, 11, 11));
      // has no Columbus Day for the whole country (in law from 1971 on),
      assertThat(holidays.on(nth(year, Month.OCTOBER, 2, DayOfWeek.MONDAY))).isEmpty();
      // and no Washington's birthday before 1971 (22 February).
      assertThat(holidays.on(LocalDate.of(year, 2, 22)).contains("presidents_day"))
          .isEqualTo(
              year >= 1971 && nth(year, Month.FEBRUARY, 3, DayOfWeek.MONDAY).getDayOfMonth() == 22);
    }
  }

  private static void assertHoliday(Holidays holidays, String name, LocalDate date) {
    assertThat(holidays.on(date)).as("%s %s", name, date).contains(name);
    long days =
        Arrays.stream(Month.values())
            .flatMap(m ->
                LocalDate.of(date.getYear(), m, 1)
                    .datesUntil(LocalDate.of(date.getYear(), m, 1).plusMonths(1)))
            .filter(d -> holidays.on(d).contains(name))
            .count();
    assertThat(days).as("%s in %s", name, date.getYear()).isEqualTo(1);
  }

  private static LocalDate nth(int year, Month month, int n, DayOfWeek day) {
    return LocalDate.of(year, month, 1).with(TemporalAdjusters.dayOfWeekInMonth(n, day));
  }
}
