package sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import sluice.train.Epoch;
import sluice.train.TrainEvent.StepDone;

/** The line that says where a training stands, on a clock of its own. */
class PaceTest {
  private final AtomicLong clock = new AtomicLong();
  private final Pace pace = new Pace(10, java.util.Optional.empty(), clock::get);

  /** Ten steps an epoch, one a second, 32 sequences a step. */
  private void train(int steps) {
    for (int step = 0; step < steps; step++) {
      clock.addAndGet(1_000_000_000L);
      pace.done(new StepDone(1 + step / 10, 1 + step % 10, 10, 0.25, 1.5, 0.01, 32));
      if (step % 10 == 9) {
        pace.done(new Epoch(1 + step / 10, 0.3, 0.5, true, 0.01, 1.5, 0.125, 10));
      }
    }
  }

  @Test
  void theLineHasEverything() {
    train(25);
    assertThat(pace.line())
        .isEqualTo(
            "epoch 3/10, step 5/10, loss 0.250, validation 0.500, gradient 1.500, clipped 13 %,"
                + " rate 0.010, 32 samples/s, ≤ 75 s left");
  }

  @Test
  void nothingIsGuessedBeforeItIsKnown() {
    assertThat(pace.line()).isEqualTo("epoch 1/10");
    train(1);
    assertThat(pace.line()).doesNotContain("validation", "clipped", "left");
  }

  @Test
  void aTrainingWithoutValidationShowsNone() {
    train(1);
    pace.done(new Epoch(1, 0.3, Double.NaN, true, 0.01, 1.5, 0, 10));
    assertThat(pace.line()).doesNotContain("validation").contains("clipped 0 %");
  }

  @Test
  void theSpeedIsThatOfTheLastSeconds() {
    train(20);
    for (int step = 0; step < 20; step++) { // ten times as fast
      clock.addAndGet(1_000_000_000L);
      pace.done(new StepDone(3 + step / 10, 1 + step % 10, 10, 0.25, 1.5, 0.01, 320));
    }
    assertThat(pace.line()).contains(" 320 samples/s");
  }

  @Test
  void aResumedTrainingCountsOnlyItsOwnTime() {
    clock.addAndGet(10_000_000_000L);
    pace.done(new StepDone(9, 1, 10, 0.25, 1.5, 0.01, 32));
    assertThat(pace.position()).isEqualTo(81);
    assertThat(pace.line()).contains("≤ 3 min 10 s left"); // 19 steps of 10 s
  }

  @Test
  void theBarFitsAndGivesUpTheLeastFirst() {
    train(50);
    assertThat(pace.bar(200)).startsWith("epoch 5/10  step 10/10  ████████████████████░░");
    for (int columns = 1; columns <= 200; columns++) {
      assertThat(pace.bar(columns).length())
          .as("in %d columns", columns)
          .isLessThanOrEqualTo(columns);
    }
    assertThat(pace.bar(100))
        .contains("epoch 5/10", "loss", "validation", "left", "█")
        .doesNotContain("clipped");
    assertThat(pace.bar(60))
        .contains("epoch 5/10", "loss", "validation", "left")
        .doesNotContain("rate");
    assertThat(pace.bar(30)).isEqualTo("epoch 5/10  loss 0.250");
    assertThat(pace.bar(4)).isEqualTo("epoc");
  }
}
