package sluice.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The season that a step of time suggests. */
class SeasonTest {
  @ParameterizedTest
  @CsvSource({
    "day, 7",
    "hour, 24",
    "6 hours, 4",
    "24 hours, 1",
    "5 hours, 1",
    "48 hours, 1",
    "minute, 60",
    "15 minutes, 4",
    "week, 52",
    "month, 12",
    "month end, 12",
    "3 months, 4",
    "quarter, 4",
    "weekday, 5",
    "year, 1",
    "row, 1"
  })
  void followsFromTheStep(String step, int season) {
    assertThat(Season.of(Step.parse(step))).isEqualTo(season);
  }
}
