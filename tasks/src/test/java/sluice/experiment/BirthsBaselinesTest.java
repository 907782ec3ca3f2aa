package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import sluice.data.Measured;
import sluice.data.Part;
import sluice.metric.Metric;

/** The published errors of naive forecasts on US births, on the very windows that are tested. */
class BirthsBaselinesTest {
  private static final String BIRTHS =
      """
      task: forecast
      data: {file: us-births-1969-1988.csv, time: [year, month, date_of_month], target: births}
      split: {validation: 365, test: 730}
      model: {layers: [{rnn: 1}]}
      """;

  @Test
  void fourteenDaysAhead() {
    Map<String, Measured> measured = measured("{history: 1, horizon: 14}");
    assertThat(measured.values()).allMatch(m -> m.examples() == 717);
    assertThat(mae(measured, "seasonal naive")).isCloseTo(321.8, within(0.05));
  }

  @Test
  void oneDayAhead() {
    Map<String, Measured> measured = measured("{history: 1, horizon: 1}");
    assertThat(measured.values()).allMatch(m -> m.examples() == 730);
    assertThat(mae(measured, "last value")).isCloseTo(919, within(0.5));
    assertThat(mae(measured, "seasonal naive")).isCloseTo(312, within(0.5));
  }

  private static double mae(Map<String, Measured> measured, String name) {
    return measured.get(name).scores().stream()
        .filter(score -> score.metric().equals(Metric.MAE))
        .findFirst()
        .orElseThrow()
        .value()
        .orElseThrow();
  }

  /** An untrained network stands for the trained one: the baselines do not know it. */
  private static Map<String, Measured> measured(String window) {
    Path data = Path.of("examples", "data");
    Path folder = Files.isDirectory(data) ? data : Path.of("..").resolve(data);
    Experiment experiment = Experiment.parse(BIRTHS + "window: " + window + "\n", "births", folder);
    TableJob job = TableJob.of(experiment, DataSet.read(experiment));
    return job.measure(job.model(), Part.TEST).stream()
        .collect(Collectors.toMap(Measured::name, measured -> measured));
  }
}
