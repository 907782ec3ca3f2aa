package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static sluice.experiment.SmallRuns.json;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.experiment.SmallRuns.Rows;
import tools.jackson.databind.JsonNode;

/** Several quantiles of a number, an answer each. */
class QuantileRunTest {
  private static final String NOISY =
      """
      name: noisy
      task: regress
      data: {file: noisy.csv, target: y, past: [x]}
      window: {per: row}
      split: {validation: 200, test: 600}
      model: {layers: [{dense: {units: 12, activation: tanh}}]}
      training:
        epochs: 60
        batch: 32
        loss: {quantiles: [0.1, 0.5, 0.9]}
        optimiser: {adam: 0.01}
      """;

  @TempDir private Path folder;

  /** y is 3x, and up to 1 + 4x more or less: the quantiles fan out. */
  private void noisy() {
    SplittableRandom random = new SplittableRandom(1);
    List<String> rows = new ArrayList<>(List.of("x,y"));
    for (int i = 0; i < 2000; i++) {
      double x = random.nextDouble();
      double noise = (1 + 4 * x) * (2 * random.nextDouble() - 1);
      rows.add(x + "," + (3 * x + noise));
    }
    SmallRuns.write(folder.resolve("noisy.csv"), rows);
  }

  @Test
  void quantilesOfARegressionFanOutAsTheNoiseDoes() {
    noisy();
    RunResult run = SmallRuns.train(SmallRuns.experiment(folder, NOISY), folder.resolve("run"));
    JsonNode test = json(run.json()).get("test");
    assertThat(test.get("between_q0.1_q0.9").asDouble()).isCloseTo(0.8, within(0.06));
    TrainedModel model = TrainedModel.read(run.model());
    DataSource source = new DataSource.File(folder.resolve("noisy.csv"));
    assertThat(json(model.evaluate(source).json()).get("test")).isEqualTo(test);

    Path asked = folder.resolve("asked.csv");
    SmallRuns.write(asked, List.of("x", "0", "0.5", "1"));
    Rows rows = new Rows();
    model.predict(new DataSource.File(asked), rows);
    assertThat(rows.all.getFirst()).endsWith("y_q0.1", "y_q0.5", "y_q0.9");
    for (int i = 0; i < 3; i++) {
      double x = i / 2.0;
      double reach = 0.8 * (1 + 4 * x);
      assertThat(Double.parseDouble(rows.column("y_q0.1").get(i)))
          .isCloseTo(3 * x - reach, within(0.9));
      assertThat(Double.parseDouble(rows.column("y_q0.5").get(i))).isCloseTo(3 * x, within(0.9));
      assertThat(Double.parseDouble(rows.column("y_q0.9").get(i)))
          .isCloseTo(3 * x + reach, within(0.9));
    }
  }

  @Test
  void figuresAreThoseOfThePredictions() {
    noisy();
    String[] all = {"split.test=0", "split.validation=0", "training.early_stopping=none"};
    Experiment experiment = SmallRuns.experiment(folder, NOISY, all);
    RunResult run = SmallRuns.train(experiment, folder.resolve("run"));
    List<String> lines = SmallRuns.text(folder.resolve("noisy.csv")).lines().toList();
    Path other = SmallRuns.write(folder.resolve("other.csv"), lines.subList(0, 301));
    TrainedModel model = TrainedModel.read(run.model());
    JsonNode told = json(model.evaluate(new DataSource.File(other)).json()).get("test");
    Rows rows = new Rows();
    model.predict(new DataSource.File(other), rows);
    double[] levels = {0.1, 0.5, 0.9};
    double mean = 0;
    for (double q : levels) {
      double sum = 0;
      for (int i = 0; i < 300; i++) {
        double over = truth(lines, i) - Double.parseDouble(rows.column("y_q" + q).get(i));
        sum += Math.max(q * over, (q - 1) * over);
      }
      assertThat(told.get("pinball_q" + q).asDouble()).isCloseTo(sum / 300, within(1e-9));
      mean += sum / 300 / 3;
    }
    assertThat(told.get("pinball").asDouble()).isCloseTo(mean, within(1e-9));
    double error = 0;
    for (int i = 0; i < 300; i++) {
      error += Math.abs(truth(lines, i) - Double.parseDouble(rows.column("y_q0.5").get(i))) / 300;
    }
    assertThat(told.get("mae").asDouble()).isCloseTo(error, within(1e-9));
  }

  private static double truth(List<String> lines, int row) {
    return Double.parseDouble(lines.get(row + 1).split(",")[1]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model.decoder=sequence",
        "model.decoder=direct",
        "data.scale.target=log",
        "data.scale.difference=7",
        "ensemble={seeds: 2}",
        "data.target=[sales, returns]",
      })
  void aForecastHasAColumnAQuantile(String change) {
    Experiment experiment =
        SmallRuns.sales(folder, "training.loss={quantiles: [0.2, 0.45, 0.7]}", change);
    RunResult run = SmallRuns.train(experiment, folder.resolve("run"));
    JsonNode test = json(run.json()).get("test");
    assertThat(test.propertyNames())
        .contains("mae", "pinball_q0.2", "pinball_q0.45", "pinball_q0.7", "between_q0.2_q0.7");
    TrainedModel model = TrainedModel.read(run.model());
    DataSource source = new DataSource.File(folder.resolve("sales.csv"));
    assertThat(json(model.evaluate(source).json()).get("test")).isEqualTo(test);
    List<String> days = new ArrayList<>(SmallRuns.salesRows(SmallRuns.DAYS));
    for (int day = SmallRuns.DAYS; day < SmallRuns.DAYS + 3; day++) {
      days.add(SmallRuns.day(day) + ",,," + SmallRuns.price(day));
    }
    Rows rows = new Rows();
    model.forecast(
        Optional.of(new DataSource.File(SmallRuns.write(folder.resolve("known.csv"), days))), rows);
    assertThat(rows.all.getFirst()).contains("sales_q0.2", "sales_q0.45", "sales_q0.7");
    for (int k = 0; k < 3; k++) {
      double low = Double.parseDouble(rows.column("sales_q0.2").get(k));
      double middle = Double.parseDouble(rows.column("sales_q0.45").get(k));
      double high = Double.parseDouble(rows.column("sales_q0.7").get(k));
      assertThat(List.of(low, middle, high)).isSorted();
    }
    assertThat(SmallRuns.text(run.directory().path().resolve("report/forecasts.csv")).lines())
        .first()
        .asString()
        .endsWith(",low,high");
    assertThat(SmallRuns.text(run.report())).contains("The band lies between the quantiles 0.2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "training.loss={quantiles: [0.5, 0.1]} | above 0 and below 1 that rise",
        "training.loss={quantiles: [0, 0.5]} | above 0 and below 1 that rise",
        "training.loss={quantiles: []} | at least one item",
        "data.scale.difference=1 | do not add up",
      })
  void whatDoesNotFitIsRefused(String change, String message) {
    assertThatThrownBy(
            () -> SmallRuns.sales(folder, "training.loss={quantiles: [0.1, 0.9]}", change))
        .isInstanceOf(BadExperiment.class)
        .hasMessageContaining(message);
  }

  @Test
  void boostingOfResidualsIsOfOneNumber() {
    noisy();
    assertThatThrownBy(() -> SmallRuns.experiment(folder, NOISY, "ensemble={gradient-boosting: 3}"))
        .hasMessageContaining("one number");
  }
}
