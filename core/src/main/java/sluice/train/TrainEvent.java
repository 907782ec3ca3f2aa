package sluice.train;

/** What a training tells those who listen. Listeners hear, they never steer. */
public sealed interface TrainEvent {

  /**
   * A step was made.
   *
   * @param epoch counted from 1
   * @param batch batches of this epoch done so far
   * @param batches batches in the epoch
   * @param loss mean loss of the batch
   * @param gradientNorm norm before clipping
   * @param rate learning rate
   * @param sequences sequences in the batch
   */
  record StepDone(
      int epoch,
      int batch,
      int batches,
      double loss,
      double gradientNorm,
      double rate,
      int sequences)
      implements TrainEvent {}

  /** An epoch is done and validated. */
  record EpochDone(Epoch epoch) implements TrainEvent {}
}
