package sluice.train;

import java.util.Locale;
import java.util.Optional;
import sluice.loss.Model;
import sluice.optim.Clip;
import sluice.optim.Optimizer;

/** Says that a training has diverged, with all that is needed to look into it afterwards. */
final class Alarm {
  private final Model model;
  private final TrainConfig config;
  private final Batches training;
  private final TrainingStep step;
  private final Progress progress;
  private final Optimizer optimizer;
  private final String clipped;
  private final Recent recent = new Recent();

  Alarm(
      Model model,
      TrainConfig config,
      Clip clip,
      Batches training,
      TrainingStep step,
      Progress progress,
      Optimizer optimizer) {
    this.model = model;
    this.config = config;
    this.training = training;
    this.step = step;
    this.progress = progress;
    this.optimizer = optimizer;
    clipped = clip.norm() == Double.POSITIVE_INFINITY ? "none" : Double.toString(clip.norm());
  }

  /** The last steps. */
  Recent recent() {
    return recent;
  }

  /** The loss or a gradient of a training step is not finite. */
  Diverged raised(String what) {
    return raised(what, step.culprit(), scene(training, false, Optional.empty()));
  }

  /** The update would have left something that is not finite. */
  Diverged raised(Scene.Spoilt spoilt) {
    String name = spoilt.tensor().isEmpty() ? spoilt.weight() : spoilt.tensor();
    return raised(
        "the step would make " + name + " " + spoilt.after(),
        "the update of " + spoilt.weight(),
        scene(training, false, Optional.of(spoilt)));
  }

  /** The validation loss is not finite, by the weights that the model has now. */
  Diverged raised(double loss, Batches validation) {
    return raised(
        "the validation loss is " + loss,
        step.culprit(),
        scene(validation, true, Optional.empty()));
  }

  private Diverged raised(String what, String first, Scene scene) {
    String advice =
        String.format(
            Locale.ROOT,
            "Try a smaller learning rate (was %s) or clip the gradient's norm (limit was %s).",
            optimizer.rate(),
            clipped);
    return new Diverged(what, first, progress.step + 1, progress.lastFiniteLoss, advice, scene);
  }

  private Scene scene(Batches batches, boolean validating, Optional<Scene.Spoilt> spoilt) {
    return new Scene(
        model,
        model.weights().stream().map(weight -> weight.values().toArray()).toList(),
        batches,
        validating,
        config,
        progress.epoch,
        validating ? 0 : progress.batch,
        validating ? new float[0] : step.carried(),
        recent.steps(),
        spoilt);
  }
}
