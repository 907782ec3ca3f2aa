package sluice.train;

import java.util.List;
import java.util.Optional;
import sluice.math.Matrix;
import sluice.nn.Gradients;
import sluice.optim.Optimizer;

/**
 * Sees to it that no step leaves a weight, or a tensor of the optimiser, that is not finite.
 *
 * <p>Weights begin far from the end of float32's range, and steps that are not huge cannot bring
 * them there: only a step of a huge gradient or rate is looked at, at the price of a copy of all;
 * and every step of a method that evaluates the whole training part several times, beside which a
 * copy is nothing.
 */
final class Guard {
  /** Its square is far from the end of the range, and so are 10²⁰ steps of it. */
  private static final double HUGE = 1e15;

  private final Gradients gradients;
  private final Optimizer optimizer;
  private final double rates; // the largest factor of the rate
  private final double decay; // the largest share that a weight loses, times the rate
  private boolean watching;
  private float[][] weights = {}; // by trained weight, before the step
  private float[][] tensors = {}; // of the optimiser
  private long steps;

  Guard(Gradients gradients, Optimizer optimizer) {
    this.gradients = gradients;
    this.optimizer = optimizer;
    double most = 1;
    double share = 0;
    for (int i = 0; i < gradients.count(); i++) {
      most = Math.max(most, gradients.rate(i));
      share = Math.max(share, gradients.decay(i) * gradients.rate(i));
    }
    rates = most;
    decay = share;
  }

  /** The gradients are there; the weights are about to be changed. */
  void evaluated() {
    double rate = optimizer.rate() * rates;
    watching =
        optimizer.fullBatch() // what is remembered may make its steps far longer than a gradient
            || gradients.norm() > HUGE
            || gradients.norm() * rate > HUGE
            || rate > HUGE
            || Math.abs(gradients.scale()) > HUGE
            || optimizer.rate() * decay > 1;
    if (watching) {
      keep();
    }
  }

  private void keep() {
    List<Optimizer.Named> named = optimizer.tensors();
    if (weights.length == 0) {
      weights = new float[gradients.count()][];
      tensors = new float[named.size()][];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] = copy(optimizer.standing(i).orElse(gradients.weight(i).values()), weights[i]);
    }
    for (int i = 0; i < tensors.length; i++) {
      tensors[i] = copy(named.get(i).values(), tensors[i]);
    }
    steps = optimizer.steps();
  }

  /** A copy of values, in the room of the last one if there is one. */
  private static float[] copy(Matrix values, float[] room) {
    if (room == null) {
      return values.toArray();
    }
    System.arraycopy(values.data(), values.at(0), room, 0, room.length);
    return room;
  }

  /** What the step has spoilt. All is then as it was before. Modified: weights, optimiser. */
  Optional<Scene.Spoilt> stepped() {
    if (!watching) {
      return Optional.empty();
    }
    Optional<Scene.Spoilt> spoilt = spoilt();
    if (spoilt.isPresent()) {
      restore();
    }
    return spoilt;
  }

  private Optional<Scene.Spoilt> spoilt() {
    for (int i = 0; i < weights.length; i++) {
      Matrix values = gradients.weight(i).values();
      int at = firstNotFinite(values);
      if (at >= 0) {
        return Optional.of(spoilt(i, "", values, at, weights[i][at]));
      }
    }
    List<Optimizer.Named> named = optimizer.tensors();
    for (int i = 0; i < tensors.length; i++) {
      int at = firstNotFinite(named.get(i).values());
      if (at >= 0) {
        String name = named.get(i).name();
        return Optional.of(spoilt(owner(name), name, named.get(i).values(), at, tensors[i][at]));
      }
    }
    return Optional.empty();
  }

  /** The weight that a tensor belongs to: its name ends with the weight's. */
  private int owner(String tensor) {
    int i = 0;
    while (i + 1 < weights.length && !tensor.endsWith("." + gradients.weight(i).name())) {
      i++;
    }
    return i;
  }

  private Scene.Spoilt spoilt(int i, String tensor, Matrix values, int at, float before) {
    int row = at / values.columns();
    int column = at % values.columns();
    Matrix gradient = gradients.gradient(i);
    boolean fits = row < gradient.rows() && values.columns() == gradient.columns();
    return new Scene.Spoilt(
        gradients.weight(i).name(),
        tensor,
        row,
        column,
        before,
        fits ? gradient.get(row, column) * gradients.scale() : Double.NaN,
        values.data()[values.at(0) + at]);
  }

  private void restore() {
    for (int i = 0; i < weights.length; i++) {
      Progress.write(weights[i], gradients.weight(i));
    }
    List<Optimizer.Named> named = optimizer.tensors();
    for (int i = 0; i < tensors.length; i++) {
      Matrix values = named.get(i).values();
      System.arraycopy(tensors[i], 0, values.data(), values.at(0), tensors[i].length);
    }
    optimizer.steps(steps);
  }

  /** Place of the first value that is NaN or infinite; −1 without one. */
  private static int firstNotFinite(Matrix values) {
    for (int j = 0; j < values.size(); j++) {
      if (!Float.isFinite(values.data()[values.at(0) + j])) {
        return j;
      }
    }
    return -1;
  }
}
