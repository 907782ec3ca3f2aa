package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * The experiments of examples/figures still learn what they learned; the bounds lie below what
 * stands in its README, as most train shorter here.
 */
class PublicDataTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "iris, 100, 0.90",
    "sonar, 60, 0.70",
    "ionosphere, 60, 0.85",
    "pima, 40, 0.70",
    "basic-motions, 30, 0.80",
    "italy-power-demand, 100, 0.90",
  })
  void aClassifierIsFarAboveTheMajority(String name, int epochs, double accuracy) {
    JsonNode metrics = train(name, epochs);
    assertThat(accuracy(metrics.get("test"))).isGreaterThan(accuracy);
    double majority = accuracy(metrics.get("baselines").get("majority class"));
    assertThat(majority).isLessThan(accuracy - 0.04);
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({"japanese-vowels, 20, 0.90", "synthetic-control, 30, 0.90", "pen-digits, 3, 0.92"})
  void aLongerOneToo(String name, int epochs, double accuracy) {
    aClassifierIsFarAboveTheMajority(name, epochs, accuracy);
  }

  @Test
  void ringsOfAnAbaloneAreForeseenBetterThanByTheirMean() {
    JsonNode metrics = train("abalone", 30);
    assertThat(metrics.get("test").get("rmse").asDouble()).isBetween(1.5, 2.4);
    for (JsonNode baseline : metrics.get("baselines")) {
      assertThat(baseline.get("rmse").asDouble()).isGreaterThan(2.8);
    }
  }

  private JsonNode train(String name, int epochs) {
    Path file = Path.of("../examples/figures/" + name + ".yaml");
    List<String> changes = new ArrayList<>(List.of("seed=1", "training.epochs=" + epochs));
    Experiment written = Experiment.read(file, changes);
    changes.add("data.file=" + here(written.data().file().orElseThrow()));
    written.data().testFile().ifPresent(test -> changes.add("data.test_file=" + here(test)));
    Experiment experiment = Experiment.read(file, changes);
    return SmallRuns.json(SmallRuns.train(experiment, folder.resolve(name)).json());
  }

  /** The same file where the shared data lie for tests. */
  private static Path here(Path written) {
    String path = written.toString().replace('\\', '/');
    String shared = "shared/data/";
    String within = path.substring(path.lastIndexOf(shared) + shared.length());
    Path file = data().resolve(within).toAbsolutePath().normalize();
    assumeTrue(Files.exists(file), "the shared data are not there");
    return file;
  }

  private static Path data() {
    return Path.of(
        Optional.ofNullable(System.getProperty("sluice.data"))
            .or(() -> Optional.ofNullable(System.getenv("SLUICE_DATA")))
            .orElse("../../shared/data"));
  }

  private static double accuracy(JsonNode figures) {
    return figures.get("accuracy").asDouble();
  }
}
