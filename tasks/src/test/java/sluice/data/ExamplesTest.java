package sluice.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sluice.data.CalendarSettings.Encoding;
import sluice.data.Split.Steps;

/** The files of examples/data, from the table to its windows. */
class ExamplesTest {
  private static Table table(String name) {
    Path file =
        Stream.of("examples/data", "../examples/data")
            .map(folder -> Path.of(folder, name))
            .filter(Files::exists)
            .findFirst()
            .orElse(Path.of(name));
    assumeTrue(Files.exists(file), name + " is not there");
    return Table.readCsv(file, CsvSettings.DEFAULT);
  }

  @Test
  void births() {
    SeriesSettings settings =
        SeriesSettings.DEFAULT
            .time(TimeSettings.of("year", "month", "date_of_month"))
            .targets("births");
    List<Series> series = Series.read(table("us-births-1969-1988.csv"), settings);
    assertThat(series.getFirst().length()).isEqualTo(7305);
    assertThat(series.getFirst().timeline().step()).hasToString("day");
    assertThat(series.getFirst().timeline().text(7304)).isEqualTo("1988-12-31");

    List<Parts> parts = new Split(new Steps(365), new Steps(730)).of(series);
    CalendarSettings calendar =
        CalendarSettings.DEFAULT.weekday(Encoding.ONE_HOT).yearWaves(6).holidays(3, 3, "US");
    Preparation preparation =
        Preparation.fit(series, parts, FeatureSettings.DEFAULT.calendar(calendar));
    List<Prepared> prepared = preparation.apply(series);
    WindowShape shape = WindowShape.forecast(56, 14);
    assertThat(Windows.of(prepared, parts, Part.TRAINING, shape).count())
        .isEqualTo(7305 - 730 - 365 - 56 - 14 + 1);
    Windows test = Windows.of(prepared, parts, Part.TEST, shape);
    assertThat(test.count()).isEqualTo(717);
    assertThat(weeklyNaiveError(test)).isBetween(321.5, 322.5);

    // Martin Luther King's day began in 1986, behind the training part.
    assertThat(preparation.calendar().holidays())
        .containsExactly(
            "christmas",
            "independence_day",
            "labour_day",
            "memorial_day",
            "new_year",
            "observed",
            "presidents_day",
            "thanksgiving",
            "veterans_day");
    assertThat(preparation.inputs()).hasSize(1 + 7 + 12 + 8 * 7 + 1);
  }

  /** Mean absolute error of the same weekday of the last week. */
  private static double weeklyNaiveError(Windows windows) {
    double sum = 0;
    int count = 0;
    for (int window = 0; window < windows.count(); window++) {
      double[] truth = windows.truth(window, 0);
      for (int k = 0; k < truth.length; k++) {
        int same = windows.origin(window) - 7 + k % 7;
        sum += Math.abs(truth[k] - windows.of(window).value(0, same));
        count++;
      }
    }
    return sum / count;
  }

  @Test
  void weather() {
    SeriesSettings settings =
        SeriesSettings.DEFAULT
            .time(TimeSettings.of("date"))
            .key("location")
            .past("precipitation", "temp_max", "temp_min", "wind", "weather")
            .categories("weather")
            .label("weather");
    List<Series> series = Series.read(table("weather.csv"), settings);
    assertThat(series).extracting(Series::key).containsExactly("Seattle", "New York");
    List<Parts> parts = Split.DEFAULT.of(series);
    List<Prepared> prepared = Preparation.fit(series, parts, FeatureSettings.DEFAULT).apply(series);
    Windows training = Windows.of(prepared, parts, Part.TRAINING, WindowShape.label(14, 1));
    Labels labels = Labels.fit("weather", Labels.Form.VALUE, training);
    assertThat(labels.classes()).containsExactly("drizzle", "fog", "rain", "snow", "sun");
    Windows test = Windows.of(prepared, parts, Part.TEST, WindowShape.label(14, 1));
    int same = 0;
    for (int window = 0; window < test.count(); window++) {
      same += labels.index(test, window) == labels.before(test, window) ? 1 : 0;
    }
    assertThat((double) same / test.count()).as("same as today").isBetween(0.4, 0.9);
  }
}
