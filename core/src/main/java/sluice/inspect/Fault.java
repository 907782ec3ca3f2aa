package sluice.inspect;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The first value of a training step that is not finite, in the order in which the step computes.
 *
 * @param phase the part of the step
 * @param operation what gave the value, in words
 * @param place where it stands
 * @param value NaN or an infinity
 * @param figures what went into the operation, and how large it was
 */
public record Fault(
    Phase phase, String operation, Place place, double value, List<Figure> figures) {
  public Fault {
    figures = List.copyOf(figures);
  }

  /** The parts of a step, in their order. */
  public enum Phase {
    /** What was read: inputs, targets, weights of rows. */
    DATA,
    /** A weight as it was before the step. */
    WEIGHT,
    /** The way up through the layers. */
    FORWARD,
    /** The outputs, their loss and its derivative. */
    LOSS,
    /** The way down through the layers. */
    BACKWARD,
    /** The gradient of a weight, and what is made of all gradients together. */
    GRADIENT,
    /** What the optimiser makes of weights and its own tensors. */
    UPDATE;

    /** The stable name in files. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Where a value stands.
   *
   * @param layer the beginning of its weights' names, such as {@code layers.2} or {@code head};
   *     empty where there is none
   * @param type kind of the layer, such as {@code lstm}; empty where there is none
   * @param gate its letter; empty where there is none
   * @param weight name of the weight; empty where there is none
   * @param spot which step of which sequence; empty for a weight
   * @param row of the weight, from 0; −1 where there is none
   * @param column unit, feature or column, from 0; −1 where there is none
   */
  public record Place(
      String layer,
      String type,
      String gate,
      String weight,
      Optional<Spot> spot,
      int row,
      int column) {}

  /**
   * A step of a sequence.
   *
   * @param sequence id of the sequence: the number of the example, where a file is read
   * @param order of the sequence among those of its group, as they were given, from 1
   * @param group of the batch, from 1
   * @param step from 1, in the sequence's own order, at this layer
   * @param steps of the sequence at this layer
   */
  public record Spot(long sequence, int order, int group, int step, int steps) {}

  /**
   * How large something was that took part.
   *
   * @param name in words
   * @param value of it
   */
  public record Figure(String name, double value) {}
}
