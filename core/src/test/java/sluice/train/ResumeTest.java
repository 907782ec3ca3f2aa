package sluice.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.loss.Model;

class ResumeTest {

  static List<Lessons> lessons() {
    return Lessons.all();
  }

  private static String resumed(Lessons lessons, Checkpoint checkpoint) {
    Model model = lessons.model(1000); // other weights: the checkpoint's count
    Training training =
        lessons
            .trainer(model)
            .resume(checkpoint, lessons.training(), lessons.validation(), Lessons.quiet());
    return Lessons.outcome(model, training);
  }

  /** After every step and every epoch. */
  @ParameterizedTest
  @MethodSource("lessons")
  void aResumedTrainingEndsWithTheSameBits(Lessons lessons) {
    List<Checkpoint> checkpoints = new ArrayList<>();
    Hooks saving = Lessons.quiet().saver(checkpoints::add).saveSeconds(0);
    String expected = Lessons.fit(lessons, saving);
    assertThat(Lessons.fit(lessons, Lessons.quiet())).as("saving").isEqualTo(expected);
    assertThat(checkpoints.size()).isGreaterThanOrEqualTo(9);
    for (Checkpoint checkpoint : checkpoints) {
      assertThat(resumed(lessons, checkpoint))
          .as("resumed after step %d", checkpoint.longs("counters")[2])
          .isEqualTo(expected);
    }
  }

  /** Stopped and resumed after each single step, again and again. */
  @ParameterizedTest
  @MethodSource("lessons")
  void aTrainingInManyPiecesEndsWithTheSameBits(Lessons lessons) {
    String expected = Lessons.fit(lessons, Lessons.quiet());
    Optional<Checkpoint> last = Optional.empty();
    String outcome = "";
    for (int pieces = 0; pieces < 200 && !outcome.equals(expected); pieces++) {
      Model model = lessons.model(3 + 1000 * pieces);
      Stop stop = new Stop();
      List<Checkpoint> saved = new ArrayList<>();
      Hooks hooks =
          Lessons.quiet()
              .stop(stop)
              .saver(saved::add)
              .listener(event -> {
                if (event instanceof TrainEvent.StepDone) {
                  stop.request();
                }
              });
      Trainer trainer = lessons.trainer(model);
      Training training =
          last.isEmpty()
              ? trainer.fit(lessons.training(), lessons.validation(), hooks)
              : trainer.resume(last.get(), lessons.training(), lessons.validation(), hooks);
      outcome = Lessons.outcome(model, training);
      last = Optional.of(saved.getLast());
      if (training.ending() != Training.Ending.INTERRUPTED) {
        assertThat(outcome).isEqualTo(expected);
      }
    }
    assertThat(outcome).isEqualTo(expected);
  }

  @Test
  void aCheckpointOfATrainingThatIsOverChangesNothing() {
    for (Lessons lessons : lessons()) {
      List<Checkpoint> checkpoints = new ArrayList<>();
      String expected = Lessons.fit(lessons, Lessons.quiet().saver(checkpoints::add));
      assertThat(resumed(lessons, checkpoints.getLast())).isEqualTo(expected);
    }
  }

  @Test
  void aCheckpointOfAnotherModelIsRefused() {
    List<Checkpoint> checkpoints = new ArrayList<>();
    Lessons.fit(lessons().get(0), Lessons.quiet().saver(checkpoints::add));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> resumed(lessons().get(3), checkpoints.getFirst()))
        .withMessage("'weights/layers.0.wx' in the checkpoint has 72 values, this model needs 21");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> resumed(lessons().get(0), new Checkpoint()))
        .withMessage(
            "the checkpoint has no 'counters': it belongs to another model or another version");
    Checkpoint without = new Checkpoint();
    checkpoints.getFirst().longs().forEach(without::put);
    checkpoints.getFirst().floats().forEach(without::put);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> resumed(lessons().get(0), without))
        .withMessageStartingWith("the checkpoint has no 'sums'");
  }
}
