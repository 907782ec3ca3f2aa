package sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InspectTest {
  @TempDir Path folder;

  private Outcome gradients(String... words) {
    String[] all = new String[words.length + 4];
    System.arraycopy(
        new String[] {"inspect", "gradients", "--out", folder.resolve("g").toString()},
        0,
        all,
        0,
        4);
    System.arraycopy(words, 0, all, 4, words.length);
    return Outcome.of(all);
  }

  @Test
  void cellsSideBySideOnAGeneratedTask() throws IOException {
    Outcome outcome =
        gradients(
            "--steps=12",
            "--hidden=4",
            "--epochs=1",
            "--task=bit",
            "--json",
            "--init=default,forget-bias=0,chrono");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    JsonNode json = JsonMapper.shared().readTree(outcome.out());
    // rnn, irnn, indrnn, gru, gru with chrono, lstm three times; before and after
    assertThat(json.get("cases").size()).isEqualTo(16);
    JsonNode first = json.get("cases").get(0);
    assertThat(first.get("name").asString()).isEqualTo("rnn");
    JsonNode hidden = first.get("layers").get(0).get("hidden");
    assertThat(hidden.get("rate").asDouble()).isBetween(-3.0, 0.0);
    assertThat(hidden.get("steps").asInt()).isEqualTo(12);
    String page = Files.readString(folder.resolve("g/gradients.html"));
    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .contains("lstm, chrono(12)", "after 1 epoch", "Claims in circulation")
        .doesNotContain("http://", "https://", "NaN");
    for (String name :
        new String[] {
          "gradients-untrained.svg",
          "heat-trained.svg",
          "keeps-0.svg",
          "gradients.csv",
          "gradients.json"
        }) {
      assertThat(folder.resolve("g/report").resolve(name)).exists();
    }
    assertThat(Files.readAllLines(folder.resolve("g/report/gradients.csv"))).hasSize(1 + 16 * 13);
  }

  @Test
  void theNetworkOfAnExperimentOnItsData() throws IOException {
    Files.writeString(folder.resolve("sales.csv"), Samples.text(Samples.sales()));
    Path experiment =
        Files.writeString(
            folder.resolve("sales.yaml"),
            """
            task: forecast
            data: {file: sales.csv, time: date, target: sales}
            window: {history: 8, horizon: 2}
            split: {validation: 15, test: 15}
            model: {layers: [lstm: 4]}
            """);
    Outcome outcome = gradients(experiment.toString(), "--epochs=0", "--cells=lstm,rnn");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("lstm", "rnn", "untrained").doesNotContain("after");
  }

  @Test
  void whatCannotBeIsToldInASentence() {
    assertThat(gradients("--cells=lstn").code()).isEqualTo(Failures.USAGE);
    assertThat(gradients("--cells=lstn").err()).contains("there is no cell lstn; there are rnn");
    assertThat(gradients("--init=big").err()).contains("no way to begin called big");
    assertThat(gradients("--init=forget-bias=x").err()).contains("a number behind =");
    assertThat(gradients("--task=add").err()).contains("there is no task add");
    assertThat(gradients("--steps=1").err()).contains("from 2 to 10000, was 1");
    assertThat(Outcome.of("inspect").err()).contains("what to inspect is missing");
  }

  private Outcome cells(String what, String run, String... words) {
    List<String> all =
        new ArrayList<>(
            List.of("inspect", what, run, "--data", folder.resolve("weather.csv").toString()));
    all.addAll(List.of("--out", folder.resolve("c").toString()));
    all.addAll(List.of(words));
    return Outcome.of(all.toArray(String[]::new));
  }

  @Test
  void gatesAndStatesOfARun() throws IOException {
    Samples samples = new Samples(folder);
    String experiment = samples.classify();
    String run = samples.at("run");
    Outcome trained = Outcome.of("train", experiment, "--out", run);
    assertThat(trained.code()).as(trained.err()).isZero();

    Outcome gates = cells("gates", run, "--json", "--unit=2", "--sequence=2020-03-01");
    assertThat(gates.code()).as(gates.err()).isZero();
    JsonNode json = JsonMapper.shared().readTree(gates.out());
    assertThat(json.get("unit").asInt()).isEqualTo(2);
    assertThat(json.get("steps").asInt()).isEqualTo(7);
    assertThat(json.get("data").asString()).contains("2020-02-23 to 2020-02-29");
    assertThat(json.get("cells").size()).isEqualTo(4);
    assertThat(Files.readAllLines(folder.resolve("c/report/gates.csv")))
        .hasSize(1 + 7 * 4)
        .first()
        .isEqualTo("step,time,unit,i,f,g,o,c,h");
    assertThat(Files.readAllLines(folder.resolve("c/report/gates-input.csv")))
        .first()
        .isEqualTo("step,time,temp");
    assertThat(Files.readString(folder.resolve("c/gates.html")))
        .startsWith("<!DOCTYPE html>")
        .contains("Cell 2 through time", "forget gate f")
        .doesNotContain("http://", "https://", "NaN");

    Outcome states = cells("states", run, "--at=every");
    assertThat(states.code()).as(states.err()).isZero();
    assertThat(states.out()).contains("points; share of the variance", "states.html");
    assertThat(Files.readString(folder.resolve("c/states.html")))
        .contains("By class", "sun", "rain", "By step in the sequence")
        .doesNotContain("http://", "https://", "NaN");
    for (String name :
        new String[] {"gates-all.svg", "gates-cell.svg", "states-class.svg", "states.csv"}) {
      assertThat(folder.resolve("c/report").resolve(name)).exists();
    }

    assertThat(cells("states", run, "--at=first").err()).contains("must be last or every");
    assertThat(cells("gates", run, "--layer=4").err()).contains("there are 0 lstm");
    assertThat(cells("gates", run, "--layer=4").code()).isEqualTo(Failures.USAGE);
    assertThat(cells("gates", run, "--sequence=x").err()).contains("no sequence x in the data");
  }
}
