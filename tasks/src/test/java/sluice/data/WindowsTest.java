package sluice.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static sluice.data.SeriesFixture.SETTINGS;
import static sluice.data.SeriesFixture.history;
import static sluice.data.SeriesFixture.read;
import static sluice.data.SeriesFixture.sequence;
import static sluice.data.SeriesFixture.targets;
import static sluice.data.SeriesFixture.weights;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowsTest {
  /** Values stay as they are. */
  private static final FeatureSettings PLAIN =
      FeatureSettings.DEFAULT.inputs(Scaler.Kind.NONE).targets(Scaler.Kind.NONE);

  private static final Parts PARTS = new Parts(12, 15, 20);

  private static List<Prepared> prepare(List<Series> series, FeatureSettings features) {
    List<Parts> parts = series.stream().map(one -> PARTS).toList();
    return Preparation.fit(series, parts, features).apply(series);
  }

  private static List<Prepared> plain() {
    return prepare(read(SETTINGS.known("x"), 20, i -> i, i -> 100 + i), PLAIN);
  }

  private static int[] origins(Windows windows) {
    return IntStream.range(0, windows.count()).map(windows::origin).toArray();
  }

  @ParameterizedTest
  @CsvSource({
    "TRAINING,   4, 3, 1, '4 5 6 7 8 9'",
    "TRAINING,   4, 3, 2, '4 6 8'",
    "VALIDATION, 4, 3, 1, '12'",
    "VALIDATION, 4, 1, 1, '12 13 14'",
    "TEST,       4, 3, 1, '15 16 17'",
    "TEST,       4, 5, 1, '15'",
    "TEST,      17, 1, 1, '17 18 19'",
    "TRAINING,  11, 1, 1, '11'"
  })
  void aWindowBelongsToThePartThatItsHorizonLiesIn(
      Part part, int history, int horizon, int stride, String expected) {
    WindowShape shape = WindowShape.forecast(history, horizon).stride(stride);
    int[] origins = origins(Windows.of(plain(), List.of(PARTS), part, shape));
    assertThat(origins)
        .containsExactly(
            java.util.Arrays.stream(expected.split(" ")).mapToInt(Integer::parseInt).toArray());
  }

  @ParameterizedTest
  @CsvSource({
    "TRAINING,   3, 0, 3, 12",
    "VALIDATION, 3, 0, 13, 15",
    "TEST,       3, 0, 16, 20",
    "TRAINING,   3, 1, 3, 11",
    "TEST,       3, 1, 15, 19",
    "TEST,       3, 2, 14, 18"
  })
  void aLabelLiesSomeStepsAhead(Part part, int history, int ahead, int first, int last) {
    Windows windows = Windows.of(plain(), List.of(PARTS), part, WindowShape.label(history, ahead));
    assertThat(origins(windows)).isSorted().startsWith(first).endsWith(last);
    assertThat(windows.count()).isEqualTo(last - first + 1);
  }

  @Test
  void historyAndHorizonInOneSequence() {
    Windows windows = Windows.of(plain(), List.of(PARTS), Part.TEST, WindowShape.forecast(2, 2));
    assertThat(windows.width()).isEqualTo(2);
    assertThat(windows.sequenceWidth()).isEqualTo(3);
    assertThat(history(windows, 0)).containsExactly(13, 113, 14, 114);
    assertThat(sequence(windows, 0)).containsExactly(13, 113, 1, 14, 114, 1, 0, 115, 0, 0, 116, 0);
    assertThat(targets(windows, 0)).containsExactly(15, 16);
    assertThat(weights(windows, 0)).containsExactly(1, 1);
    assertThat(windows.truth(0, 0)).containsExactly(15, 16);
    assertThat(windows.time(0, 1)).isEqualTo("2024-01-17");
    assertThat(windows.of(0)).isSameAs(windows.prepared().get(windows.series(0)));
  }

  @Test
  void rowsGoWhereTheyAreWanted() {
    Windows windows = Windows.of(plain(), List.of(PARTS), Part.TEST, WindowShape.forecast(2, 1));
    var into = new float[12];
    java.util.Arrays.fill(into, 9);
    windows.copySequence(0, into, 1, 4);
    assertThat(into).containsExactly(9, 13, 113, 1, 9, 14, 114, 1, 9, 0, 115, 0);
  }

  @Test
  void differencesAndTheirInverse() {
    FeatureSettings features = FeatureSettings.DEFAULT.difference(2);
    List<Series> series = read(SETTINGS, 20, i -> i * i + i % 3, i -> i);
    List<Prepared> prepared = prepare(series, features);
    Windows windows =
        Windows.of(prepared, List.of(PARTS), Part.TRAINING, WindowShape.forecast(3, 4));
    assertThat(windows.origin(0)).as("two more steps of history").isEqualTo(5);
    for (int window = 0; window < windows.count(); window++) {
      float[] targets = targets(windows, window);
      var scaled = IntStream.range(0, 4).mapToDouble(k -> targets[k]).toArray();
      assertThat(windows.unscale(window, 0, scaled))
          .containsExactly(windows.truth(window, 0), within(1e-3));
    }
  }

  @ParameterizedTest
  @CsvSource({"LOG, 0", "LOG, 3", "STANDARD, 1", "ROBUST, 0", "MIN_MAX, 7", "NONE, 1"})
  void predictionsComeBackInTheirOwnUnit(Scaler.Kind kind, int lag) {
    FeatureSettings features = FeatureSettings.DEFAULT.targets(kind).difference(lag);
    List<Series> series = read(SETTINGS, 20, i -> 5 + i * i + i % 3, i -> i);
    Windows windows =
        Windows.of(
            prepare(series, features), List.of(PARTS), Part.TEST, WindowShape.forecast(2, 5));
    float[] targets = targets(windows, 0);
    var scaled = IntStream.range(0, 5).mapToDouble(k -> targets[k]).toArray();
    assertThat(windows.unscale(0, 0, scaled)).containsExactly(windows.truth(0, 0), within(1e-2));
  }

  @Test
  void missingTargetsAreNotTrainedOn() {
    SeriesSettings settings = SETTINGS.missing(MissingPolicy.INTERPOLATE);
    List<Series> series = read(settings, 20, i -> i == 6 ? Double.NaN : i, i -> i);
    Windows windows =
        Windows.of(
            prepare(series, PLAIN), List.of(PARTS), Part.TRAINING, WindowShape.forecast(3, 3));
    assertThat(windows.origin(2)).isEqualTo(5);
    assertThat(weights(windows, 2)).containsExactly(1, 0, 1);
    assertThat(targets(windows, 2)).containsExactly(5, 0, 7);
    assertThat(windows.truth(2, 0)).containsExactly(5, Double.NaN, 7);
    List<Series> squares = read(settings, 20, i -> i == 6 ? Double.NaN : i * i, i -> i);
    List<Prepared> differences = prepare(squares, PLAIN.difference(2));
    Windows later =
        Windows.of(differences, List.of(PARTS), Part.TRAINING, WindowShape.forecast(3, 4));
    assertThat(weights(later, 0)).as("step 8 needs step 6").containsExactly(1, 0, 1, 0);
  }

  @Test
  void aGapOverTheOriginIsCarriedNotInterpolated() {
    SeriesSettings settings = SETTINGS.missing(MissingPolicy.INTERPOLATE);
    List<Series> series = read(settings, 20, i -> i == 7 || i == 8 ? Double.NaN : i, i -> i);
    Windows windows =
        Windows.of(
            prepare(series, PLAIN), List.of(PARTS), Part.TRAINING, WindowShape.forecast(4, 1));
    int at8 =
        IntStream.range(0, windows.count())
            .filter(w -> windows.origin(w) == 8)
            .findFirst()
            .orElseThrow();
    assertThat(history(windows, at8)).containsExactly(4, 5, 6, 6);
    assertThat(history(windows, at8 + 1)).containsExactly(5, 6, 6, 6);
    assertThat(history(windows, at8 + 2)).as("step 9 is known by now").containsExactly(6, 7, 8, 9);
  }

  @Test
  void gapsInWhatIsKnownAhead() {
    SeriesSettings settings = SETTINGS.known("x").missing(MissingPolicy.INTERPOLATE);
    List<Series> series = read(settings, 20, i -> i, i -> i == 17 ? Double.NaN : i);
    Windows windows =
        Windows.of(prepare(series, PLAIN), List.of(PARTS), Part.TEST, WindowShape.forecast(1, 3));
    assertThat(sequence(windows, 0))
        .as("17 is filled from 16")
        .endsWith(0, 15, 0, 0, 16, 0, 0, 16, 0);
    assertThat(sequence(windows, 1)).as("18 is in sight").endsWith(0, 16, 0, 0, 17, 0, 0, 18, 0);
  }

  @Test
  void fewerRowsThanAWindow() {
    assertThatThrownBy(
            () -> Windows.of(plain(), List.of(PARTS), Part.TRAINING, WindowShape.forecast(10, 3)))
        .isInstanceOf(BadData.class)
        .hasMessage(
            "days.csv: fewer rows than a window in training. Expected at least 13 steps (10 of "
                + "history, 3 ahead), found 12 steps. Give more rows, or make the window shorter or "
                + "the other parts smaller.");
    assertThatThrownBy(
            () -> Windows.of(plain(), List.of(PARTS), Part.TEST, WindowShape.forecast(2, 6)))
        .hasMessageContaining("fewer rows than a window in test")
        .hasMessageContaining("at least 6 steps ahead of a window's history, found 5 steps");
    Parts without = new Parts(20, 20, 20);
    assertThat(
            Windows.of(plain(), List.of(without), Part.VALIDATION, WindowShape.forecast(2, 3))
                .count())
        .as("a part that is left out")
        .isZero();
  }

  @Test
  void theFutureBeginsBehindTheLastTarget() {
    List<Series> series = read(SETTINGS, 20, i -> i, i -> i);
    Preparation preparation = Preparation.fit(series, List.of(PARTS), PLAIN);
    List<Prepared> ahead = List.of(preparation.apply(series.getFirst(), 3));
    Windows windows = Windows.future(ahead, WindowShape.forecast(4, 3));
    assertThat(windows.count()).isEqualTo(1);
    assertThat(windows.origin(0)).isEqualTo(20);
    assertThat(history(windows, 0)).containsExactly(16, 17, 18, 19);
    assertThat(sequence(windows, 0)).hasSize(14).endsWith(0, 0, 0, 0, 0, 0);
    assertThat(windows.time(0, 0)).isEqualTo("2024-01-21");
    assertThatThrownBy(() -> Windows.future(ahead, WindowShape.forecast(21, 3)))
        .isInstanceOf(BadData.class)
        .hasMessage(
            "days.csv: the history is shorter than the window. Expected at least 21 steps, found 20 "
                + "steps. Give more rows.");
  }

  @Test
  void allWindowsOfASeries() {
    Windows windows = Windows.all(plain(), WindowShape.label(18, 1));
    assertThat(origins(windows)).containsExactly(18, 19, 20);
    assertThat(Windows.all(plain(), WindowShape.whole()).history(0)).isEqualTo(20);
    assertThatThrownBy(() -> Windows.all(plain(), WindowShape.label(21, 1)))
        .hasMessageContaining("the history is shorter than the window");
    assertThat(windows.keep(w -> w == 1).origin(0)).isEqualTo(19);
  }

  @Test
  void severalSeriesAndWholeOnes() {
    Table table = TableTest.csv("key,y\na,1\na,2\nb,3\nb,4\nb,6\nc,7\nc,8\n");
    List<Series> series = Series.read(table, SeriesSettings.DEFAULT.key("key").past("y"));
    List<Parts> parts =
        List.of(
            Parts.whole(Part.TRAINING, 2),
            Parts.whole(Part.TRAINING, 3),
            Parts.whole(Part.TEST, 2));
    List<Prepared> prepared = Preparation.fit(series, parts, PLAIN.perSeries(false)).apply(series);
    Windows training = Windows.of(prepared, parts, Part.TRAINING, WindowShape.whole());
    assertThat(training.count()).isEqualTo(2);
    assertThat(history(training, 0)).containsExactly(1, 2);
    assertThat(history(training, 1)).containsExactly(3, 4, 6);
    assertThat(history(Windows.of(prepared, parts, Part.TEST, WindowShape.whole()), 0))
        .containsExactly(7, 8);
    Windows pairs = Windows.of(prepared, parts, Part.TRAINING, WindowShape.label(2, 0));
    assertThat(origins(pairs)).containsExactly(2, 2, 3);
    assertThat(pairs.series(2)).isEqualTo(1);
  }

  @Test
  void shapesAreChecked() {
    assertThatThrownBy(() -> WindowShape.forecast(0, 1))
        .hasMessage("history must be at least 1 step, was 0");
    assertThatThrownBy(() -> WindowShape.forecast(1, 0))
        .hasMessage("horizon must be at least 1 step, was 0");
    assertThatThrownBy(() -> WindowShape.label(1, -1))
        .hasMessage("ahead must be at least 0 steps, was -1");
    assertThatThrownBy(() -> WindowShape.whole().stride(0)).hasMessageContaining("stride");
  }
}
