package sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice tune --rates}. */
class RatesTest {
  @TempDir private Path folder;

  @Test
  void suggestsARateAndLeavesTheCurve() throws java.io.IOException {
    Samples samples = new Samples(folder);
    String experiment = samples.forecast();
    Outcome outcome = Outcome.of("tune", experiment, "--rates", "--out", samples.at("rates"));
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .contains("--set training.optimiser.adam.rate=")
        .contains(folder.resolve("rates").resolve("rates.svg").toString())
        .contains("page    " + folder.resolve("rates").resolve("tune.html"));
    String page = java.nio.file.Files.readString(folder.resolve("rates").resolve("tune.html"));
    assertThat(page)
        .contains(
            "Suggested: training.optimiser.adam.rate = ",
            "steps, one a rate, from ",
            "href=\"rates.csv\"")
        .doesNotContain("http-equiv=\"refresh\"", "<script", "src=");
    Outcome json =
        Outcome.of("tune", experiment, "--rates", "--json", "--out", samples.at("again"));
    assertThat(json.out()).startsWith("{\"directory\":").contains("\"points\":[{\"rate\":1.0E-6");
    Outcome both = Outcome.of("tune", experiment, "--rates", "--seeds", "2");
    assertThat(both.code()).isEqualTo(Failures.USAGE);
    assertThat(both.err()).contains("--rates goes without --seeds and --folds");
  }
}
