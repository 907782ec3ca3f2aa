package sluice.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeTest {
  private static final TimeSettings T = TimeSettings.of("t");

  /** A series of the numbers 1, 2, … at these times. */
  private static Series series(TimeSettings settings, String... times) {
    StringBuilder text = new StringBuilder("t;y\n");
    for (int i = 0; i < times.length; i++) {
      text.append(times[i]).append(';').append(i + 1).append('\n');
    }
    Table table = TableTest.csv(text.toString(), CsvSettings.DEFAULT.delimiter(";"));
    return Series.read(table, SeriesSettings.DEFAULT.time(settings).targets("y")).getFirst();
  }

  private static List<String> texts(Series series) {
    Timeline timeline = series.timeline();
    return IntStream.range(0, timeline.length()).mapToObj(timeline::text).toList();
  }

  private static AbstractThrowableAssert<?, ?> fails(TimeSettings settings, String... times) {
    return assertThatThrownBy(() -> series(settings, times)).isInstanceOf(BadData.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1949, 1950, year, 1950-01-01",
    "1949-11, 1949-12, month, 1949-12-01",
    "2024-Q3, 2024-Q4, quarter, 2024-10-01",
    "2024Q3, 2024Q4, quarter, 2024-10-01",
    "2024-W52, 2025-W01, week, 2024-12-30",
    "2024-W01-2, 2024-W01-3, day, 2024-01-03",
    "20240228, 20240229, day, 2024-02-29",
    "2024-02-28, 2024-02-29, day, 2024-02-29",
    "2024-02-28 23, 2024-02-29 00, hour, 2024-02-29T00:00:00",
    "2024-02-28T23:45, 2024-02-29T00:00, 15 minutes, 2024-02-29T00:00:00",
    "2014-07-01 00:00:00, 2014-07-01 00:30:00, 30 minutes, 2014-07-01T00:30:00",
    "2024-01-01T00:00:00.000, 2024-01-01T00:00:05.000, 5 seconds, 2024-01-01T00:00:05",
    "2024-01-01T00:00:00Z, 2024-01-01T01:00:00Z, hour, 2024-01-01T01:00:00Z",
    "2024-01-01 00:00+0530, 2024-01-01 01:00+0530, hour, 2024-01-01T01:00:00+05:30",
    "2024-01-01T00:00+01:00[Europe/Berlin], 2024-01-02T00:00+01:00[Europe/Berlin], day, 2024-01-02"
  })
  void isoFormsNeedNoFormat(String first, String second, String step, String text) {
    Series series = series(T, first, second);
    assertThat(series.timeline().step()).hasToString(step);
    assertThat(series.timeline().text(1)).isEqualTo(text);
    assertThat(series.settings().time().step()).isEqualTo(step);
  }

  @ParameterizedTest
  @CsvSource({
    "dd/MM/yyyy, 03/04/2024, 2024-04-03",
    "M/d/yy, 3/4/24, 2024-03-04",
    "d MMM yyyy, 3 Apr 2024, 2024-04-03",
    "MMM yyyy, Apr 2024, 2024-04-01",
    "yyyy, 2024, 2024-01-01",
    "dd.MM.yyyy HH:mm, 03.04.2024 06:30, 2024-04-03T06:30",
    "yyyy-MM-dd HH:mm:ssXXX, 2024-04-03 06:30:00+02:00, 2024-04-03T04:30",
    "seconds, 1712125800, 2024-04-03T06:30",
    "milliseconds, 1712125800000, 2024-04-03T06:30"
  })
  void formatsReadTheRest(String format, String text, String time) {
    TimeSettings settings = T.format(format).zone(ZoneId.of("UTC")).step(Step.parse("day"));
    LocalDateTime expected =
        time.length() > 10 ? LocalDateTime.parse(time) : LocalDateTime.parse(time + "T00:00");
    assertThat(series(settings, text).timeline().at(0)).isEqualTo(expected);
  }

  @Test
  void partsInSeveralColumns() {
    Table table = TableTest.csv("year,month,date_of_month,HR,y\n1969,1,31,0,1\n1969,1,31,1,2\n");
    SeriesSettings settings = SeriesSettings.DEFAULT.targets("y");
    TimeSettings time = TimeSettings.of("year", "month", "date_of_month", "hour=HR");
    Series series = Series.read(table, settings.time(time)).getFirst();
    assertThat(texts(series)).containsExactly("1969-01-31T00:00:00", "1969-01-31T01:00:00");
    assertThatThrownBy(
            () -> Series.read(table, settings.time(TimeSettings.of("year", "mont=month"))))
        .hasMessageContaining("there is no part of a time called \"mont\"");
    Table bad = TableTest.csv("year,month,day,y\n1969,2,29,1\n1969,3,1,2\n");
    assertThatThrownBy(
            () -> Series.read(bad, settings.time(TimeSettings.of("year", "month", "day"))))
        .isInstanceOf(BadData.class)
        .hasMessageContaining("row 2, column \"year month day\": no such time")
        .hasMessageContaining("found \"1969 2 29\"".replace("found", "Found"));
    Table half = TableTest.csv("year,month,y\n1969,1.5,1\n1969,,2\n");
    assertThatThrownBy(() -> Series.read(half, settings.time(TimeSettings.of("year", "month"))))
        .hasMessageContaining("row 2, column \"month\": not a whole number");
  }

  @Test
  void quartersAndJoinedPieces() {
    SeriesSettings settings = SeriesSettings.DEFAULT.targets("y");
    Table quarters = TableTest.csv("year,quarter,y\n1969,4,1\n1970,1,2\n");
    TimeSettings time = TimeSettings.of("year", "quarter");
    assertThat(texts(Series.read(quarters, settings.time(time)).getFirst()))
        .containsExactly("1969-10-01", "1970-01-01");
    Table pieces = TableTest.csv("date,clock,y\n2024-01-01,06:00,1\n2024-01-01,07:00,2\n");
    assertThat(
            texts(Series.read(pieces, settings.time(TimeSettings.of("date", "clock"))).getFirst()))
        .containsExactly("2024-01-01T06:00:00", "2024-01-01T07:00:00");
  }

  @Test
  void withoutTimesRowsAreSteps() {
    Series series =
        Series.read(TableTest.csv("y\n5\n6\n"), SeriesSettings.DEFAULT.targets("y")).getFirst();
    assertThat(series.timeline().timed()).isFalse();
    assertThat(texts(series)).containsExactly("1", "2");
    assertThatThrownBy(() -> series.timeline().at(0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anAmbiguousDateIsRefusedWithBothReadings() {
    fails(T, "03/04/2024", "04/04/2024")
        .hasMessage(
            "test.csv, row 2, column \"t\": an ambiguous date. Found \"03/04/2024\", which is "
                + "2024-04-03 by d/M/yyyy or 2024-03-04 by M/d/yyyy. Set time.format to the right "
                + "one of the two.");
    fails(T, "1.2.24 06:00", "2.2.24 06:00")
        .hasMessageContaining("2024-02-01 by d.M.yy H:mm or 2024-01-02 by M.d.yy H:mm");
  }

  @Test
  void aDateThatOnlyOneReadingFitsIsNamed() {
    fails(T, "03/04/2024", "25/04/2024")
        .hasMessageContaining("Set time.format to d/M/yyyy, which reads every row.");
    fails(T, "03/04/2024", "32/32/2024").hasMessageContaining("Set time.format to its pattern.");
  }

  @Test
  void whatCannotBeReadIsNamed() {
    fails(T, "2024-01-01", "yesterday")
        .hasMessageContaining("row 3, column \"t\": not a time in ISO form")
        .hasMessageContaining("found \"yesterday\"");
    fails(T, "2024-02-30", "2024-03-01").hasMessageContaining("found \"2024-02-30\"");
    fails(T, "2024-01-01", "").hasMessageContaining("row 3, column \"t\": a row without a time");
    fails(T.format("dd.MM.yyyy"), "01.01.2024", "2024-01-02")
        .hasMessageContaining("not a time in the format \"dd.MM.yyyy\"")
        .hasMessageContaining("Found \"2024-01-02\"");
    fails(T, "2024-01-01T00:00:00.5", "2024-01-01T00:00:01.5")
        .hasMessageContaining("a fraction of a second");
    fails(T, "2024-01-01T00:00Z", "2024-01-01T01:00")
        .hasMessageContaining("row 3")
        .hasMessageContaining("others have none");
  }

  @Test
  void timesOutOfOrder() {
    fails(T, "2024-01-02", "2024-01-01", "2024-01-03")
        .hasMessage(
            "test.csv, row 3, column \"t\": out of order. Expected a time after 2024-01-02 of row "
                + "2, found 2024-01-01. Sort the file by time.");
    Series sorted = series(T.sort(true), "2024-01-02", "2024-01-01", "2024-01-03");
    assertThat(texts(sorted)).containsExactly("2024-01-01", "2024-01-02", "2024-01-03");
    assertThat(sorted.values("y")).containsExactly(2, 1, 3);
    assertThat(sorted.line(0)).isEqualTo(3);
  }

  @Test
  void timesThatStandTwice() {
    fails(T, "2024-01-01", "2024-01-02", "2024-01-02")
        .hasMessage(
            "test.csv, row 4, column \"t\": the same time as in row 3. Found \"2024-01-02\". Remove "
                + "one of them, or name the column that tells several series apart as key.");
    fails(T.sort(true), "2024-01-02", "2024-01-01", "2024-01-02")
        .hasMessageContaining("row 4, column \"t\": the same time as in row 2");
    fails(T, "2024-10-27T01:00", "2024-10-27T02:00", "2024-10-27T02:00")
        .hasMessageContaining("if clocks went back here, set time.zone");
  }

  @Test
  void gapsAreCountedAndTheFirstIsNamed() {
    fails(T, "2024-01-01", "2024-01-02", "2024-01-05", "2024-01-06", "2024-01-08")
        .hasMessage(
            "test.csv, row 4, column \"t\": 3 steps have no row, the first before this one. "
                + "Expected one day after 2024-01-02, found 2024-01-05. Add the rows, set missing to "
                + "interpolate, carry or mask, or time.step to row to go by the order of the rows.");
    fails(T, "2024-01-01", "2024-01-02", "2024-01-04")
        .hasMessageContaining("1 step has no row, the first before this one");
    Series rows = series(T.step(Step.ROW), "2024-01-01", "2024-01-02", "2024-01-05");
    assertThat(rows.length()).isEqualTo(3);
    assertThat(rows.timeline().text(2)).isEqualTo("2024-01-05");
    assertThat(rows.timeline().text(3)).as("unknown").isEqualTo("4");
  }

  @Test
  void timesBetweenSteps() {
    fails(T, "2024-01-01T00:00", "2024-01-01T01:00", "2024-01-01T02:00", "2024-01-01T02:30")
        .hasMessageContaining("row 5, column \"t\": a time that is no multiple of one hour after");
    fails(T.step(Step.parse("second")), "2024-01-01", "2024-01-02")
        .hasMessageContaining("86400 steps of one second after the first of 2 rows");
  }

  @Test
  void withAZoneTheDoubledHourIsResolvedByOrder() {
    TimeSettings berlin = T.zone(ZoneId.of("Europe/Berlin"));
    Series series =
        series(
            berlin, "2024-10-27 01:00", "2024-10-27 02:00", "2024-10-27 02:00", "2024-10-27 03:00");
    assertThat(texts(series))
        .containsExactly(
            "2024-10-27T01:00:00+02:00",
            "2024-10-27T02:00:00+02:00",
            "2024-10-27T02:00:00+01:00",
            "2024-10-27T03:00:00+01:00");
    Series halves =
        series(
            berlin,
            "2024-10-27 02:00",
            "2024-10-27 02:30",
            "2024-10-27 02:00",
            "2024-10-27 02:30",
            "2024-10-27 03:00");
    assertThat(halves.length()).isEqualTo(5);
    assertThat(
            series(berlin.sort(true), "2024-10-27 03:00", "2024-10-27 02:00", "2024-10-27 02:00")
                .length())
        .isEqualTo(3);
    fails(berlin, "2024-10-27 02:00", "2024-10-27 02:00", "2024-10-27 02:00")
        .hasMessageContaining("row 4");
  }

  @Test
  void withAZoneTheMissingHourIsNoGap() {
    TimeSettings berlin = T.zone(ZoneId.of("Europe/Berlin"));
    Series series = series(berlin, "2024-03-31 01:00", "2024-03-31 03:00", "2024-03-31 04:00");
    assertThat(series.length()).isEqualTo(3);
    assertThat(series.timeline().at(3)).isEqualTo(LocalDateTime.parse("2024-03-31T05:00"));
    fails(berlin, "2024-03-31 01:00", "2024-03-31 02:00", "2024-03-31 03:00")
        .hasMessageContaining("row 3")
        .hasMessageContaining("a time that does not exist in Europe/Berlin");
    fails(T, "2024-03-31 00:00", "2024-03-31 01:00", "2024-03-31 03:00")
        .as("a clock that is never changed")
        .hasMessageContaining("1 step has no row");
  }

  @Test
  void mixedOffsetsAreCountedInUtc() {
    Series series = series(T, "2024-10-27T02:30+02:00", "2024-10-27T02:30+01:00");
    assertThat(texts(series)).containsExactly("2024-10-27T00:30:00Z", "2024-10-27T01:30:00Z");
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> T.format("foo")).hasMessageContaining("time format must be auto");
    assertThatThrownBy(() -> new TimeSettings(List.of("t"), "auto", "Europe/Berln", "auto", false))
        .hasMessageContaining("Did you mean \"Europe/Berlin\"?");
    assertThatThrownBy(() -> new TimeSettings(List.of("t"), "auto", "local", "dya", false))
        .hasMessageContaining("Did you mean \"day\"?");
    assertThatThrownBy(() -> TimeSettings.of("t", "t")).hasMessageContaining("must differ");
  }
}
