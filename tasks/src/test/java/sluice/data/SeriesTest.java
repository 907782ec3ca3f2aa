package sluice.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {
  private static final SeriesSettings SETTINGS =
      SeriesSettings.DEFAULT.time(TimeSettings.of("date")).targets("y");

  @Test
  void aKeyTellsSeriesApart() {
    Table table =
        TableTest.csv(
            "key,date,y,w\nb,2024-01-01,1,x\na,2024-01-01,2,y\nb,2024-01-02,3,x\na,2024-01-02,4,z\n");
    List<Series> series = Series.read(table, SETTINGS.key("key").known("w").categories("w"));
    assertThat(series).extracting(Series::key).containsExactly("b", "a");
    assertThat(series.get(1).values("y")).containsExactly(2, 4);
    assertThat(series.get(1).column("w").text(1)).isEqualTo("z");
    assertThat(series.get(1).line(1)).isEqualTo(5);
    assertThat(series.get(0).timeline().step()).hasToString("day");
    assertThat(series.get(0).has("w")).isTrue();
    assertThat(series.get(0).has("key")).isFalse();
  }

  @Test
  void errorsNameTheSeries() {
    Table table = TableTest.csv("key,date,y\nb,2024-01-01,1\na,2024-01-01,2\nb,2024-01-01,3\n");
    assertThatThrownBy(() -> Series.read(table, SETTINGS.key("key")))
        .hasMessageContaining("row 4, column \"date\": the same time of series \"b\" as in row 2");
    Table order = TableTest.csv("key,date,y\nb,2024-01-02,1\nb,2024-01-01,3\n");
    assertThatThrownBy(() -> Series.read(order, SETTINGS.key("key")))
        .hasMessageContaining("row 3, column \"date\": out of order of series \"b\"");
    Table noKey = TableTest.csv("key,date,y\nb,2024-01-02,1\n,2024-01-01,3\n");
    assertThatThrownBy(() -> Series.read(noKey, SETTINGS.key("key")))
        .hasMessageContaining("row 3, column \"key\": a row without a key");
  }

  @Test
  void columnsMustBeThereAndNumbersMustBeNumbers() {
    Table table = TableTest.csv("date,y,w\n2024-01-01,1,x\n2024-01-02,2,y\n");
    assertThatThrownBy(() -> Series.read(table, SETTINGS.targets("yy")))
        .isInstanceOf(BadData.class)
        .hasMessageContaining("there is no column \"yy\". Did you mean \"y\"?");
    assertThatThrownBy(() -> Series.read(table, SETTINGS.past("w")))
        .hasMessageContaining("row 2, column \"w\": not a finite number")
        .hasMessageContaining("or the column to categories");
    assertThatThrownBy(() -> Series.read(table, SETTINGS.time(TimeSettings.of("dat"))))
        .hasMessageContaining("Did you mean \"date\"?");
    Table empty = TableTest.csv("date,y\n2024-01-01,\n2024-01-02,\n");
    assertThatThrownBy(() -> Series.read(empty, SETTINGS))
        .hasMessage("test.csv, column \"y\": no row has a value.");
  }

  @Test
  void theLabelIsThereIfTheTableHasIt() {
    Table table = TableTest.csv("date,y\n2024-01-01,1\n2024-01-02,2\n");
    Series series = Series.read(table, SETTINGS.label("class")).getFirst();
    assertThat(series.has("class")).isFalse();
    assertThatThrownBy(() -> series.column("class"))
        .isInstanceOf(BadData.class)
        .hasMessageContaining("there is no column \"class\"");
  }

  @Test
  void stepsWithoutARowAreMissing() {
    Table table = TableTest.csv("date,y\n2024-01-01,1\n2024-01-02,2\n2024-01-05,5\n");
    Series series = Series.read(table, SETTINGS.missing(MissingPolicy.CARRY)).getFirst();
    assertThat(series.length()).isEqualTo(5);
    assertThat(series.inserted()).isEqualTo(2);
    assertThat(series.values("y")).containsExactly(1, 2, Double.NaN, Double.NaN, 5);
    assertThat(series.line(2)).isZero();
    assertThat(series.line(4)).isEqualTo(4);
  }

  @Test
  void rowsBehindTheLastTargetAreNotObserved() {
    Table table = TableTest.csv("date,y,k\n2024-01-01,1,1\n2024-01-02,2,2\n2024-01-03,,3\n");
    assertThat(Series.read(table, SETTINGS.known("k")).getFirst().observed()).isEqualTo(2);
    assertThat(Series.read(table, SeriesSettings.DEFAULT.known("k")).getFirst().observed())
        .isEqualTo(3);
  }

  @Test
  void noColumnHasTwoRoles() {
    assertThatThrownBy(() -> SETTINGS.past("y")).hasMessageContaining("y is named twice");
    assertThatThrownBy(() -> SETTINGS.known("k").label("k")).hasMessageContaining("known ahead");
    assertThatThrownBy(() -> SETTINGS.categories("k"))
        .hasMessageContaining("must be named under past or known");
  }
}
