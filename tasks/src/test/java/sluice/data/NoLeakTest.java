package sluice.data;

import static org.assertj.core.api.Assertions.assertThat;
import static sluice.data.SeriesFixture.history;
import static sluice.data.SeriesFixture.sequence;
import static sluice.data.SeriesFixture.targets;
import static sluice.data.SeriesFixture.weights;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sluice.data.CalendarSettings.Encoding;

/** What comes later changes nothing before it. */
class NoLeakTest {
  private static final int STEPS = 60;
  private static final Parts PARTS = new Parts(30, 40, STEPS);
  private static final WindowShape SHAPE = WindowShape.forecast(6, 4);
  private static final FeatureSettings FEATURES =
      FeatureSettings.DEFAULT
          .inputs(Scaler.Kind.ROBUST)
          .difference(2)
          .lags(List.of(4, 7))
          .unseen(Categories.Unseen.OTHER)
          .calendar(
              CalendarSettings.DEFAULT.weekday(Encoding.ONE_HOT).trend(true).holidays(1, 1, "US"));

  /** Days with gaps, y and x and w; from step {@code changed} on everything is another. */
  private static List<Series> series(MissingPolicy missing, int changed) {
    StringBuilder text = new StringBuilder("date,y,x,w\n");
    var start = java.time.LocalDate.of(2024, 1, 1);
    for (int i = 0; i < STEPS; i++) {
      boolean other = i >= changed;
      boolean gap = missing != MissingPolicy.REFUSE;
      String y = gap && i % 7 == 5 ? "" : value(i * i % 11 + (other ? 1000 + i : 0));
      String x = gap && i % 9 >= 7 ? "" : value(i * 7 % 13 - (other ? 500 : 0));
      String w = gap && i % 10 == 4 ? "" : (other ? "later" : "w") + i % 3;
      text.append(start.plusDays(i)).append(',').append(y).append(',').append(x);
      text.append(',').append(w).append('\n');
    }
    SeriesSettings settings =
        SeriesFixture.SETTINGS.past("x", "w").categories("w").missing(missing);
    return Series.read(TableTest.csv(text.toString()), settings);
  }

  private static String value(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  @ParameterizedTest
  @EnumSource(MissingPolicy.class)
  void theTestPartChangesNothingInTraining(MissingPolicy missing) {
    List<Series> one = series(missing, STEPS);
    List<Series> other = series(missing, PARTS.validationFrom());
    Preparation fitted = Preparation.fit(one, List.of(PARTS), FEATURES);
    assertThat(Preparation.fit(other, List.of(PARTS), FEATURES)).isEqualTo(fitted);
    Windows windows = windows(fitted, one, Part.TRAINING);
    Windows changed = windows(fitted, other, Part.TRAINING);
    assertThat(windows.count()).isEqualTo(30 - 4 - 8 + 1);
    for (int window = 0; window < windows.count(); window++) {
      assertThat(sequence(changed, window)).isEqualTo(sequence(windows, window));
      assertThat(targets(changed, window)).isEqualTo(targets(windows, window));
      assertThat(weights(changed, window)).isEqualTo(weights(windows, window));
    }
  }

  @ParameterizedTest
  @EnumSource(MissingPolicy.class)
  void nothingFromItsOriginOnShowsInAWindow(MissingPolicy missing) {
    List<Series> one = series(missing, STEPS);
    Preparation fitted = Preparation.fit(one, List.of(PARTS), FEATURES);
    for (Part part : Part.values()) {
      Windows windows = windows(fitted, one, part);
      for (int window = 0; window < windows.count(); window++) {
        Windows changed = windows(fitted, series(missing, windows.origin(window)), part);
        assertThat(history(changed, window)).isEqualTo(history(windows, window));
        assertThat(sequence(changed, window)).isEqualTo(sequence(windows, window));
        double[] zeros = new double[SHAPE.horizon()];
        assertThat(changed.unscale(window, 0, zeros)).isEqualTo(windows.unscale(window, 0, zeros));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(MissingPolicy.class)
  void theTestCanFail(MissingPolicy missing) {
    List<Series> one = series(missing, STEPS);
    Preparation fitted = Preparation.fit(one, List.of(PARTS), FEATURES);
    Windows windows = windows(fitted, one, Part.TEST);
    Windows changed = windows(fitted, series(missing, windows.origin(0) - 1), Part.TEST);
    assertThat(history(changed, 0)).isNotEqualTo(history(windows, 0));
  }

  private static Windows windows(Preparation preparation, List<Series> series, Part part) {
    return Windows.of(preparation.apply(series), List.of(PARTS), part, SHAPE);
  }
}
