package sluice.train;

import java.util.List;
import java.util.Optional;
import sluice.loss.Model;

/**
 * Where a training stood when it diverged: all that is needed to make its last step once more, to
 * the same bits.
 *
 * @param model what was trained
 * @param weights values of all its weights as the failed evaluation had them, in its order
 * @param batches what was learned from; the validation part where that failed
 * @param validation whether the validation loss failed, of weights that every step before was fine
 *     with
 * @param config how it was trained
 * @param epoch counted from 1
 * @param index of the batch
 * @param carried the states that sequences brought from the batch before, by id; empty where none
 *     are carried
 * @param steps the last steps, the failed one last
 * @param spoilt the weight that the step would have spoilt; empty where it did not come so far
 */
public record Scene(
    Model model,
    List<float[]> weights,
    Batches batches,
    boolean validation,
    TrainConfig config,
    int epoch,
    int index,
    float[] carried,
    List<Step> steps,
    Optional<Spoilt> spoilt) {
  public Scene {
    weights = List.copyOf(weights);
    steps = List.copyOf(steps);
  }

  /**
   * What one step came to.
   *
   * @param number counted from 1 over all epochs
   * @param loss mean loss of its batch
   * @param norm of its gradient, before any clipping
   * @param rate learning rate
   */
  public record Step(long number, double loss, double norm, double rate) {}

  /**
   * A value that the optimiser would have left, and which is not finite.
   *
   * @param weight name of the weight
   * @param tensor of the optimiser; empty for the weight itself
   * @param row of the value
   * @param column of the value
   * @param before what it was
   * @param gradient the gradient there, scaled as it was gathered
   * @param after what it would be
   */
  public record Spoilt(
      String weight,
      String tensor,
      int row,
      int column,
      float before,
      double gradient,
      float after) {}
}
