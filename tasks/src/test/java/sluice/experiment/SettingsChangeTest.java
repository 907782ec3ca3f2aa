package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys in which two experiments differ, in words. */
class SettingsChangeTest {
  @TempDir private Path folder;

  @Test
  void equalOnesDifferInNothing() {
    assertThat(between()).isEmpty();
  }

  @Test
  void keysAreNamedWithBothValues() {
    assertThat(between("training.batch=8")).isEqualTo("training.batch was 16, is 8 now");
    assertThat(between("training.clip.norm=none"))
        .isEqualTo("training.clip.norm was 1, is none now");
    assertThat(between("data.known=[]", "model.layers.0.lstm.hidden=6"))
        .isEqualTo("data.known was [price], is [] now; model.layers.0.lstm.hidden was 5, is 6 now");
  }

  @Test
  void keysOfOneOnlyAreAbsentFromTheOther() {
    assertThat(between("training.optimiser=sgd"))
        .startsWith("training.optimiser.adam.rate was 0.02, is absent now; ")
        .endsWith("; and 6 more");
  }

  private String between(String... changes) {
    Experiment then = SmallRuns.sales(folder);
    Experiment now = SmallRuns.sales(folder, changes);
    return SettingsChange.between(then.fingerprint(), now.fingerprint());
  }
}
