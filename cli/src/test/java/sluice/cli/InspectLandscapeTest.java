package sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code inspect landscape} with models of tiny runs, and on known surfaces. */
class InspectLandscapeTest {
  @TempDir private static Path folder;
  private static Samples samples;

  @BeforeAll
  static void train() {
    samples = new Samples(folder);
    for (String[] run :
        new String[][] {
          {samples.forecast(), "f"}, {samples.classify(), "c"}, {samples.regress(), "r"}
        }) {
      Outcome outcome = Outcome.of("train", run[0], "--out", samples.at(run[1]));
      assertThat(outcome.code()).as(outcome.err()).isZero();
    }
  }

  private static Outcome landscape(String... words) {
    List<String> all = new ArrayList<>(List.of("inspect", "landscape"));
    all.addAll(List.of(words));
    all.addAll(List.of("--out", samples.at("l")));
    return Outcome.of(all.toArray(String[]::new));
  }

  private static JsonNode json(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--json");
    Outcome outcome = landscape(all.toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return outcome.json();
  }

  @Test
  void everyTaskWithEveryWay() {
    for (String run : new String[] {"f", "c", "r"}) {
      for (String way : new String[] {"random", "start", "path"}) {
        JsonNode json = json(samples.at(run), "--points=5", "--directions", way);
        double centre = json.get("centre").asDouble();
        assertThat(centre).isPositive();
        assertThat(json.get("losses").get(2).get(2).asDouble()).isEqualTo(centre);
        assertThat(json.get("places").asInt()).isEqualTo(25);
        JsonNode marks = json.get("marks");
        assertThat(marks.isEmpty()).isEqualTo(way.equals("random"));
        if (!marks.isEmpty()) {
          assertThat(marks.get(0).get("name").asString()).isEqualTo("untrained");
          assertThat(marks.get(0).get("first").asDouble()).isCloseTo(-1, within(1e-6));
          assertThat(marks.get(0).get("loss").asDouble()).isGreaterThan(centre);
        }
      }
    }
  }

  /** Trained once more, one of the epochs has the model's own weights: its loss, and its place. */
  @Test
  void thePathComesByTheModelItself() {
    Outcome outcome = landscape(samples.at("c"), "--points=3", "--directions=path");
    assertThat(outcome.err()).doesNotContain("none of the epochs");
    JsonNode json = json(samples.at("c"), "--points=3", "--directions=path");
    boolean there = false;
    for (JsonNode mark : json.get("marks")) {
      there |=
          Math.abs(mark.get("first").asDouble()) < 1e-6
              && mark.get("loss").asDouble() == json.get("centre").asDouble();
    }
    assertThat(there).isTrue();
  }

  @Test
  void equalSeedsGiveEqualBits() {
    JsonNode one = json(samples.at("f"), "--points=5", "--part=test");
    assertThat(json(samples.at("f"), "--points=5", "--part=test")).isEqualTo(one);
    assertThat(json(samples.at("f"), "--points=5", "--part=test", "--seed=7")).isNotEqualTo(one);
  }

  @Test
  void thePageStandsAloneAndTheNumbersBesideIt() throws IOException {
    Outcome outcome =
        landscape(samples.at("c") + "/model.sluice", "--points=7", "--part=validation");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("validation part of", "The trained weights lie", "page ");
    assertThat(Files.readString(folder.resolve("l/landscape.html")))
        .startsWith("<!DOCTYPE html>")
        .contains("Along each direction", "filter normalisation")
        .doesNotContain("http://", "https://", "NaN");
    for (String name :
        new String[] {
          "landscape-plane.svg", "landscape-cuts.svg", "landscape-cuts.csv", "landscape.json"
        }) {
      assertThat(folder.resolve("l/report").resolve(name)).exists();
    }
    assertThat(Files.readAllLines(folder.resolve("l/report/landscape.csv")))
        .hasSize(1 + 49)
        .first()
        .isEqualTo("first,second,loss");
  }

  @Test
  void otherDataAndFewExamples() {
    assertThat(json(samples.at("c"), "--points=3", "--examples=5").get("data").asString())
        .contains("5 of ", "evenly taken, of the training part");
    Outcome same = landscape(samples.at("c"), "--points=3", "--data", samples.at("weather.csv"));
    assertThat(same.out()).contains("the training part of");
  }

  /** The path and the ends of x² ∕ 10 + sin x, as texts print them. */
  @Test
  void downTheHill() throws IOException {
    JsonNode json =
        json("--surface=hill", "--from=-9,0", "--rate=0.4", "--optimisers=sgd", "--steps=34");
    JsonNode way = json.get("ways").get(0);
    assertThat(way.get("x").asDouble()).isCloseTo(-1.307088, within(2e-6));
    assertThat(way.get("ends").asString()).isEqualTo("at the deepest bottom");
    List<String> rows = Files.readAllLines(folder.resolve("l/report/surface.csv"));
    assertThat(rows).hasSize(1 + 35).first().isEqualTo("optimiser,rate,step,x,y,height");
    assertThat(Double.parseDouble(rows.get(2).split(",")[3])).isCloseTo(-7.915547, within(2e-6));
    assertThat(
            json("--surface=hill", "--from=6,0", "--rate=0.4", "--optimisers=sgd", "--steps=200")
                .get("ways")
                .get(0)
                .get("ends")
                .asString())
        .isEqualTo("at a higher bottom");
  }

  @Test
  void everySurfaceHasItsPage() throws IOException {
    for (String surface : new String[] {"ravine", "hill", "saddle", "plateau", "rosenbrock"}) {
      Outcome outcome = landscape("--surface", surface, "--steps=40");
      assertThat(outcome.code()).as(outcome.err()).isZero();
      assertThat(outcome.out()).contains("optimiser", "newton", "page ");
      assertThat(Files.readString(folder.resolve("l/surface.html")))
          .contains("Where each goes", "f(x, y) =")
          .doesNotContain("http://", "https://", "NaN", "Infinity");
    }
    JsonNode json = json("--surface=ravine", "--optimisers=newton,lbfgs");
    assertThat(json.get("ways").get(0).get("there_at_step").asInt()).isEqualTo(1);
    assertThat(json.get("ways").get(1).get("there_at_step").asInt()).isEqualTo(6);
    assertThat(
            json("--surface=hill", "--optimisers=sgd", "--rate=900")
                .get("ways")
                .get(0)
                .get("ends")
                .asString())
        .isEqualTo("thrown out");
  }

  @Test
  void whatCannotBeIsToldInASentence() {
    String run = samples.at("f");
    assertThat(landscape().err()).contains("give a model or a run, or --surface NAME");
    assertThat(landscape(run, "--surface=hill").err()).contains("do not go together");
    assertThat(landscape(run, "--rate=1").err()).contains("--rate goes with --surface");
    assertThat(landscape("--surface=hill", "--points=5").err()).contains("--points goes with a");
    assertThat(landscape(run, "--points=4").err()).contains("an odd number from 3 to 201, was 4");
    assertThat(landscape(run, "--reach=0").err()).contains("--reach must be above 0");
    assertThat(landscape(run, "--examples=0").err()).contains("at least 1, was 0");
    assertThat(landscape(run, "--part=all").err())
        .contains("--part must be one of training, validation, test, was all");
    assertThat(landscape(run, "--directions=up").err()).contains("one of random, start, path");
    assertThat(landscape(run, "--threads=0").err()).contains("from 1 to 1024, was 0");
    assertThat(landscape(run, "--member=2").err()).contains("has no member 2: it has one network");
    assertThat(landscape("--surface=hil").err()).contains("there is no surface hil; there are");
    assertThat(landscape("--surface=hill", "--from=1").err()).contains("two numbers, as -9,0");
    assertThat(landscape("--surface=hill", "--rate=0").err()).contains("--rate must be above 0");
    assertThat(landscape("--surface=hill", "--steps=0").err()).contains("from 1 to 100000, was 0");
    Outcome wrong = landscape("--surface=hill", "--optimisers=sgd,adm");
    assertThat(wrong.err()).contains("there is no optimiser adm; there are sgd");
    assertThat(wrong.code()).isEqualTo(Failures.USAGE);
  }

  @Test
  void ofAnEnsembleOneMember() throws IOException {
    Path experiment = Path.of(samples.classify());
    Path several = folder.resolve("several.yaml");
    Files.writeString(several, Files.readString(experiment) + "\nensemble: {seeds: 2}\n");
    Outcome trained = Outcome.of("train", several.toString(), "--out", samples.at("e"));
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(landscape(samples.at("e"), "--points=3").err())
        .contains("an ensemble of 2 networks: say which with --member, 1 to 2");
    assertThat(json(samples.at("e"), "--points=3", "--member=2").get("data").asString())
        .contains(", member 2;");
    assertThat(landscape(samples.at("e"), "--points=3", "--member=1", "--directions=start").err())
        .contains("are for one network");
  }
}
