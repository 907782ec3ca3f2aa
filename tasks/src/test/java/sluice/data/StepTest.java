package sluice.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepTest {
  private static long epoch(String time, ZoneId zone) {
    return Step.epoch(LocalDateTime.parse(time), zone);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "year",
        "quarter",
        "3 months",
        "month end",
        "2 weeks",
        "weekday",
        "day",
        "15 minutes",
        "hour",
        "second",
        "row"
      })
  void readsWhatItWrites(String text) {
    assertThat(Step.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Days", " 1 day ", "1day"})
  void readsOtherSpellings(String text) {
    assertThat(Step.parse(text)).isEqualTo(new Step(1, Step.Unit.DAY, false));
  }

  @Test
  void refusesWhatIsNoStep() {
    assertThatThrownBy(() -> Step.parse("dai"))
        .hasMessage("a step must be a number and a period, was \"dai\". Did you mean \"day\"?");
    assertThatThrownBy(() -> Step.parse("0 days")).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> Step.parse("2 rows")).hasMessageContaining("must be 1 row");
    assertThatThrownBy(() -> Step.parse("day end")).hasMessageContaining("month ends");
  }

  @ParameterizedTest
  @CsvSource({
    "month,      2024-01-31T00:00, 1, 2024-02-29T00:00",
    "month,      2024-01-31T00:00, 2, 2024-03-31T00:00",
    "month end,  2023-02-28T00:00, 1, 2023-03-31T00:00",
    "month end,  2023-02-28T00:00, 12, 2024-02-29T00:00",
    "quarter,    2024-01-01T00:00, 3, 2024-10-01T00:00",
    "year,       2024-02-29T00:00, 1, 2025-02-28T00:00",
    "2 weeks,    2024-01-01T00:00, 3, 2024-02-12T00:00",
    "weekday,    2024-03-01T00:00, 1, 2024-03-04T00:00",
    "weekday,    2024-03-01T00:00, 6, 2024-03-11T00:00",
    "2 weekdays, 1969-12-31T00:00, 2, 1970-01-06T00:00",
    "day,        2024-02-28T06:00, 2, 2024-03-01T06:00",
    "15 minutes, 2024-02-28T23:45, 1, 2024-02-29T00:00"
  })
  void countsOnTheCalendar(String step, String anchor, int n, String time) {
    ZoneId utc = ZoneOffset.UTC;
    Step parsed = Step.parse(step);
    assertThat(Step.local(parsed.plus(epoch(anchor, utc), n, utc), utc))
        .isEqualTo(LocalDateTime.parse(time));
    assertThat(parsed.index(epoch(anchor, utc), epoch(time, utc), utc)).isEqualTo(n);
    assertThat(parsed.index(epoch(anchor, utc), epoch(time, utc) + 1, utc)).isEqualTo(-1);
    assertThat(parsed.index(epoch(time, utc), epoch(anchor, utc), utc)).isEqualTo(-1);
  }

  @Test
  void daysFollowTheClockAndHoursTheTime() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    long saturday = epoch("2024-03-30T12:00", berlin);
    long sunday = epoch("2024-03-31T12:00", berlin);
    assertThat(sunday - saturday).as("a day of 23 hours").isEqualTo(23 * 3600);
    assertThat(Step.parse("day").index(saturday, sunday, berlin)).isEqualTo(1);
    assertThat(Step.parse("hour").index(saturday, sunday, berlin)).isEqualTo(23);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-01 2024-01-02 2024-01-05 2024-01-06, day",
    "2024-01-01 2024-01-03 2024-01-05, 2 days",
    "2024-01-04 2024-01-05 2024-01-08 2024-01-09, weekday",
    "2024-01-01 2024-01-08 2024-01-15 2024-01-29, week",
    "2024-01-01 2024-02-01 2024-03-01, month",
    "2023-02-28 2023-03-31 2023-04-30, month end",
    "2024-01-31 2024-02-29 2024-03-31, month end",
    "2024-03-31 2024-06-30 2024-09-30, quarter end",
    "1956-01-01 1956-04-01 1956-07-01, quarter",
    "2001-01-01 2002-01-01 2003-01-01, year",
    "2001-01-01 2006-01-01 2011-01-01, 5 years",
    "2001-12-31 2002-12-31 2003-12-31, year",
    "2024-01-01, row"
  })
  void infersStepsOfDays(String dates, String step) {
    long[] times =
        java.util.Arrays.stream(dates.split(" "))
            .mapToLong(d -> epoch(d + "T00:00", ZoneOffset.UTC))
            .toArray();
    assertThat(new StepFinder(List.of(times), ZoneOffset.UTC).find()).hasToString(step);
  }

  @ParameterizedTest
  @CsvSource({
    "00:00 01:00 02:00 05:00, hour",
    "00:00 00:30 01:00, 30 minutes",
    "00:00:00 00:00:07 00:00:14, 7 seconds",
    "06:00 18:00, 12 hours"
  })
  void infersStepsOfHours(String hours, String step) {
    long[] times =
        java.util.Arrays.stream(hours.split(" "))
            .mapToLong(h -> epoch("2024-01-01T" + h, ZoneOffset.UTC))
            .toArray();
    assertThat(new StepFinder(List.of(times), ZoneOffset.UTC).find()).hasToString(step);
  }

  @Test
  void aDayOfTwentyThreeHoursIsStillADay() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    long[] times = {
      epoch("2024-03-30T12:00", berlin),
      epoch("2024-03-31T12:00", berlin),
      epoch("2024-04-01T12:00", berlin)
    };
    assertThat(new StepFinder(List.of(times), berlin).find()).hasToString("day");
  }
}
