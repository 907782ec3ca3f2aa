package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.data.BadData;

/** What is said of settings that will have no effect: sales are trained in 3 epochs of 5 steps. */
class NeverReachedTest {
  @TempDir private Path folder;

  private List<String> notes(String... changes) {
    return Run.plan(SmallRuns.sales(folder, changes)).notes();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          training.warm_up={over: 15, unit: steps} |
          training.warm_up={over: 16, unit: steps} | training.warm_up: the rate rises over 16 steps, and training has 15 at most: it never comes to its full size.
          training.warm_up=4 | training.warm_up: the rate rises over 20 steps, and training has 15 at most: it never comes to its full size.
          training.average={mean: 3} |
          training.average={mean: 4} | training.average.mean.from: it begins with epoch 4, and training has 3 at most: the weights themselves are taken.
          training.average={moving: 0.6} |
          training.average={moving: 0.65} | training.average.moving.decay: 0.65 is in force from step 16 on, and training has 15 at most: the average is over about the last tenth of the steps made.
          training.schedule={piecewise: {boundaries: [2], values: [1, 2]}} |
          training.schedule={piecewise: {boundaries: [2, 3], values: [1, 2, 4]}} | training.schedule.piecewise.boundaries: 3 epochs are not over before the last of 15 steps: the rate 4.0 is never taken.
          training.schedule={piecewise: {boundaries: [13], values: [1, 2], unit: steps}} |
          training.schedule={piecewise: {boundaries: [14], values: [1, 2], unit: steps}} | training.schedule.piecewise.boundaries: 14 steps are not over before the last of 15 steps: the rate 2.0 is never taken.
          training.schedule={exponential: {every: 2}} |
          training.schedule={exponential: {every: 3}} | training.schedule.exponential.every: the first stair comes after 15 steps, and the schedule has 15 at most: the rate never falls.
          training.schedule={exponential: {every: 3, staircase: false}} |
          training.schedule={cosine: {over: 3}} |
          training.schedule={cosine: {over: 4}} | training.schedule.cosine.over: it comes to its end after 20 steps, and the schedule has 15 at most: the end is never reached.
          training.schedule={polynomial: {over: 16, unit: steps}} | training.schedule.polynomial.over: it comes to its end after 16 steps, and the schedule has 15 at most: the end is never reached.
          training.schedule={plateau: {patience: 1}} |
          training.schedule={plateau: {patience: 2}} | training.schedule.plateau.patience: the rate falls after 2 epochs without a new best at the earliest, and training has 3: it never does.
          training.schedule=bold-driver |
          """)
  void whatWaitsForAStepThatNeverComesIsTold(String change, String note) {
    assertThat(notes(change)).isEqualTo(note == null ? List.of() : List.of(note));
  }

  @Test
  void whereEachBoundaryLiesIsWhatTheTrainingDoes() {
    List<Double> rates = new ArrayList<>();
    Experiment experiment =
        SmallRuns.sales(
            folder,
            "training.schedule={piecewise: {boundaries: [13], values: [0.5, 0.25], unit: steps}}");
    Run.train(
        experiment,
        Run.Options.fresh()
            .out(folder.resolve("run"))
            .listener(event -> {
              if (event instanceof RunEvent.Trained(sluice.train.TrainEvent.StepDone step)) {
                rates.add(step.rate());
              }
            }));
    assertThat(rates).hasSize(15).endsWith(0.5, 0.25);
  }

  @Test
  void aPlateauThatStoppingComesBeforeIsTold() {
    String[] plateau = {"training.schedule=plateau", "training.epochs=50"};
    assertThat(notes(plateau))
        .containsExactly(
            "training.early_stopping.patience: training ends after 10 epochs without a new best,"
                + " and the plateau waits for 10: the rate never falls; make this one larger.");
    assertThat(notes(plateau[0], plateau[1], "training.early_stopping=11")).isEmpty();
    assertThat(notes(plateau[0], plateau[1], "training.early_stopping=none")).isEmpty();
  }

  @Test
  void aCycleOfOneStepIsTold() {
    assertThat(notes("ensemble={snapshot: {cycle: 1}}", "training.epochs=30", "training.batch=all"))
        .containsExactly(
            "ensemble.snapshot.cycle: one epoch of one step has no room for a rate that falls; make"
                + " it longer, or training.batch smaller.");
    assertThat(notes("ensemble={snapshot: {cycle: 1}}", "training.epochs=30")).isEmpty();
  }

  @Test
  void thePlanShowsThem() {
    Plan plan = Run.plan(SmallRuns.sales(folder, "training.warm_up=4"));
    assertThat(plan.text()).contains("\nnote: training.warm_up: the rate rises over 20 steps");
    assertThat(SmallRuns.json(plan.json()).get("notes").get(0).asString())
        .startsWith("training.warm_up: the rate rises");
    assertThat(SmallRuns.json(Run.plan(SmallRuns.sales(folder)).json()).get("notes")).isEmpty();
  }

  @Test
  void aDrawOfOneExampleIsRefused() {
    assertThatExceptionOfType(UnfitTask.class)
        .isThrownBy(() -> notes("ensemble={bagging: {members: 2, sample: 0.01}}"))
        .withMessageMatching(
            "ensemble.bagging.sample: 0.01 of [0-9]+ training examples is less than 2: make it"
                + " larger, or 1 for as many as there are");
  }

  @Test
  void moreFoldsThanSequencesAreRefused() {
    assertThat(Run.plan(SmallRuns.shapes(folder, 3, "split.folds=48")).notes()).isEmpty();
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> Run.plan(SmallRuns.shapes(folder, 3, "split.folds=49")))
        .withMessageContaining("Expected at most 48 folds, one a row, sequence or group, found 49.")
        .withMessageContaining("split.folds");
  }
}
