package sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real processes, as the command starts them. */
@Tag("slow")
class ProcessesTest {
  private final Launch launch = new Launch();

  @Test
  void aProcessMeasuresAndTells() throws Launch.Failed {
    Launch.Told told = launch.engine(Peer.SLUICE, Launch.Flags.DEFAULTS, Workload.I3, 1, "0.1");
    Figures figures = Json.read(told.line(), Figures.class);
    assertThat(figures.version()).startsWith("Sluice, kernels ");
    assertThat(figures.medianMs()).isPositive();
    assertThat(figures.leastMs()).isLessThanOrEqualTo(figures.medianMs());
    assertThat(figures.steps()).isGreaterThan(2);
    assertThat(figures.firstLoss()).isNull();
  }

  @Test
  void theFirstResultEndsAProcess() throws Launch.Failed {
    Launch.Told told =
        launch.engine(Peer.TEXTBOOK.main(), Launch.Flags.DEFAULTS, Workload.I1, 1, Child.FIRST);
    assertThat(told.line()).isEqualTo("{}");
    assertThat(told.milliseconds()).isPositive();
  }

  @Test
  void aFailureTellsTheLastLinesOfStandardError() {
    assertThatThrownBy(() ->
            launch.engine(Peer.TEXTBOOK.main(), Launch.Flags.DEFAULTS, Workload.I1, 2, Child.FIRST))
        .isInstanceOf(Launch.Failed.class)
        .hasMessageContainingAll("it ended with 1", "the textbook has one thread, not 2");
  }
}
