package sluice.experiment.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final List<String> KNOWN =
      List.of("epochs", "batch", "groups", "optimiser", "early_stopping", "rate");

  @Test
  void findsWhatWasMeant() {
    assertThat(Nearest.of("epcohs", KNOWN)).contains("epochs");
    assertThat(Nearest.of("group", KNOWN)).contains("groups");
    assertThat(Nearest.of("optimizer", KNOWN)).contains("optimiser");
    assertThat(Nearest.of("stopping", KNOWN)).as("a part of it").contains("early_stopping");
    assertThat(Nearest.of("learning_rate", KNOWN)).as("more than it").contains("rate");
    assertThat(Nearest.of("rat", List.of("rats", "rate", "bat"))).as("the first").contains("rats");
  }

  @Test
  void saysNothingWhenNothingIsNear() {
    assertThat(Nearest.of("zzz", KNOWN)).isEmpty();
    assertThat(Nearest.of("", KNOWN)).isEmpty();
    assertThat(Nearest.of("x", List.of())).isEmpty();
    assertThat(Nearest.hint("zzz", List.of("a", "b"))).isEqualTo("; known here: a, b");
  }
}
