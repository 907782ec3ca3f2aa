package sluice.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sluice.data.SeriesFixture.SETTINGS;
import static sluice.data.SeriesFixture.read;

import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.data.CalendarSettings.Encoding;
import sluice.data.Feature.Role;

class PreparationTest {
  private static final FeatureSettings FEATURES = FeatureSettings.DEFAULT;

  private static Preparation fit(List<Series> series, int training, FeatureSettings features) {
    List<Parts> parts =
        series.stream()
            .map(one -> new Parts(training, training, Math.max(training, one.observed())))
            .toList();
    return Preparation.fit(series, parts, features);
  }

  private static float[] column(Prepared prepared, String name) {
    List<String> names = prepared.preparation().inputs().stream().map(Feature::name).toList();
    int at = names.indexOf(name);
    assertThat(at).as(name + " of " + names).isNotNegative();
    var all = new float[prepared.rows() * prepared.width()];
    prepared.copyInputs(0, prepared.rows(), prepared.rows(), all, 0, prepared.width());
    var column = new float[prepared.rows()];
    for (int i = 0; i < column.length; i++) {
      column[i] = all[i * prepared.width() + at];
    }
    return column;
  }

  @Test
  void inputsAreTargetsThenPastThenKnownThenCalendar() {
    Table table =
        TableTest.csv(
            "date,y,w,k,s\n2024-01-01,1,rain,1,a\n2024-01-02,2,sun,3,b\n2024-01-03,4,rain,5,a\n");
    SeriesSettings settings = SETTINGS.past("w").known("k", "s").categories("s", "w");
    List<Series> series = Series.read(table, settings);
    CalendarSettings calendar = CalendarSettings.DEFAULT.month(Encoding.WAVE);
    Preparation preparation = fit(series, 3, FEATURES.calendar(calendar));
    assertThat(preparation.inputs())
        .containsExactly(
            new Feature("y", Role.TARGET),
            new Feature("w=rain", Role.PAST),
            new Feature("w=sun", Role.PAST),
            new Feature("k", Role.KNOWN),
            new Feature("s=a", Role.KNOWN),
            new Feature("s=b", Role.KNOWN),
            new Feature("month.sin", Role.KNOWN),
            new Feature("month.cos", Role.KNOWN));
    assertThat(preparation.knownAhead()).isEqualTo(5);
    Prepared prepared = preparation.apply(series).getFirst();
    assertThat(prepared.width()).isEqualTo(8);
    assertThat(column(prepared, "w=rain")).containsExactly(1, 0, 1);
    assertThat(column(prepared, "s=b")).containsExactly(0, 1, 0);
    assertThat(column(prepared, "k")[1]).isZero();
    assertThat(prepared.values(0)).containsExactly(1, 2, 4);
  }

  @Test
  void scalersAreThoseOfTheTrainingPart() {
    List<Series> series = read(SETTINGS, 10, i -> i < 6 ? i : 1000, i -> i);
    Prepared prepared =
        fit(series, 6, FEATURES.targets(Scaler.Kind.MIN_MAX)).apply(series).getFirst();
    assertThat(column(prepared, "y")).startsWith(0, 0.2f, 0.4f).endsWith(200);
  }

  @Test
  void seriesAreScaledApartOrTogether() {
    Table table = TableTest.csv("key,y\na,0\na,1\nb,100\nb,102\n", CsvSettings.DEFAULT);
    List<Series> series = Series.read(table, SeriesSettings.DEFAULT.key("key").targets("y"));
    FeatureSettings features = FEATURES.targets(Scaler.Kind.MIN_MAX);
    List<Prepared> apart = fit(series, 2, features).apply(series);
    assertThat(column(apart.get(1), "y")).containsExactly(0, 1);
    List<Prepared> together = fit(series, 2, features.perSeries(false)).apply(series);
    assertThat(column(together.get(1), "y")).containsExactly(100 / 102f, 1);
    Table other = TableTest.csv("key,y\nc,0\nc,1\n");
    List<Series> stranger = Series.read(other, SeriesSettings.DEFAULT.key("key").targets("y"));
    assertThat(fit(series, 2, features.perSeries(false)).apply(stranger)).hasSize(1);
    assertThatThrownBy(() -> fit(series, 2, features).apply(stranger))
        .isInstanceOf(BadData.class)
        .hasMessage(
            "test.csv, column \"y\": series \"c\" was not there in training. Set scale.per to "
                + "global, or train again with this series.");
  }

  @Test
  void propertiesOfSeriesAreScaledTogether() {
    Table table = TableTest.csv("key,y,size\na,0,10\na,1,10\nb,100,30\nb,102,30\n");
    SeriesSettings settings = SeriesSettings.DEFAULT.key("key").targets("y").known("size");
    List<Series> series = Series.read(table, settings);
    List<Prepared> prepared = fit(series, 2, FEATURES).apply(series);
    assertThat(column(prepared.get(0), "size")).containsExactly(-1, -1);
    assertThat(column(prepared.get(1), "size")).containsExactly(1, 1);
  }

  @Test
  void missingValuesAreRefused() {
    List<Series> series = read(SETTINGS, 10, i -> i == 3 || i == 7 ? Double.NaN : i, i -> i);
    Preparation preparation = fit(series, 6, FEATURES);
    assertThatThrownBy(() -> preparation.apply(series))
        .isInstanceOf(BadData.class)
        .hasMessage(
            "days.csv, row 4, column \"y\": the first of 2 missing values at 2024-01-04. Fill it in, "
                + "or set missing to interpolate, carry, mask or mean.");
    List<Series> one = read(SETTINGS.past("x"), 10, i -> i, i -> i == 9 ? Double.NaN : i);
    assertThatThrownBy(() -> fit(one, 6, FEATURES).apply(one))
        .hasMessageContaining("row 10, column \"x\": a missing value at 2024-01-10");
    List<Series> last = read(SETTINGS, 10, i -> i == 9 ? Double.NaN : i, i -> i);
    assertThatThrownBy(() -> fit(last, 6, FEATURES))
        .hasMessageContaining("row 10, column \"y\": a missing value at 2024-01-10");
  }

  @Test
  void missingValuesAreMasked() {
    SeriesSettings settings = SETTINGS.past("x").missing(MissingPolicy.MASK);
    List<Series> series =
        read(settings, 6, i -> i == 2 ? Double.NaN : i, i -> i == 3 ? Double.NaN : 2 * i);
    Preparation preparation = fit(series, 6, FEATURES);
    assertThat(preparation.inputs())
        .extracting(Feature::name)
        .containsExactly("y", "y.missing", "x", "x.missing");
    assertThat(preparation.masked()).containsExactly("y", "x");
    Prepared prepared = preparation.apply(series).getFirst();
    assertThat(column(prepared, "y")[2]).isZero();
    assertThat(column(prepared, "y.missing")).containsExactly(0, 0, 1, 0, 0, 0);
    assertThat(column(prepared, "x.missing")).containsExactly(0, 0, 0, 1, 0, 0);
    List<Series> later = read(settings, 6, i -> i, i -> i);
    Preparation without = fit(later, 6, FEATURES);
    assertThat(without.masked()).isEmpty();
    assertThatThrownBy(() -> without.apply(series))
        .isInstanceOf(BadData.class)
        .hasMessageContaining("The column had none in training");
  }

  @Test
  void missingNames() {
    String text = "y,w\n1,a\n2,\n3,b\n4,a\n";
    SeriesSettings settings = SeriesSettings.DEFAULT.targets("y").past("w").categories("w");
    List<Series> carry = Series.read(TableTest.csv(text), settings.missing(MissingPolicy.CARRY));
    assertThat(column(fit(carry, 4, FEATURES).apply(carry).getFirst(), "w=a"))
        .containsExactly(1, 1, 0, 1);
    List<Series> mask = Series.read(TableTest.csv(text), settings.missing(MissingPolicy.MASK));
    Prepared masked = fit(mask, 4, FEATURES).apply(mask).getFirst();
    assertThat(column(masked, "w=a")).containsExactly(1, 0, 0, 1);
    assertThat(column(masked, "w.missing")).containsExactly(0, 1, 0, 0);
    List<Series> refuse = Series.read(TableTest.csv(text), settings);
    Preparation preparation = fit(refuse, 4, FEATURES);
    assertThatThrownBy(() -> preparation.apply(refuse))
        .hasMessageContaining("row 3, column \"w\": a missing value");
  }

  @Test
  void constantColumns() {
    List<Series> series = read(SETTINGS.past("x"), 10, i -> i, i -> i < 6 ? 3 : i);
    assertThatThrownBy(() -> fit(series, 6, FEATURES))
        .isInstanceOf(BadData.class)
        .hasMessage(
            "days.csv, column \"x\": the same value in all of the training part. Expected at least "
                + "two different values, found 3 in 6 steps. Leave the column out, or check that the "
                + "right one is named.");
    List<Series> straight = read(SETTINGS, 10, i -> 2 * i, i -> i);
    assertThatThrownBy(() -> fit(straight, 6, FEATURES.difference(1)))
        .hasMessageContaining("its differences are the same");
    List<Series> known = read(SETTINGS.known("x"), 10, i -> i, i -> 3);
    Preparation preparation = fit(known, 6, FEATURES);
    assertThat(preparation.notes())
        .containsExactly("Column \"x\" is constant in training: it tells nothing.");
    assertThat(column(preparation.apply(known).getFirst(), "x")).containsOnly(0);
    List<Series> late =
        read(
            SETTINGS.past("x").missing(MissingPolicy.CARRY),
            10,
            i -> i,
            i -> i < 6 ? Double.NaN : i);
    assertThatThrownBy(() -> fit(late, 6, FEATURES))
        .hasMessageContaining("column \"x\": no value in the training part");
  }

  @Test
  void logarithmsNeedValuesAboveMinusOne() {
    FeatureSettings log = FEATURES.targets(Scaler.Kind.LOG);
    List<Series> series = read(SETTINGS, 10, i -> i == 4 ? -1 : i, i -> i);
    assertThatThrownBy(() -> fit(series, 6, log))
        .isInstanceOf(BadData.class)
        .hasMessageContaining("row 5, column \"y\": a value without a logarithm at 2024-01-05")
        .hasMessageContaining("found -1");
    List<Series> later = read(SETTINGS, 10, i -> i == 8 ? -1 : i, i -> i);
    Preparation preparation = fit(later, 6, log);
    assertThatThrownBy(() -> preparation.apply(later)).hasMessageContaining("row 9");
  }

  @Test
  void namesThatWereNotThereInTraining() {
    Table table = TableTest.csv("y,w\n1,a\n2,b\n3,c\n");
    SeriesSettings settings = SeriesSettings.DEFAULT.targets("y").past("w").categories("w");
    List<Series> series = Series.read(table, settings);
    assertThatThrownBy(() -> fit(series, 2, FEATURES).apply(series))
        .isInstanceOf(BadData.class)
        .hasMessage(
            "test.csv, row 4, column \"w\": a name that was not there in training. Expected one of a,"
                + " b, found \"c\". Correct the cell, or train again with rows of this name.");
    Prepared prepared =
        fit(series, 2, FEATURES.unseen(Categories.Unseen.OTHER)).apply(series).getFirst();
    assertThat(column(prepared, "w=a")).containsExactly(1, 0, 0);
    assertThat(column(prepared, "w=b")).containsExactly(0, 1, 0);
    StringBuilder many = new StringBuilder("y,w\n");
    for (int i = 0; i < 1001; i++) {
      many.append(i).append(",w").append(i).append('\n');
    }
    List<Series> wide = Series.read(TableTest.csv(many.toString()), settings);
    assertThatThrownBy(() -> fit(wide, 1001, FEATURES))
        .hasMessageContaining("column \"w\": too many names");
  }

  @Test
  void anotherStepThanInTraining() {
    List<Series> days = read(SETTINGS, 10, i -> i, i -> i);
    Preparation preparation = fit(days, 6, FEATURES);
    List<Series> months =
        Series.read(TableTest.csv("date,y\n2024-01,1\n2024-02,2\n2024-03,4\n"), SETTINGS);
    assertThatThrownBy(() -> preparation.apply(months))
        .isInstanceOf(BadData.class)
        .hasMessage(
            "test.csv: steps of another length than in training. Expected one day, found one month.");
    assertThat(preparation.series().time().step()).isEqualTo("day");
  }

  @Test
  void whatIsKnownAheadMustBeGivenAhead() {
    List<Series> series = read(SETTINGS.known("x"), 10, i -> i < 8 ? i : Double.NaN, i -> i);
    Preparation preparation = fit(series, 6, FEATURES);
    assertThat(preparation.notes())
        .containsExactly("The last 2 rows have no target and are left out.");
    Prepared prepared = preparation.apply(series.getFirst(), 2);
    assertThat(prepared.rows()).isEqualTo(10);
    assertThat(column(prepared, "x")[9]).isPositive();
    assertThat(column(prepared, "y")).endsWith(0, 0);
    assertThatThrownBy(() -> preparation.apply(series.getFirst(), 3))
        .isInstanceOf(BadData.class)
        .hasMessage(
            "days.csv, column \"x\": columns known ahead end too early. Expected 3 rows behind the "
                + "last target, found 2. Give the coming rows: x filled in, the target empty.");
  }

  @Test
  void rowsThatAreNotEquallySpacedHaveNoTimesAhead() {
    SeriesSettings settings = SETTINGS.time(TimeSettings.of("date").step(Step.ROW));
    List<Series> series = read(settings, 10, i -> i, i -> i);
    CalendarSettings calendar = CalendarSettings.DEFAULT.month(Encoding.WAVE);
    Preparation preparation = fit(series, 6, FEATURES.calendar(calendar));
    assertThat(preparation.apply(series)).hasSize(1);
    assertThatThrownBy(() -> preparation.apply(series.getFirst(), 1))
        .hasMessageContaining("rows that are not equally spaced have no times ahead");
  }

  @Test
  void valuesTooFarFromTraining() {
    List<Series> series = read(SETTINGS, 10, i -> i == 8 ? 1e300 : i, i -> i);
    Preparation preparation = fit(series, 6, FEATURES);
    assertThatThrownBy(() -> preparation.apply(series))
        .isInstanceOf(BadData.class)
        .hasMessageContaining("row 9, column \"y\": a value too far from those of training")
        .hasMessageContaining("Found 1.0E300");
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> FEATURES.difference(-1)).hasMessageContaining("at least 0");
    assertThatThrownBy(() -> Preparation.fit(List.of(), List.of(), FEATURES))
        .hasMessageContaining("every series needs its parts");
    assertThat(FEATURES.inputs(Scaler.Kind.NONE).inputs()).isEqualTo(Scaler.Kind.NONE);
  }
}
