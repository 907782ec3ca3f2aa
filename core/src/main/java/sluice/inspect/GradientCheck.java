package sluice.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import sluice.loss.Head;
import sluice.loss.Model;
import sluice.math.Matrix;
import sluice.math.Workers;
import sluice.nn.Gradients;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.nn.Weight;

/**
 * Compares every gradient of a trial with central differences of its objective, which is the
 * trial's J and what is asked of layers' outputs ({@link LayerSpec.Penalised}).
 *
 * <pre>
 *   ∂J/∂w ≈ (J(w + ε) − J(w − ε)) ∕ 2ε      ε = 0.01, the forward pass in float32, J in double
 * </pre>
 *
 * <p>Every weight, the input and the initial state are varied, one element after the other. An
 * error is the largest distance in a tensor, divided by the largest gradient of that tensor: an
 * element's own size is no measure in float32. With ε = 0.01 right derivatives come to about 1e−4
 * and wrong ones to 0.1 and more.
 *
 * @param tensors one entry for each weight, for the input where it is numbers, and for the state
 */
public record GradientCheck(List<Entry> tensors) {
  /** Half the width of a central difference. */
  public static final float STEP = 1e-2f;

  /** The error that a right derivative stays below. */
  public static final double BOUND = 1e-3;

  /**
   * The worst element of a tensor.
   *
   * @param name the weight's name, {@code input} or {@code start}
   * @param error distance from the difference ∕ largest gradient of the tensor
   * @param row where it is
   * @param column where it is
   * @param backward what backward gives there
   * @param difference what the difference gives there
   * @param largest largest magnitude of a gradient in the tensor
   */
  public record Entry(
      String name,
      double error,
      int row,
      int column,
      double backward,
      double difference,
      double largest) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "the gradient of %s at [%d, %d] is %.6g, by differences %.6g (largest %.6g): error %.2g",
          name,
          row,
          column,
          backward,
          difference,
          largest,
          error);
    }
  }

  public GradientCheck {
    tensors = List.copyOf(tensors);
  }

  /**
   * Checks a trial. Its weights, input and initial state are changed while this runs and are as
   * they were when it returns.
   */
  public static GradientCheck of(Trial trial) {
    return of(trial, STEP);
  }

  /**
   * The same with another half width of the differences: a smaller one where the objective is
   * strongly curved, as with few units that are normalised. Differences are then more of rounding.
   */
  public static GradientCheck of(Trial trial, float step) {
    return new Run(trial, step).check();
  }

  /** The tensor with the largest error. */
  public Entry worst() {
    return tensors.stream().max(Comparator.comparingDouble(Entry::error)).orElseThrow();
  }

  /**
   * Throws if a tensor's error is above a bound, or not a number.
   *
   * @throws AssertionError naming the tensor, the place and both values
   */
  public void assertWithin(double bound) {
    for (Entry entry : tensors) {
      if (!(entry.error <= bound)) {
        throw new AssertionError(String.format(Locale.ROOT, "%s, allowed %.2g", entry, bound));
      }
    }
  }

  /** One check on its way. */
  private static final class Run {
    private static final Runnable NOTHING = () -> {};

    private final Trial trial;
    private final float step;
    private final Gradients gradients;
    private final Network.Pass layers;
    private final Head.Pass head;
    private final int rows;
    private final List<Entry> entries = new ArrayList<>();

    Run(Trial trial, float step) {
      this.step = step;
      this.trial = trial;
      Model model = trial.model();
      gradients = new Gradients(model.weights());
      var settings = trial.settings(gradients);
      layers = model.network().pass(settings);
      rows = model.network().capacityAfter(settings.capacity()).rows();
      head = model.head().pass(rows, settings.gradients(), Workers.serial());
    }

    GradientCheck check() {
      Matrix dh = Matrix.of(rows, trial.model().network().outputSize());
      head.lossAndGradient(forward(), trial.target(), trial.weights(), dh);
      Matrix dx = layers.backward(dh, trial.v()).copy();
      for (int i = 0; i < gradients.count(); i++) {
        Weight weight = gradients.weight(i);
        compare(weight.name(), weight.values(), gradients.gradient(i), 0, weight::changed);
      }
      Matrix start = trial.start();
      Matrix startGradient = layers.startGradient().copy();
      input(trial.input(), dx, 0);
      compare("start", start, startGradient, 0, NOTHING);
      return new GradientCheck(entries);
    }

    private Matrix forward() {
      Matrix start = layers.start();
      System.arraycopy(
          trial.start().data(),
          trial.start().at(0),
          start.data(),
          start.at(0),
          trial.start().size());
      Matrix h = layers.forward(trial.input(), trial.steps());
      head.layout(layers.steps());
      return h;
    }

    private double objective() {
      double sum = head.loss(forward(), trial.target(), trial.weights()) + layers.penalty();
      Matrix end = layers.end();
      for (int b = 0; b < trial.v().rows(); b++) {
        for (int j = 0; j < trial.v().columns(); j++) {
          sum += (double) trial.v().get(b, j) * end.get(b, j);
        }
      }
      return sum;
    }

    /** Varies the parts of an input that are numbers; ids have no derivative. */
    private void input(Input input, Matrix dx, int firstColumn) {
      switch (input) {
        case Input.Rows(Matrix values) -> compare("input", values, dx, firstColumn, NOTHING);
        case Input.Ids _ -> {}
        case Input.Joined(List<Input> parts) -> {
          int column = firstColumn;
          for (Input part : parts) {
            input(part, dx, column);
            column += part.width();
          }
        }
      }
    }

    private void compare(
        String name, Matrix values, Matrix gradient, int firstColumn, Runnable changed) {
      double largest = 0;
      double worst = -1;
      int at = 0;
      double[] differences = new double[values.size()];
      for (int j = 0; j < differences.length; j++) {
        differences[j] = difference(values.data(), values.at(0) + j, changed);
        double backward = backward(gradient, values, firstColumn, j);
        largest = Math.max(largest, Math.max(Math.abs(backward), Math.abs(differences[j])));
        double distance = Math.abs(backward - differences[j]);
        if (distance > worst || Double.isNaN(distance) && !Double.isNaN(worst)) {
          worst = distance;
          at = j;
        }
      }
      if (differences.length > 0) {
        double error = worst == 0 ? 0 : worst / largest;
        int columns = values.columns();
        double backward = backward(gradient, values, firstColumn, at);
        entries.add(
            new Entry(name, error, at / columns, at % columns, backward, differences[at], largest));
      }
    }

    private static double backward(Matrix gradient, Matrix values, int firstColumn, int j) {
      return gradient.get(j / values.columns(), firstColumn + j % values.columns());
    }

    private double difference(float[] data, int at, Runnable changed) {
      float value = data[at];
      float up = value + step;
      float down = value - step;
      data[at] = up;
      changed.run();
      double above = objective();
      data[at] = down;
      changed.run();
      double below = objective();
      data[at] = value;
      changed.run();
      return (above - below) / ((double) up - down);
    }
  }
}
