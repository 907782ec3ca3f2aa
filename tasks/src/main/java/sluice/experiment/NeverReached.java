package sluice.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Settings that wait for a step or an epoch which the training does not have: they are right, and
 * do nothing. It takes the data to know how many steps an epoch has.
 */
final class NeverReached {
  private final TrainingSettings training;
  private final int epochs;
  private final int stepsPerEpoch;
  private final long steps; // of the whole training, at most
  private final List<String> notes = new ArrayList<>();

  private NeverReached(Experiment experiment, int stepsPerEpoch) {
    training = experiment.training();
    epochs = EngineSettings.epochs(experiment);
    this.stepsPerEpoch = stepsPerEpoch;
    steps = (long) epochs * stepsPerEpoch;
  }

  /**
   * A sentence for each of them.
   *
   * @param stepsPerEpoch batches that an epoch has
   */
  static List<String> of(Experiment experiment, int stepsPerEpoch) {
    NeverReached own = new NeverReached(experiment, stepsPerEpoch);
    if (experiment.ensemble() instanceof EnsembleSettings.Snapshot) {
      own.snapshot();
    } else {
      own.warmUp();
      own.schedule();
    }
    own.average();
    return List.copyOf(own.notes);
  }

  /** The rate falls along a cosine from a cycle's first step to its last. */
  private void snapshot() {
    say(
        steps == 1,
        "ensemble.snapshot.cycle: one epoch of one step has no room for a rate that falls; make it"
            + " longer, or training.batch smaller");
  }

  private void warmUp() {
    training
        .warmUp()
        .ifPresent(rise -> {
          long over = steps(rise.over(), rise.unit());
          say(
              over > steps,
              "training.warm_up: the rate rises over %,d steps, and training has %,d at most: it"
                  + " never comes to its full size",
              over,
              steps);
        });
  }

  /** Steps that the schedule sees: those behind the warm-up. */
  private long scheduled() {
    return steps - training.warmUp().map(rise -> steps(rise.over(), rise.unit())).orElse(0L);
  }

  private void schedule() {
    long left = Math.max(0, scheduled());
    switch (training.schedule()) {
      case ScheduleSettings.Constant _, ScheduleSettings.OneCycle _ -> {}
      case ScheduleSettings.Exponential own ->
          falls(own.staircase(), "exponential.every", steps(own.every(), own.unit()), left);
      case ScheduleSettings.Piecewise own -> piecewise(own, left);
      case ScheduleSettings.Polynomial own ->
          own.over().ifPresent(over -> ends("polynomial.over", steps(over, own.unit()), left));
      case ScheduleSettings.Cosine own ->
          own.over().ifPresent(over -> ends("cosine.over", steps(over, own.unit()), left));
      case ScheduleSettings.Plateau own -> plateau(own.patience());
      case ScheduleSettings.BoldDriver _ ->
          say(
              epochs < 3,
              "training.schedule.bold-driver: it needs two losses to compare before an epoch that"
                  + " it changes, and training has %d: the rate stays as it is",
              epochs);
    }
  }

  private void falls(boolean staircase, String key, long every, long left) {
    say(
        staircase && every >= left,
        "training.schedule.%s: the first stair comes after %,d steps, and the schedule has %,d at"
            + " most: the rate never falls",
        key,
        every,
        left);
  }

  private void ends(String key, long over, long left) {
    say(
        over > left,
        "training.schedule.%s: it comes to its end after %,d steps, and the schedule has %,d at"
            + " most: the end is never reached",
        key,
        over,
        left);
  }

  /** A rate holds up to and at its boundary. */
  private void piecewise(ScheduleSettings.Piecewise own, long left) {
    for (int i = 0; i < own.boundaries().size(); i++) {
      int boundary = own.boundaries().get(i);
      boolean inEpochs = own.unit() == ScheduleSettings.Unit.EPOCHS;
      long last = inEpochs ? steps(boundary, own.unit()) - 1 : boundary;
      if (last >= left - 1) {
        say(
            true,
            "training.schedule.piecewise.boundaries: %d %s are not over before the last of %,d"
                + " steps: the rate %s is never taken",
            boundary,
            inEpochs ? "epochs" : "steps",
            left,
            own.values().get(i + 1));
        return;
      }
    }
  }

  /**
   * The first epoch has always the best loss so far; the rate falls behind the last of patience.
   */
  private void plateau(int patience) {
    say(
        patience + 2L > epochs,
        "training.schedule.plateau.patience: the rate falls after %,d epochs without a new best at"
            + " the earliest, and training has %,d: it never does",
        patience,
        epochs);
    training
        .earlyStopping()
        .filter(stopping -> stopping.patience() <= patience && patience + 2L <= epochs)
        .ifPresent(stopping ->
            say(
                true,
                "training.early_stopping.patience: training ends after %,d epochs without a new"
                    + " best, and the plateau waits for %,d: the rate never falls; make this one"
                    + " larger",
                stopping.patience(),
                patience));
  }

  private void average() {
    switch (training.average()) {
      case AverageSettings.None _ -> {}
      case AverageSettings.Mean(int from) ->
          say(
              from > epochs,
              "training.average.mean.from: it begins with epoch %,d, and training has %,d at most:"
                  + " the weights themselves are taken",
              from,
              epochs);
      case AverageSettings.Moving(double decay) -> moving(decay);
      case AverageSettings.NonMonotone(int patience) ->
          say(
              patience + 3 > epochs,
              "training.average.non-monotone.patience: it begins with epoch %,d at the earliest,"
                  + " and training has %,d at most: the weights themselves are taken",
              patience + 3,
              epochs);
    }
  }

  /** Until it is reached, the first steps are forgotten faster. */
  private void moving(double decay) {
    long reached = (long) Math.ceil((10 * decay - 1) / (1 - decay)); // (1 + s) / (10 + s) = decay
    say(
        reached > steps,
        "training.average.moving.decay: %s is in force from step %,d on, and training has %,d at"
            + " most: the average is over about the last tenth of the steps made",
        decay,
        reached,
        steps);
  }

  private long steps(int time, ScheduleSettings.Unit unit) {
    return unit == ScheduleSettings.Unit.EPOCHS ? (long) time * stepsPerEpoch : time;
  }

  private void say(boolean never, String sentence, Object... values) {
    if (never) {
      notes.add(String.format(Locale.ROOT, sentence, values) + ".");
    }
  }
}
