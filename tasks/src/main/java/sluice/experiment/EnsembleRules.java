package sluice.experiment;

import java.util.List;
import sluice.experiment.settings.Reading;

/** What an ensemble asks of the other keys. */
final class EnsembleRules {
  private static final String KEY = "ensemble";

  private EnsembleRules() {}

  static void check(Reading<Experiment> reading) {
    Experiment experiment = reading.value();
    boolean oneLabel = experiment.task() == Task.CLASSIFY && !experiment.data().several();
    boolean oneAnswer = !experiment.window().eachStep();
    switch (experiment.ensemble()) {
      case EnsembleSettings.None _, EnsembleSettings.Seeds _, EnsembleSettings.Bagging _ -> {}
      case EnsembleSettings.Adaboost _ ->
          reading.require(
              oneLabel && oneAnswer,
              KEY,
              "adaboost is for task classify with one label a row, window or sequence; take seeds,"
                  + " bagging or snapshot",
              "task",
              "data.label",
              "window");
      case EnsembleSettings.GradientBoosting _ ->
          reading.require(
              experiment.task() == Task.REGRESS
                  && oneAnswer
                  && experiment.training().loss().levels().isEmpty(),
              KEY,
              "gradient-boosting is for task regress with one number a row, window or sequence;"
                  + " take seeds, bagging or snapshot",
              "task",
              "window",
              "training.loss");
      case EnsembleSettings.Snapshot _ -> snapshot(reading);
    }
  }

  /** The rate and the length of a snapshot's training are its own. */
  private static void snapshot(Reading<Experiment> reading) {
    TrainingSettings training = reading.value().training();
    String because = "has no effect for ensemble.snapshot, whose cycle says how the rate falls";
    for (String key : List.of("training.epochs", "training.schedule", "training.warm_up")) {
      reading.require(!reading.changes(key), key, because, KEY);
    }
    reading.require(
        !reading.changes("training.early_stopping") || training.earlyStopping().isEmpty(),
        "training.early_stopping",
        "has no effect for ensemble.snapshot, which takes the weights at the end of each cycle",
        KEY);
    reading.require(
        !(training.optimiser() instanceof OptimiserSettings.Lbfgs),
        "training.optimiser",
        "lbfgs looks for the length of its steps itself; ensemble.snapshot needs a rate that falls",
        KEY);
  }
}
