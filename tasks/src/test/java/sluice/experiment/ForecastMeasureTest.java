package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.data.BadData;
import sluice.data.Measured;
import sluice.data.Part;
import sluice.metric.Metric;
import sluice.metric.Score;

/** What stands beside a forecaster, and how both are measured. */
class ForecastMeasureTest {
  /** Ten days of training, five of test; a week is 1 2 3 4 5 6 7 and then a jump. */
  private static final double[] VALUES = {1, 2, 3, 4, 5, 6, 7, 1, 2, 4, 4, 5, 6, 9, 1};

  private static final String YAML =
      """
      name: few
      task: forecast
      data: {file: few.csv, time: date, target: value, missing: carry}
      window: {history: 2, horizon: 2}
      split: {validation: 0, test: 5}
      model: {layers: [{rnn: 1}]}
      training: {epochs: 1, early_stopping: none}
      """;

  @TempDir private Path folder;

  @Test
  void errorsAndScalesAreThoseWorkedOutByHand() {
    List<Measured> all = measured();
    assertThat(all.stream().map(Measured::name))
        .containsExactly(
            "RNN 1", "last value", "seasonal naive", "drift", "mean of the last seasons");
    assertThat(all).allMatch(measured -> measured.examples() == 4);
    // origins 10 to 13 with last values 4 4 5 6, then 4 5, 5 6, 6 9, 9 1
    assertThat(mae(all, "last value"))
        .isCloseTo((0 + 1 + 1 + 2 + 1 + 4 + 3 + 5) / 8.0, within(1e-12));
    // a week before: 4 5 6 7 1 (2) at days 10 … 14: days 3, 4, 5, 6, 7
    assertThat(mae(all, "seasonal naive"))
        .isCloseTo((0 + 0 + 0 + 0 + 0 + 2 + 2 + 0) / 8.0, within(1e-12));
    // MASE: mean |y(t) − y(t − 7)| of the training part: days 7, 8, 9 less days 0, 1, 2
    double scale = (0 + 0 + 1) / 3.0;
    assertThat(score(all, "seasonal naive", Metric.MASE).value().orElseThrow())
        .isCloseTo(0.5 / scale, within(1e-12));
  }

  @Test
  void aMissingTruthIsLeftOutAndCounted() {
    List<Measured> all = measured("12");
    Score score = score(all, "last value", Metric.MAE);
    assertThat(score.omitted()).isEqualTo(2); // day 12 lies in two of the windows
    // the last known value stands in before origin 13
    assertThat(score.value().orElseThrow()).isCloseTo((0 + 1 + 1 + 4 + 4 + 4) / 6.0, within(1e-12));
  }

  @Test
  void aBaselineThatLacksItsPastIsLeftOutForAllWindows() {
    List<Measured> all = measured("window.season=11");
    assertThat(all.stream().map(Measured::name)).containsExactly("RNN 1", "last value", "drift");
    assertThat(score(all, "drift", Metric.MASE).reason()).contains("season of 11");
  }

  @Test
  void withoutATargetThatIsKnownThereIsNothingToLearn() {
    String holes = "3 5 7 9"; // never two known ones in a row from day 2 on
    write(holes);
    Experiment direct =
        SmallRuns.experiment(folder, YAML, "model.decoder=direct", "window.stride=2");
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> Run.plan(direct))
        .withMessageContaining("too many missing values in training")
        .withMessageContaining("model.decoder");
    assertThat(Run.plan(SmallRuns.experiment(folder, YAML)).examples(Part.TRAINING)).isEqualTo(7);
  }

  private List<Measured> measured(String... changes) {
    boolean setting = changes.length > 0 && changes[0].contains("=");
    write(changes.length > 0 && !setting ? changes[0] : "");
    Experiment experiment =
        setting ? SmallRuns.experiment(folder, YAML, changes) : SmallRuns.experiment(folder, YAML);
    TableJob job = TableJob.of(experiment, DataSet.read(experiment));
    return job.measure(job.model(), Part.TEST);
  }

  private void write(String holes) {
    List<String> missing = List.of(holes.split(" "));
    List<String> rows = new ArrayList<>(List.of("date,value"));
    for (int day = 0; day < VALUES.length; day++) {
      String value = missing.contains(Integer.toString(day)) ? "" : Double.toString(VALUES[day]);
      rows.add(SmallRuns.day(day) + "," + value);
    }
    SmallRuns.write(folder.resolve("few.csv"), rows);
  }

  private static double mae(List<Measured> all, String name) {
    return score(all, name, Metric.MAE).value().orElseThrow();
  }

  private static Score score(List<Measured> all, String name, Metric metric) {
    Optional<Measured> found = all.stream().filter(m -> m.name().equals(name)).findFirst();
    return found.orElseThrow().scores().stream()
        .filter(score -> score.metric().equals(metric))
        .findFirst()
        .orElseThrow();
  }
}
