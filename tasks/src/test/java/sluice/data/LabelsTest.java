package sluice.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.data.Labels.Form;

class LabelsTest {
  private static final SeriesSettings SETTINGS = SeriesSettings.DEFAULT.past("x").label("w");
  private static final String WEATHER = "x,w\n1,rain\n2,sun\n4,sun\n3,fog\n6,rain\n7,sun\n";

  private static Windows windows(
      String text, SeriesSettings settings, Part part, WindowShape shape) {
    List<Series> series = Series.read(TableTest.csv(text), settings);
    int length = series.getFirst().length();
    List<Parts> parts = List.of(new Parts(length - 2, length - 2, length));
    List<Prepared> prepared = Preparation.fit(series, parts, FeatureSettings.DEFAULT).apply(series);
    return Windows.of(prepared, parts, part, shape);
  }

  @Test
  void classesAreThoseOfTheTrainingWindows() {
    Windows training = windows(WEATHER, SETTINGS, Part.TRAINING, WindowShape.label(1, 1));
    Labels labels = Labels.fit("w", Form.VALUE, training);
    assertThat(labels.classes()).containsExactly("fog", "sun");
    assertThat(labels.index(training, 0)).isEqualTo(1);
    assertThat(labels.before(training, 1)).isEqualTo(1);
    assertThat(labels.before(training, 0)).as("rain is no class").isEqualTo(-1);
    Windows test = windows(WEATHER, SETTINGS, Part.TEST, WindowShape.label(1, 1));
    assertThatThrownBy(() -> labels.index(test, 0))
        .isInstanceOf(BadData.class)
        .hasMessage(
            "test.csv, row 6, column \"w\": a label that was not there in training. Expected one of "
                + "fog, sun, found \"rain\". Correct the cell, or train again with rows of this "
                + "label.");
  }

  @Test
  void aDirectionIsUpOrDown() {
    Windows training = windows(WEATHER, SETTINGS, Part.TRAINING, WindowShape.label(1, 1));
    Labels labels = Labels.fit("x", Form.DIRECTION, training);
    assertThat(labels.classes()).containsExactly("down", "up");
    assertThat(labels.index(training, 0)).isEqualTo(1);
    assertThat(labels.index(training, 2)).as("4 to 3").isZero();
    assertThat(labels.before(training, 0)).as("nothing before").isEqualTo(-1);
    assertThat(labels.before(training, 2)).as("2 to 4").isEqualTo(1);
    assertThatThrownBy(() ->
            Labels.fit(
                "x",
                Form.DIRECTION,
                windows(WEATHER, SETTINGS, Part.TRAINING, WindowShape.label(1, 0))))
        .hasMessageContaining("a direction needs a step ahead");
    Windows text = windows(WEATHER, SETTINGS, Part.TRAINING, WindowShape.label(1, 1));
    assertThatThrownBy(() -> Labels.fit("w", Form.DIRECTION, text).index(text, 0))
        .isInstanceOf(BadData.class)
        .hasMessageContaining("row 3, column \"w\": not a finite number");
  }

  @Test
  void theLabelIsNoInputOfItsOwnStep() {
    SeriesSettings settings = SETTINGS.past("x", "w").categories("w");
    Windows ahead =
        windows(WEATHER.replace("fog", "sun"), settings, Part.TRAINING, WindowShape.label(1, 1));
    assertThat(ahead.count()).isEqualTo(3);
    assertThatThrownBy(() ->
            windows(
                WEATHER.replace("fog", "sun"), settings, Part.TRAINING, WindowShape.label(1, 0)))
        .hasMessageContaining("the label w is an input of the very step it is predicted for");
  }

  @Test
  void missingLabels() {
    String text = WEATHER.replace("fog", "");
    Windows refuse = windows(text, SETTINGS, Part.TRAINING, WindowShape.label(1, 1));
    assertThatThrownBy(() -> Labels.fit("w", Form.VALUE, refuse))
        .isInstanceOf(BadData.class)
        .hasMessageContaining("row 5, column \"w\": a missing value");
    SeriesSettings carry = SETTINGS.missing(MissingPolicy.CARRY);
    Windows windows = windows(text, carry, Part.TRAINING, WindowShape.label(1, 0));
    Labels labels = Labels.fit("w", Form.VALUE, windows);
    Windows kept = windows.keep(w -> labels.has(windows, w));
    assertThat(kept.count()).isEqualTo(windows.count() - 1);
    assertThatThrownBy(() -> labels.index(windows, 3)).hasMessageContaining("a missing value");
    Windows beyond = Windows.all(windows.prepared(), WindowShape.label(1, 1));
    assertThat(labels.has(beyond, beyond.count() - 1)).isFalse();
  }

  @Test
  void oneClassIsNone() {
    Windows windows =
        windows("x,w\n1,a\n2,a\n3,a\n4,a\n5,b\n", SETTINGS, Part.TRAINING, WindowShape.label(1, 0));
    assertThatThrownBy(() -> Labels.fit("w", Form.VALUE, windows))
        .isInstanceOf(BadData.class)
        .hasMessage(
            "test.csv, column \"w\": the label has the same value in all training windows. Expected "
                + "at least two classes, found \"a\". Check that the right column is named, and how "
                + "the data are split.");
  }

  @Test
  void aSequenceHasOneLabel() {
    String text = "key,x,w\na,1,one\na,2,one\nb,3,two\nb,5,two\nc,5,one\nc,6,two\n";
    List<Series> series = Series.read(TableTest.csv(text), SETTINGS.key("key"));
    List<Parts> parts =
        List.of(
            Parts.whole(Part.TRAINING, 2),
            Parts.whole(Part.TRAINING, 2),
            Parts.whole(Part.TEST, 2));
    List<Prepared> prepared =
        Preparation.fit(series, parts, FeatureSettings.DEFAULT.perSeries(false)).apply(series);
    Windows training = Windows.of(prepared, parts, Part.TRAINING, WindowShape.whole());
    Labels labels = Labels.fit("w", Form.VALUE, training);
    assertThat(labels.classes()).containsExactly("one", "two");
    assertThat(labels.index(training, 1)).isEqualTo(1);
    assertThat(labels.before(training, 1)).isEqualTo(-1);
    Windows test = Windows.of(prepared, parts, Part.TEST, WindowShape.whole());
    assertThatThrownBy(() -> labels.index(test, 0))
        .isInstanceOf(BadData.class)
        .hasMessageContaining(
            "row 6, column \"w\": a label that changes within one sequence of series \"c\"")
        .hasMessageContaining("Expected \"two\" as in its last row, found \"one\"");
  }

  @Test
  void numbersToBePredicted() {
    String text = "x,w\n1,10\n2,20\n3,\n4,40\n5,50\n6,60\n";
    SeriesSettings carry = SETTINGS.missing(MissingPolicy.CARRY);
    Windows windows = windows(text, carry, Part.TRAINING, WindowShape.label(1, 0));
    NumberLabels numbers = NumberLabels.fit("w", Scaler.Kind.MIN_MAX, windows);
    assertThat(numbers.value(windows, 1)).isEqualTo(20);
    assertThat(numbers.has(windows, 2)).isFalse();
    assertThat(numbers.scaler().scale(40)).isEqualTo(1);
    assertThat(numbers.scaler().shift()).isEqualTo(10);
    Windows refuse = windows(text, SETTINGS, Part.TRAINING, WindowShape.label(1, 0));
    assertThatThrownBy(() -> NumberLabels.fit("w", Scaler.Kind.NONE, refuse))
        .hasMessageContaining("row 4, column \"w\": a missing value");
    assertThatThrownBy(() -> NumberLabels.fit("x", Scaler.Kind.LOG, refuse.keep(w -> w == 0)))
        .hasMessageContaining("the same in all training windows");
    Windows words = windows(WEATHER, SETTINGS, Part.TRAINING, WindowShape.label(1, 0));
    assertThatThrownBy(() -> NumberLabels.fit("w", Scaler.Kind.NONE, words))
        .hasMessageContaining("row 2, column \"w\": not a finite number")
        .hasMessageContaining("found \"rain\"");
    assertThat(NumberLabels.fit("x", Scaler.Kind.LOG, words).scaler().kind())
        .isEqualTo(Scaler.Kind.LOG);
  }
}
