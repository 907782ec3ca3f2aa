package sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.train.Stop;

/** What a first and a second signal do; {@link ProcessTest} sends real ones. */
class SignalsTest {
  private final Stop stop = new Stop();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<Integer> left = new ArrayList<>();
  private final Signals signals =
      new Signals(
          stop,
          new Console(
              InputStream.nullInputStream(),
              OutputStream.nullOutputStream(),
              err,
              () -> Terminal.NONE),
          left::add);

  @Test
  void theFirstOneAsksTheTrainingToEndTheSecondLeaves() {
    signals.stoppable(true);
    signals.received(130);
    assertThat(stop.requested()).isTrue();
    assertThat(left).isEmpty();
    assertThat(signals.code()).isEqualTo(130);
    assertThat(err.toString(UTF_8)).contains("finishing this step, then saving; once more");

    signals.received(143);
    assertThat(left).containsExactly(143);
    assertThat(signals.code()).as("the one that asked").isEqualTo(130);
  }

  @Test
  void withNoStepToFinishTheFirstOneLeaves() {
    signals.received(143);
    assertThat(left).containsExactly(143);
    assertThat(stop.requested()).isFalse();
  }

  @Test
  void handlersAreGivenBack() {
    signals.listen().close();
    signals.listen().close();
    assertThat(err.toString(UTF_8)).isEmpty();
  }
}
