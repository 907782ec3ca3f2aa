package sluice.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.data.Split.Amount;
import sluice.data.Split.From;
import sluice.data.Split.Share;
import sluice.data.Split.Steps;

class SplitTest {
  private static Series days(int count) {
    return SeriesFixture.days(count, i -> i);
  }

  @Test
  void stepsSharesAndDates() {
    List<Series> series = List.of(days(100));
    assertThat(new Split(new Steps(10), new Steps(20)).of(series))
        .containsExactly(new Parts(70, 80, 100));
    assertThat(new Split(new Share(0.1), new Share(0.25)).of(series))
        .containsExactly(new Parts(65, 75, 100));
    Split dates = new Split(Amount.parse("2024-02-01"), Amount.parse("2024-03-01"));
    assertThat(dates.of(series)).containsExactly(new Parts(31, 60, 100));
    assertThat(new Split(new Steps(0), new Steps(0)).of(series))
        .containsExactly(new Parts(100, 100, 100));
  }

  @Test
  void eachSeriesIsCutByItself() {
    assertThat(new Split(new Steps(0), new Share(0.5)).of(List.of(days(10), days(20))))
        .containsExactly(new Parts(5, 5, 10), new Parts(10, 10, 20));
  }

  @Test
  void partsFollowOneAnother() {
    Parts parts = new Parts(5, 7, 10);
    assertThat(parts.from(Part.TRAINING)).isZero();
    assertThat(parts.to(Part.TRAINING)).isEqualTo(5).isEqualTo(parts.from(Part.VALIDATION));
    assertThat(parts.to(Part.VALIDATION)).isEqualTo(7).isEqualTo(parts.from(Part.TEST));
    assertThat(parts.to(Part.TEST)).isEqualTo(10);
    assertThatThrownBy(() -> new Parts(5, 4, 10)).hasMessageContaining("follow one another");
  }

  @Test
  void aSplitMustLeaveSomethingForTraining() {
    assertThatThrownBy(() -> new Split(new Steps(10), new Steps(90)).of(List.of(days(100))))
        .isInstanceOf(BadData.class)
        .hasMessage(
            "days.csv: the split leaves no step for training. Expected more than 100 steps, found "
                + "100. Make test and validation smaller, or give more rows.");
  }

  @Test
  void wholeSequencesHaveNoDate() {
    assertThatThrownBy(() ->
            new Split(new Steps(0), new From(LocalDateTime.MIN))
                .deal(new int[] {0, 1}, new int[] {1, 1}, Split.Fold.ONLY, "days.csv"))
        .hasMessageContaining("not by a date");
  }

  @Test
  void amountsAreRead() {
    assertThat(Amount.parse("730")).isEqualTo(new Steps(730));
    assertThat(Amount.parse("0.2")).isEqualTo(Amount.parse(".2")).isEqualTo(new Share(0.2));
    assertThat(Amount.parse("1987-01-02 06:00"))
        .isEqualTo(new From(LocalDateTime.parse("1987-01-02T06:00")));
    assertThatThrownBy(() -> Amount.parse("20%")).hasMessageContaining("found \"20%\"");
    assertThatThrownBy(() -> new Steps(-1)).hasMessageContaining("at least 0");
    assertThatThrownBy(() -> new Share(1)).hasMessageContaining("below 1");
    Series rows =
        Series.read(TableTest.csv("y\n1\n2\n"), SeriesSettings.DEFAULT.targets("y")).getFirst();
    assertThatThrownBy(() -> new Split(new Steps(0), Amount.parse("2024-01-01")).of(List.of(rows)))
        .hasMessageContaining("needs columns of times");
  }
}
