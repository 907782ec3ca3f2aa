package sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code evaluate}, {@code predict} and {@code forecast} with models of tiny runs. */
class ModelCommandsTest {
  @TempDir private static Path folder;
  private static Samples samples;
  private static String forecaster;
  private static String classifier;
  private static String regressor;
  private static JsonNode trained;

  @BeforeAll
  static void train() {
    samples = new Samples(folder);
    trained = Outcome.of("train", samples.forecast(), "--out", samples.at("f"), "--json").json();
    assertThat(Outcome.of("train", samples.classify(), "--out", samples.at("c")).code()).isZero();
    assertThat(Outcome.of("train", samples.regress(), "--out", samples.at("r")).code()).isZero();
    forecaster = samples.at("f/model.sluice");
    classifier = samples.at("c/model.sluice");
    regressor = samples.at("r/model.sluice");
  }

  @Test
  void evaluateOnTheSameDataGivesTheFiguresOfTheRun() {
    Outcome outcome =
        Outcome.of("evaluate", forecaster, "--data", samples.at("sales.csv"), "--json");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.json().get("test")).isEqualTo(trained.get("test"));
    assertThat(outcome.json().get("baselines")).isEqualTo(trained.get("baselines"));
  }

  @Test
  void evaluatePrintsATable() {
    Outcome outcome = Outcome.of("evaluate", classifier, "--data", samples.at("weather.csv"));
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .startsWith("Measured on the test part of the data that the model was trained on.\n")
        .containsPattern("test, 18 examples +accuracy +macro-F1 +log loss")
        .contains("▸ LSTM 4", "majority class", "same as before");
  }

  @Test
  void predictGivesALabelAndProbabilitiesForEachWindow() {
    Outcome outcome = Outcome.of("predict", classifier, "--data", samples.at("weather.csv"));
    assertThat(outcome.code()).isZero();
    List<String> lines = outcome.out().lines().toList();
    assertThat(lines.getFirst()).isEqualTo("time,weather,p(rain),p(sun)");
    assertThat(lines.get(1)).matches("2020-01-08,(rain|sun),0\\.\\d+,0\\.\\d+");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void predictReadsStandardInputAndWritesAFileAlike() throws IOException {
    String data = Files.readString(folder.resolve("weather.csv"));
    Outcome streamed = Outcome.reading(data, "predict", regressor, "--data", "-");
    assertThat(streamed.code()).isZero();
    assertThat(streamed.out()).startsWith("time,temp\n2020-01-08,").doesNotContain("\r");

    String out = samples.at("predictions.csv");
    Outcome written =
        Outcome.of("predict", regressor, "--data", samples.at("weather.csv"), "--out", out);
    assertThat(written.code()).isZero();
    assertThat(written.out()).isEmpty();
    assertThat(Path.of(out)).hasContent(streamed.out());
  }

  @Test
  void featuresAreTheOutputsOfALayer() {
    String data = samples.at("weather.csv");
    Outcome last = Outcome.of("features", regressor, "--data", data, "--layer", "last");
    assertThat(last.code()).isZero();
    assertThat(last.out()).startsWith("time,last.1,last.2,last.3,last.4\n2020-01-08,");
    assertThat(last.out().lines()).hasSize(1 + Samples.ROWS - 7 + 1);

    Outcome steps = Outcome.of("features", regressor, "--data", data, "--layer", "layers.0");
    assertThat(steps.out())
        .startsWith(
            "time,sequence_step,layers.0.1,layers.0.2,layers.0.3,layers.0.4\n2020-01-08,1,");

    Outcome json = Outcome.of("features", regressor, "--data", data, "--layer", "last", "--json");
    JsonNode object = json.json();
    assertThat(object.get("layer").stringValue()).isEqualTo("last");
    assertThat(object.get("count").asInt()).isEqualTo(Samples.ROWS - 7 + 1);
    assertThat(object.get("columns").get(1).stringValue()).isEqualTo("last.1");
    assertThat(object.get("rows").get(0).get(0).stringValue()).isEqualTo("2020-01-08");
    assertThat(object.get("rows").get(0).get(1).isNumber()).isTrue();

    String out = samples.at("features.csv");
    Outcome written =
        Outcome.of(
            "features", regressor, "--data", data, "--layer", "last", "--out", out, "--json");
    assertThat(Path.of(out)).hasContent(last.out());
    assertThat(written.json().has("rows")).isFalse();

    Outcome none = Outcome.of("features", regressor, "--data", data);
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.told())
        .contains(
            "expected the name of a layer; there are layers.0 (lstm, 4 columns), layers.1"
                + " (last-steps, 4 columns), last (what the head reads, 4 columns)");
  }

  @Test
  void forecastGoesOnWhereTheHistoryEnds() throws IOException {
    Outcome outcome = Outcome.of("forecast", forecaster);
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .matches("time,sales\n2020-03-31,[\\d.]+\n2020-04-01,[\\d.]+\n2020-04-02,[\\d.]+\n");

    String history = Samples.text(Samples.sales().subList(0, 41));
    samples.file("history.csv", history);
    Outcome given = Outcome.of("forecast", forecaster, "--history", samples.at("history.csv"));
    assertThat(given.out()).startsWith("time,sales\n2020-02-10,");
    assertThat(Outcome.reading(history, "forecast", forecaster, "--history", "-").out())
        .isEqualTo(given.out());

    String out = samples.at("ahead.csv");
    assertThat(Outcome.of("forecast", forecaster, "--out", out).code()).isZero();
    assertThat(Path.of(out)).hasContent(outcome.out());
  }

  @Test
  void eachTaskHasItsCommand() {
    Outcome predict = Outcome.of("predict", forecaster, "--data", samples.at("sales.csv"));
    assertThat(predict.code()).isEqualTo(2);
    assertThat(predict.told()).contains("is a forecaster: use sluice forecast");

    Outcome forecast = Outcome.of("forecast", classifier);
    assertThat(forecast.code()).isEqualTo(2);
    assertThat(forecast.told()).contains("is a model to classify: use sluice predict");
  }

  @Test
  void aLabelNeverSeenInTrainingIsRefusedWhereItCounts() {
    List<String> rows = Samples.with(Samples.weather(), 60, Samples.date(58) + ",hail,100");
    String data = samples.file("hail.csv", Samples.text(rows)).toString();
    Outcome outcome = Outcome.of("evaluate", classifier, "--data", data);
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.told())
        .contains(
            "hail.csv, row 60, column \"weather\": a label that was not there in training",
            "Expected one of rain, sun, found \"hail\"");
    assertThat(Outcome.of("predict", classifier, "--data", data).code())
        .as("what is to be predicted is not read")
        .isZero();
  }

  @Test
  void aHistoryShorterThanTheWindowIsRefused() {
    String history = Samples.text(Samples.sales().subList(0, 10));
    Outcome outcome = Outcome.reading(history, "forecast", forecaster, "--history", "-");
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.told())
        .isEqualTo(
            "sluice: standard input: the history is shorter than the window. Expected at least 14"
                + " steps, found 9 steps. Give more rows.");
  }

  @Test
  void aDamagedModelIsNoModel() throws IOException {
    Path damaged = folder.resolve("damaged.sluice");
    byte[] bytes = Files.readAllBytes(Path.of(forecaster));
    bytes[bytes.length / 2] ^= 1;
    Files.write(damaged, bytes);
    Outcome outcome = Outcome.of("forecast", damaged.toString());
    assertThat(outcome.code()).isEqualTo(5);
    assertThat(outcome.told()).startsWith("sluice: " + damaged + ": ");

    Outcome absent = Outcome.of("forecast", samples.at("none.sluice"));
    assertThat(absent.code()).isEqualTo(5);
    assertThat(absent.told()).contains("none.sluice: there is no such file");

    Outcome data = Outcome.of("evaluate", forecaster, "--data", samples.at("none.csv"));
    assertThat(data.code()).isEqualTo(3);
    assertThat(data.told()).contains("none.csv: there is no such file");
  }

  @Test
  void aFileThatCannotBeWrittenIsNotBegun() {
    String under = samples.file("a-file", "mine") + "/out.csv";
    Outcome outcome = Outcome.of("forecast", forecaster, "--out", under);
    assertThat(outcome.code()).isEqualTo(6);
    assertThat(outcome.told()).startsWith("sluice: cannot write " + under + ": ");

    String kept = samples.file("kept.csv", "mine").toString();
    Outcome bad =
        Outcome.reading("date,sales\n", "forecast", forecaster, "--history", "-", "--out", kept);
    assertThat(bad.code()).isEqualTo(3);
    assertThat(Path.of(kept)).hasContent("mine");
    assertThat(folder.toFile().list()).noneMatch(name -> name.endsWith(".tmp"));
  }
}
