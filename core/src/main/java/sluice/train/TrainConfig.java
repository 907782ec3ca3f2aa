package sluice.train;

import java.util.List;
import java.util.Locale;
import sluice.loss.Reduction;
import sluice.optim.Averaging;
import sluice.optim.Schedule;
import sluice.optim.Treatment;

/**
 * How to train.
 *
 * @param epochs passes over the training batches, at least 1
 * @param groups parts into which each batch is cut; another value is another experiment, at least 1
 * @param reduction how a batch's loss becomes one number
 * @param schedule how the learning rate changes
 * @param patience epochs without a new best validation loss before training ends; 0 to never end
 *     early
 * @param minDelta by how much a loss must be below the best to be a new best, at least 0
 * @param seed seed of what is random while training: dropout
 * @param treatments how weights are trained that are not all alike: rates of their own, frozen,
 *     penalties
 * @param averaging what takes the weights' place in validation and at the end
 */
public record TrainConfig(
    int epochs,
    int groups,
    Reduction reduction,
    Schedule schedule,
    int patience,
    double minDelta,
    long seed,
    List<Treatment> treatments,
    Averaging averaging) {
  /** 20 epochs, mean loss, constant rate, no early end, seed 42. */
  public static final TrainConfig DEFAULT =
      new TrainConfig(20, 1, Reduction.MEAN, new Schedule.Constant(), 0, 0, 42);

  public TrainConfig {
    treatments = List.copyOf(treatments);
    if (epochs < 1 || groups < 1 || patience < 0 || !(minDelta >= 0)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "epochs and groups must be at least 1, patience and minDelta at least 0; were %d, %d, %d, %s",
              epochs,
              groups,
              patience,
              minDelta));
    }
  }

  /** All weights alike, no averages. */
  public TrainConfig(
      int epochs,
      int groups,
      Reduction reduction,
      Schedule schedule,
      int patience,
      double minDelta,
      long seed) {
    this(
        epochs,
        groups,
        reduction,
        schedule,
        patience,
        minDelta,
        seed,
        List.of(),
        new Averaging.None());
  }

  /** The same with other epochs. */
  public TrainConfig epochs(int value) {
    return new TrainConfig(
        value, groups, reduction, schedule, patience, minDelta, seed, treatments, averaging);
  }

  /** The same with other groups. */
  public TrainConfig groups(int value) {
    return new TrainConfig(
        epochs, value, reduction, schedule, patience, minDelta, seed, treatments, averaging);
  }

  /** The same with another reduction. */
  public TrainConfig reduction(Reduction value) {
    return new TrainConfig(
        epochs, groups, value, schedule, patience, minDelta, seed, treatments, averaging);
  }

  /** The same with another schedule. */
  public TrainConfig schedule(Schedule value) {
    return new TrainConfig(
        epochs, groups, reduction, value, patience, minDelta, seed, treatments, averaging);
  }

  /** The same, ending after this many epochs without a new best; 0 to never. */
  public TrainConfig patience(int value) {
    return new TrainConfig(
        epochs, groups, reduction, schedule, value, minDelta, seed, treatments, averaging);
  }

  /** The same with another seed. */
  public TrainConfig seed(long value) {
    return new TrainConfig(
        epochs, groups, reduction, schedule, patience, minDelta, value, treatments, averaging);
  }

  /** The same with other treatments. */
  public TrainConfig treatments(Treatment... value) {
    return new TrainConfig(
        epochs, groups, reduction, schedule, patience, minDelta, seed, List.of(value), averaging);
  }

  /** The same with another averaging. */
  public TrainConfig averaging(Averaging value) {
    return new TrainConfig(
        epochs, groups, reduction, schedule, patience, minDelta, seed, treatments, value);
  }
}
