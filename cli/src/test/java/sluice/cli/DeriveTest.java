package sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DeriveTest {
  private static final Path PAGE = Path.of("..", "docs", "derivation.md");

  @ParameterizedTest
  @ValueSource(strings = {"lstm", "rnn", "gru", "indrnn"})
  void everyCellAgrees(String cell) {
    Outcome outcome = Outcome.of("derive", "--cell", cell, "--hidden", "4", "--steps", "9");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("All ways agree", "… to 9", "seed 42");
    assertThat(outcome.out()).doesNotContain("NaN", "-0.000000");
  }

  @Test
  void jsonHasEveryNumber() {
    JsonNode json = Outcome.of("derive", "--json").json();
    assertThat(json.get("agrees").asBoolean()).isTrue();
    assertThat(json.get("steps")).hasSize(4);
    assertThat(json.get("steps").get(0).get("values").get("c")).hasSize(3);
    JsonNode wx = json.get("weights").get(0);
    assertThat(wx.get("name").asString()).isEqualTo("layers.0.wx");
    double sum = 0;
    for (JsonNode term : wx.get("terms")) {
      sum += term.get("values").get(0).asDouble();
    }
    assertThat(sum).isCloseTo(wx.get("backward").get("values").get(0).asDouble(), within(1e-15));
    assertThat(json.get("memory").get("norms")).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          derive --hidden 0         | --hidden must be from 1 to 16, was 0.
          derive --hidden 17        | --hidden must be from 1 to 16, was 17.
          derive --classes 1        | --classes must be from 2 to 16, was 1.
          derive --steps 51         | --steps must be from 1 to 50, was 51.
          derive --set seed=1       | --set goes with --trace.
          """)
  void whatDoesNotFitIsRefused(String words, String message) {
    Outcome outcome = Outcome.of(words.split(" ", -1));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("sluice: " + message);
  }

  @Test
  void aStepOfAnExperimentIsTakenApart() {
    Outcome outcome =
        Outcome.of(
            "derive", "--trace", "../examples/weather.yaml", "--set", "model.layers=[lstm: 4]");
    assertThat(outcome.err()).doesNotContain("sluice:");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .contains("0 lstm: x·wx", "back through time, t =", "dwh = h₋₁ᵀ·da", "Optimiser");
  }

  @Test
  void everyLineOfCodeOfThePageStandsInItsFile() throws IOException {
    Pattern row = Pattern.compile("\\| `([^`]+)` \\| \\[[A-Za-z]+\\.java]\\(([^)]+)\\)");
    Matcher rows = row.matcher(Files.readString(PAGE));
    int lines = 0;
    while (rows.find()) {
      String source = Files.readString(PAGE.resolveSibling(rows.group(2)));
      assertThat(source).as(rows.group(2)).contains(rows.group(1));
      lines++;
    }
    assertThat(lines).isGreaterThan(35);
  }

  @Test
  void everyNumberOfThePageIsSaidByTheCommand() throws IOException {
    String said = Outcome.of("derive", "--hidden", "3", "--steps", "4").out().replace('-', '−');
    Matcher numbers = Pattern.compile("−?\\d\\.\\d{6}").matcher(Files.readString(PAGE));
    int count = 0;
    while (numbers.find()) {
      assertThat(said).contains(numbers.group());
      count++;
    }
    assertThat(count).isGreaterThan(30);
    assertThat(said).contains("would be 11 % off", "‖∂c_T∕∂c_1‖ = 0.874985");
  }
}
