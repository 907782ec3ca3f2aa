package sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice tune --search}. */
class TuneTest {
  @TempDir private Path folder;

  @Test
  void searchesAndGoesOn() {
    Samples samples = new Samples(folder);
    String experiment = samples.forecast();
    String[] search = {
      "tune",
      experiment,
      "--search",
      "--trials",
      "3",
      "--parallel",
      "2",
      "--set",
      "search.keys.training.optimiser.adam.rate={log: [0.001, 0.1]}",
      "--out",
      samples.at("found")
    };
    Outcome first = Outcome.of(search);
    assertThat(first.err()).contains("3 trainings done: trial-00");
    assertThat(first.code()).isZero();
    assertThat(first.out())
        .contains("▸ trial-00", "on the test part, which chose nothing")
        .contains(folder.resolve("found").resolve("best.yaml").toString());
    String[] again = java.util.Arrays.copyOf(search, search.length + 2);
    again[search.length] = "--resume";
    again[search.length + 1] = "--json";
    assertThat(Outcome.of(again).out())
        .startsWith("{\"directory\":")
        .contains("\"best\":{\"name\":\"trial-00");
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    String experiment = new Samples(folder).forecast();
    Outcome without = Outcome.of("tune", experiment, "--search");
    assertThat(without.code()).isEqualTo(Failures.USAGE);
    assertThat(without.err()).contains("the experiment has no search: name what to try");
    Outcome seeds = Outcome.of("tune", experiment, "--search", "--seeds", "2");
    assertThat(seeds.code()).isEqualTo(Failures.USAGE);
    assertThat(seeds.err()).contains("--search goes without --seeds and --folds");
    Outcome trials = Outcome.of("tune", experiment, "--trials", "2");
    assertThat(trials.err()).contains("--trials and --method are for --search");
  }
}
