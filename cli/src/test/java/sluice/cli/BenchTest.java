package sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code sluice bench}, in a short form: what it shows, not how fast the machine is. */
class BenchTest {
  @Test
  void tellsPeakProductsTrainingAndAnswers() {
    Outcome outcome = Outcome.of("bench", "--threads", "2", "--seconds", "0.5");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .startsWith("kernels ")
        .contains("On 1 thread\n", "On 2 threads\n", "peak of multiply-adds", "% of the peak")
        .contains("characters a second", "168 steps through two layers of 64", "µs");
  }

  @Test
  void tellsTheSameToPrograms() {
    JsonNode json = Outcome.of("bench", "--threads", "1", "--seconds", "0.5", "--json").json();
    assertThat(json.get("kernels").asString()).isNotEmpty();
    assertThat(json.get("peaks").get(0).get("gflops").asDouble()).isPositive();
    assertThat(json.get("products").get(0).get("share_of_peak").asDouble()).isPositive();
    assertThat(json.get("training").get(0).get("tokens_per_second").asDouble()).isPositive();
    assertThat(json.get("inference").get(0).get("p99_us").asDouble()).isPositive();
  }

  @Test
  void refusesWhatCannotBe() {
    assertThat(Outcome.of("bench", "--threads", "0").told()).isEqualTo("Try: sluice bench --help");
    Outcome outcome = Outcome.of("bench", "--seconds", "0");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("--seconds must be above 0 and at most 3600, was 0.0");
  }
}
