package sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code inspect why} with models of tiny runs. */
class InspectWhyTest {
  @TempDir private static Path folder;
  private static Samples samples;

  @BeforeAll
  static void train() {
    samples = new Samples(folder);
    assertThat(Outcome.of("train", samples.forecast(), "--out", samples.at("f")).code()).isZero();
    assertThat(Outcome.of("train", samples.classify(), "--out", samples.at("c")).code()).isZero();
    assertThat(Outcome.of("train", samples.regress(), "--out", samples.at("r")).code()).isZero();
  }

  private static Outcome why(String run, String data, String... words) {
    String[] all = new String[words.length + 7];
    String[] first = {
      "inspect",
      "why",
      samples.at(run + "/model.sluice"),
      "--data",
      samples.at(data),
      "--out",
      samples.at("why-" + run)
    };
    System.arraycopy(first, 0, all, 0, 7);
    System.arraycopy(words, 0, all, 7, words.length);
    return Outcome.of(all);
  }

  @Test
  void contributionsSumToTheDifferenceOfTheOutputs() {
    for (String[] one :
        new String[][] {{"f", "sales.csv"}, {"c", "weather.csv"}, {"r", "weather.csv"}}) {
      for (String baseline : new String[] {"mean", "zero"}) {
        Outcome outcome = why(one[0], one[1], "--json", "--baseline", baseline);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        JsonNode json = outcome.json();
        double difference =
            json.get("output").asDouble() - json.get("output_of_baseline").asDouble();
        assertThat(json.get("sum").asDouble())
            .isCloseTo(difference, within(1e-3 * Math.abs(difference) + 1e-5));
        assertThat(json.get("fits").asBoolean()).isTrue();
      }
    }
  }

  @Test
  void thePageStandsAloneAndTheNumbersBesideIt() throws IOException {
    Outcome outcome = why("c", "weather.csv", "--row", "3", "--output", "rain");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("rain, 2020-01-10: probability", "log-odds", "it by");
    assertThat(Files.readString(folder.resolve("why-c/why.html")))
        .startsWith("<!DOCTYPE html>")
        .contains("The five largest", "example 3 of")
        .doesNotContain("http://", "https://", "NaN");
    for (String name :
        new String[] {"why-steps.svg", "why-map.svg", "why-columns.svg", "why.csv", "why.json"}) {
      assertThat(folder.resolve("why-c/report").resolve(name)).exists();
    }
  }

  /** Of two classes the log-odds of one are minus those of the other. */
  @Test
  void whatSpeaksForOneOfTwoClassesSpeaksAgainstTheOther() {
    double rain =
        why("c", "weather.csv", "--output=rain", "--json").json().get("output").asDouble();
    double sun = why("c", "weather.csv", "--output=sun", "--json").json().get("output").asDouble();
    assertThat(rain).isCloseTo(-sun, within(1e-5));
  }

  @Test
  void ofAnEnsembleOneMember() throws IOException {
    Path several = folder.resolve("several.yaml");
    String one = Files.readString(Path.of(samples.classify()));
    Files.writeString(several, one + "\nensemble: {seeds: 2}\n");
    Outcome trained = Outcome.of("train", several.toString(), "--out", samples.at("e"));
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(why("e", "weather.csv").err())
        .contains("an ensemble of 2 networks: say which with --member, 1 to 2");
    assertThat(why("e", "weather.csv", "--member=3").err()).contains("has no member 3");
    JsonNode second = why("e", "weather.csv", "--member=2", "--json").json();
    assertThat(second.get("data").asString()).contains(", member 2, example");
    assertThat(second.get("fits").asBoolean()).isTrue();
    JsonNode first = why("e", "weather.csv", "--member=1", "--json").json();
    assertThat(first.get("output")).isNotEqualTo(second.get("output"));
  }

  @Test
  void whatCannotBeIsToldInASentence() {
    assertThat(why("c", "weather.csv", "--output=ran").err())
        .contains("there is no output \"ran\"; did you mean rain?");
    assertThat(why("c", "weather.csv", "--row=0").err())
        .contains("there is no example 0: the data");
    assertThat(why("c", "weather.csv", "--row=1", "--sequence=a").err())
        .contains("--row and --sequence do not go together");
    assertThat(why("c", "weather.csv", "--sequence=a").err())
        .contains("there is no sequence \"a\"");
    assertThat(why("c", "weather.csv", "--baseline=none").err())
        .contains("there is no baseline none; there are mean, zero");
    assertThat(why("c", "weather.csv", "--step=2").err()).contains("this is no forecaster");
    Outcome beyond = why("f", "sales.csv", "--step=99");
    assertThat(beyond.err()).contains("there is no step 99 of the horizon: it has 1 to");
    assertThat(beyond.code()).isEqualTo(Failures.USAGE);
  }
}
