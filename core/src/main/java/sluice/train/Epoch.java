package sluice.train;

/**
 * What one epoch came to.
 *
 * @param number counted from 1
 * @param trainingLoss mean over the epoch's batches, each measured before its step
 * @param validationLoss mean over the validation part after the epoch; NaN without one
 * @param best whether this is the best epoch so far
 * @param rate learning rate of the last step
 * @param gradientNorm mean norm of the gradients before clipping
 * @param clipped share of the steps whose gradient was clipped by its norm
 * @param penalty all penalties in the last step, of the weights before it and of layers' outputs in
 *     it; no part of either loss
 * @param seconds wall time; not part of what is reproducible
 */
public record Epoch(
    int number,
    double trainingLoss,
    double validationLoss,
    boolean best,
    double rate,
    double gradientNorm,
    double clipped,
    double penalty,
    double seconds) {

  /** Without penalties. */
  public Epoch(
      int number,
      double trainingLoss,
      double validationLoss,
      boolean best,
      double rate,
      double gradientNorm,
      double clipped,
      double seconds) {
    this(number, trainingLoss, validationLoss, best, rate, gradientNorm, clipped, 0, seconds);
  }
}
