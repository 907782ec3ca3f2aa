package sluice.experiment;

import java.util.List;
import java.util.Optional;
import sluice.experiment.settings.AlsoNamed;
import sluice.experiment.settings.Default;
import sluice.experiment.settings.Help;
import sluice.experiment.settings.Range;
import sluice.experiment.settings.Shorthand;
import sluice.experiment.settings.Unset;

/**
 * Loss, optimiser and when to stop.
 *
 * @param loss what is made small
 * @param reduction how the losses of a batch become one number
 * @param epochs passes over the training part at most
 * @param batch sequences a step; empty for all of the training part
 * @param truncatedBpttSteps steps of a text that the gradient goes back at most
 * @param groups parts of a batch whose gradients are computed apart and added in order
 * @param shuffle whether each epoch has another order
 * @param optimiser how a gradient becomes a step
 * @param schedule how the rate changes
 * @param warmUp how the rate rises before that
 * @param clip bounds of the gradient
 * @param penalty what is asked of all weights beside the loss
 * @param weights how some of them are treated otherwise
 * @param average what takes the weights' place in validation and at the end
 * @param earlyStopping when to stop before the last epoch
 * @param checkpointSeconds time between checkpoints; one is also written each epoch
 * @param record steps from one record of the gradient's flow to the next; 0 for never, empty for as
 *     many as give a clear picture
 */
public record TrainingSettings(
    @Help("what is made small")
        @Default(
            words =
                "squared; softmax-cross-entropy where the task is classify, sigmoid-cross-entropy"
                    + " of several labels and of similarity")
        LossSettings loss,
    @Help("mean over steps and outputs, or sum over steps and mean over sequences") @Default("mean")
        Reduction reduction,
    @Help("passes over the training part at most") @Default("30") @Range(min = 1, max = 1_000_000)
        int epochs,
    @Help("sequences a step; all for the whole training part, 1 for one after the other")
        @Default("64")
        @Unset("all")
        @Range(min = 1, max = 1_000_000)
        Optional<Integer> batch,
    @Help("language: steps that the gradient goes back; the state goes on beyond them")
        @Default("35")
        @Range(min = 1, max = 100_000)
        int truncatedBpttSteps,
    @Help("parts of a batch whose gradients are computed apart, then added in order")
        @Default("1")
        @Range(min = 1, max = 100_000)
        int groups,
    @Help("another order of the training sequences in each epoch") @Default("true") boolean shuffle,
    @Help("how a gradient becomes a step") @AlsoNamed("optimizer") @Default("adam")
        OptimiserSettings optimiser,
    @Help("how the rate changes over time") @Default("constant") ScheduleSettings schedule,
    @Help("rise from 0 to the rate before the schedule begins") @Default("none")
        Optional<ScheduleSettings.WarmUp> warmUp,
    @Help("bounds of the gradient") Clip clip,
    @Help("what is asked of the weights beside the loss") PenaltySettings penalty,
    @Help("weights that are trained unlike the others: at another rate, frozen, other penalties")
        @Default("[]")
        List<TreatmentSettings> weights,
    @Help("average of the weights over steps, which is validated and saved in their place")
        @Default("none")
        AverageSettings average,
    @Help("stop when validation no longer improves, and restore the best weights")
        @Default("{patience: 10}")
        Optional<EarlyStopping> earlyStopping,
    @Help("seconds between checkpoints; one is also written after each epoch")
        @Default("60")
        @Range(min = 1, max = 1_000_000)
        int checkpointSeconds,
    @Help(
            "every so many steps the flow of the gradient is recorded, by layer and step in time;"
                + " auto for about sixty times in a training, at most every 100th; 0 for never")
        @Default("auto")
        @Unset("auto")
        @Range(min = 0, max = 1_000_000)
        Optional<Integer> record) {

  /** Copies the list. */
  public TrainingSettings {
    weights = List.copyOf(weights);
  }

  /** A copy with other treatments of single weights. */
  TrainingSettings weights(List<TreatmentSettings> value) {
    return new TrainingSettings(
        loss,
        reduction,
        epochs,
        batch,
        truncatedBpttSteps,
        groups,
        shuffle,
        optimiser,
        schedule,
        warmUp,
        clip,
        penalty,
        value,
        average,
        earlyStopping,
        checkpointSeconds,
        record);
  }

  /** How the losses of a batch become one number. */
  public enum Reduction {
    /** Mean over all steps that exist and all outputs. */
    MEAN,
    /** Sum over steps, mean over sequences. */
    SUM_STEPS
  }

  /**
   * Bounds of the gradient.
   *
   * @param norm of all gradients together
   * @param value of each element
   */
  public record Clip(
      @Help("largest L2 norm of all gradients together") @Default("1") @Range(above = 0)
          Optional<Double> norm,
      @Help("largest size of one element") @Range(above = 0) Optional<Double> value) {}

  /**
   * When to stop before the last epoch.
   *
   * @param patience epochs without a new best validation loss
   * @param minDelta by how much a loss must be lower to be a new best
   * @param metric what is judged in place of the loss
   */
  @Shorthand
  public record EarlyStopping(
      @Help("epochs without a new best") @Default("10") @Range(min = 1, max = 1_000_000)
          int patience,
      @Help("by how much it must be better to be a new best") @Default("0") @Range(min = 0)
          double minDelta,
      @Help("what is judged: loss, or a metric of the task such as mae, accuracy, macro_f1")
          @Default("loss")
          @Range(min = 1, max = 40)
          String metric) {}
}
