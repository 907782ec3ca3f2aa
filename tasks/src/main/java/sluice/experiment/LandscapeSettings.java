package sluice.experiment;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import sluice.data.Part;

/**
 * Around which weights, on which examples and in which plane the loss is to be looked at.
 *
 * @param model a model file, or the folder of a run
 * @param member which network of an ensemble, from 1
 * @param data without, what the model was trained on
 * @param part of what it was trained on; without, the training part
 * @param directions of the plane
 * @param points along each of them, odd, 3 to 201
 * @param reach of the plane to each side, above 0, in lengths of the directions
 * @param seed of random directions
 * @param examples how many at most; without, as many as take about half a minute
 */
public record LandscapeSettings(
    Path model,
    OptionalInt member,
    Optional<DataSource> data,
    Optional<Part> part,
    Directions directions,
    int points,
    double reach,
    long seed,
    OptionalInt examples) {
  /** What spans the plane. */
  public enum Directions {
    /** Two random ones, of filter-normalised length. */
    RANDOM,
    /** The way from the untrained weights, and a random one. */
    START,
    /** The two in which the weights of the epochs vary most; trains once more to have them. */
    PATH
  }
}
