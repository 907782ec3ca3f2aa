package sluice.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.report.Axis.Range;
import sluice.report.Ticks.Tick;

/** Axes end on round numbers, and their marks are round, few and not none. */
class AxisTest {
  private static List<String> texts(Axis axis) {
    return axis.ticks().stream().map(Tick::text).toList();
  }

  @Test
  void marksAreRound() {
    assertThat(texts(Axis.numbers("", Range.of(8123, 11870), false, 5)))
        .containsExactly("8,000", "9,000", "10,000", "11,000", "12,000");
    assertThat(texts(Axis.numbers("", Range.of(0.13, 0.58), true, 5)))
        .containsExactly("0.0", "0.2", "0.4", "0.6");
    assertThat(texts(Axis.numbers("", Range.of(-981, 472), true, 5)))
        .containsExactly("−1,000", "−500", "0", "500");
    assertThat(texts(Axis.numbers("", Range.of(1e9, 3e9), true, 4)))
        .containsExactly("0", "1e9", "2e9", "3e9");
    assertThat(texts(Axis.numbers("", Range.of(0, 3e-7), true, 4)))
        .containsExactly("0", "1e−7", "2e−7", "3e−7");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "1, 1",
    "0, 0",
    "-5, -5",
    "1e-12, 2e-12",
    "-3e9, 7e12",
    "99.999, 100.001",
    "1e300, 2e300",
    "5, 5.0000000001",
    "-1, 1000000"
  })
  void everyRangeHasAnAxis(double lo, double hi) {
    for (boolean fromZero : new boolean[] {true, false}) {
      for (int most = 3; most < 9; most++) {
        Axis axis = Axis.numbers("", Range.of(lo, hi), fromZero, most);
        assertThat(axis.hi()).isGreaterThan(axis.lo());
        assertThat(axis.at(lo)).isBetween(-1e-6, 1 + 1e-6);
        assertThat(axis.at(hi)).isBetween(-1e-6, 1 + 1e-6);
        assertThat(axis.ticks()).hasSizeBetween(2, most + 3);
        assertThat(texts(axis)).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void numbersThatDifferManyTimesGetALogarithmicAxis() {
    Axis axis = Axis.magnitudes("loss", Range.of(0.03, 0.6), 5);
    assertThat(axis.logarithmic()).isTrue();
    assertThat(axis.title()).isEqualTo("loss, log scale");
    assertThat(texts(axis)).containsExactly("0.05", "0.1", "0.2", "0.5");
    assertThat(axis.at(Math.sqrt(axis.lo() * axis.hi()))).isCloseTo(0.5, within(1e-12));
    assertThat(texts(Axis.magnitudes("", Range.of(1e-9, 1e6), 4)))
        .containsExactly("1e−6", "0.01", "100", "1,000,000");
    assertThat(Axis.magnitudes("", Range.of(0, 100), 5).logarithmic()).isFalse();
    assertThat(Axis.magnitudes("", Range.of(0.4, 0.6), 5).logarithmic()).isFalse();
    assertThat(Axis.magnitudes("", Range.NONE, 5).ticks()).isNotEmpty();
  }

  @Test
  void countsStartAtTheFirst() {
    assertThat(texts(Axis.counted("", 1, 14, false, 20))).hasSize(14);
    assertThat(texts(Axis.counted("", 1, 25, false, 6)))
        .containsExactly("1", "5", "10", "15", "20", "25");
    assertThat(texts(Axis.counted("", 1, 1, false, 6))).containsExactly("1");
  }

  @Test
  void daysAreMarkedWhereTheCalendarTurns() {
    List<String> twoYears = days(LocalDate.of(1987, 1, 2), 730);
    assertThat(TimeTicks.of(twoYears, 10).stream().map(Tick::text))
        .containsExactly("Apr", "Jul", "Oct", "Jan 1988", "Apr", "Jul", "Oct");
    List<Tick> weeks = TimeTicks.of(days(LocalDate.of(1988, 12, 1), 40), 8);
    assertThat(weeks.stream().map(Tick::text))
        .containsExactly("5 Dec", "12 Dec", "19 Dec", "26 Dec", "2 Jan", "9 Jan");
    assertThat(weeks.getFirst().at()).isEqualTo(4);
    List<String> centuries =
        Stream.iterate(1700, year -> year + 1).limit(300).map(y -> y + "-01-01").toList();
    assertThat(TimeTicks.of(centuries, 7).stream().map(Tick::text))
        .containsExactly("1700", "1750", "1800", "1850", "1900", "1950");
  }

  @Test
  void hoursAndMonthsAreMarkedToo() {
    List<String> hours =
        IntStream.range(0, 48)
            .mapToObj(hour -> LocalDateTime.of(2012, 1, 1, 0, 0).plusHours(hour).toString())
            .toList();
    assertThat(TimeTicks.of(hours, 8).stream().map(Tick::text))
        .containsExactly("1 Jan", "06:00", "12:00", "18:00", "2 Jan", "06:00", "12:00", "18:00");
    List<String> months =
        IntStream.range(0, 30)
            .mapToObj(m -> YearMonth.of(2000, 1).plusMonths(m).toString())
            .toList();
    assertThat(TimeTicks.of(months, 6).stream().map(Tick::text))
        .containsExactly("Jan 2000", "Jul", "Jan 2001", "Jul", "Jan 2002");
  }

  @Test
  void otherLabelsAreMarkedEvenly() {
    List<String> rows = IntStream.range(0, 100).mapToObj(row -> "row " + row).toList();
    assertThat(TimeTicks.of(rows, 5).stream().map(Tick::text))
        .containsExactly("row 0", "row 20", "row 40", "row 60", "row 80");
    assertThat(TimeTicks.of(List.of("2000-01-01", "soon"), 5)).hasSize(2);
    assertThat(TimeTicks.of(List.of(), 5)).isEmpty();
  }

  private static List<String> days(LocalDate first, int count) {
    return IntStream.range(0, count).mapToObj(day -> first.plusDays(day).toString()).toList();
  }

  @Test
  void labelsAtLineEndsKeepApart() {
    assertThat(Plot.apart(new double[] {10, 50, 90}, 15, 0, 100)).containsExactly(10, 50, 90);
    assertThat(Plot.apart(new double[] {50, 50}, 15, 0, 100)).containsExactly(42.5, 57.5);
    assertThat(Plot.apart(new double[] {0, 0, 0}, 15, 0, 100)).containsExactly(0, 15, 30);
    assertThat(Plot.apart(new double[] {99, 100}, 15, 0, 100)).containsExactly(85, 100);
    // the first pair, moved apart, pushes the third
    assertThat(Plot.apart(new double[] {50, 50, 60}, 15, 0, 100))
        .containsExactly(new double[] {115.0 / 3, 160.0 / 3, 205.0 / 3}, within(1e-9));
    assertThat(Plot.apart(new double[0], 15, 0, 100)).isEmpty();
  }
}
