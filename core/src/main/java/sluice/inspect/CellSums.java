package sluice.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sluice.inspect.Fault.Figure;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.LayerWatch.Leaf;
import sluice.nn.Weight;

/**
 * The two products behind one value of a recurrent layer, in float32: which of them was the first
 * that was not finite.
 *
 * <pre>
 *   a = (x·Wx + b) + h₋₁·Wh         of an IndRNN u ⊙ h₋₁
 * </pre>
 */
final class CellSums {
  /** Of no layer. */
  static final CellSums NONE =
      new CellSums(
          new Leaf(-1, LayerSpec.lastStep(), List.of(), false),
          new Input.Rows(Matrix.EMPTY),
          Steps.equal(1, 1),
          Matrix.EMPTY);

  private final Leaf leaf;
  private final Input x;
  private final Steps steps;
  private final Matrix start;
  private final List<Figure> figures = new ArrayList<>();
  private float fromInput;
  private float fromState;

  CellSums(Leaf leaf, Input x, Steps steps, Matrix start) {
    this.leaf = leaf;
    this.x = x;
    this.steps = steps;
    this.start = start;
  }

  void forget() {
    figures.clear();
  }

  List<Figure> figures() {
    return figures;
  }

  /**
   * Computes the products of a column of the sums.
   *
   * @param t step in which the layer reads
   * @param row of the batch
   * @param column of the sums
   * @param gates of the layer
   * @param h hidden states of the layer
   * @param letter of the gate; empty without gates
   */
  void at(int t, int row, int column, Matrix gates, Matrix h, String letter) {
    forget();
    int position = row - steps.offset(t);
    fromInput = 0;
    fromState = 0;
    weight("wx").ifPresent(wx -> fromInput = input(wx, row, column));
    float[] past = past(t, position, h);
    if (letter.equals("n") && weight("wn").isPresent()) {
      fromState = candidate(past, gates, row, column - 2 * past.length);
    } else if (weight("u").isPresent()) {
      Matrix u = weight("u").get().values();
      figure("|u| of the unit", Math.abs(u.get(0, column)));
      fromState = u.get(0, column) * past[column];
    } else {
      weight("wh").ifPresent(wh -> fromState = state(wh, past, column));
    }
  }

  private float candidate(float[] past, Matrix gates, int row, int unit) {
    float[] seen = past.clone();
    boolean before = weight("bn").isEmpty(); // the reset comes before the product
    for (int k = 0; k < seen.length && before; k++) {
      seen[k] *= gates.get(row, k);
    }
    return state(weight("wn").get(), seen, unit);
  }

  private float input(Weight wx, int row, int column) {
    Matrix w = wx.values();
    float sum = weight("b").map(b -> b.values().get(0, column)).orElse(0f);
    double largest = 0;
    double most = 0;
    float[] values = Products.row(x, row);
    for (int k = 0; k < values.length; k++) {
      largest = Math.max(largest, Math.abs(values[k]));
      most = Math.max(most, Math.abs(w.get(k, column)));
    }
    figure("largest |x|", largest);
    figure("largest |Wx| of the unit", most);
    return sum + Products.column(values, w, column);
  }

  private float state(Weight wh, float[] past, int column) {
    Matrix w = wh.values();
    double largest = 0;
    double most = 0;
    for (int k = 0; k < past.length; k++) {
      largest = Math.max(largest, Math.abs(past[k]));
      most = Math.max(most, Math.abs(w.get(k, column)));
    }
    figure("largest |h| of the step before", largest);
    figure("largest |Wh| of the unit", most);
    return Products.column(past, w, column);
  }

  /** h of the step before; at the first step what the sequence began with. */
  private float[] past(int t, int position, Matrix h) {
    float[] past = new float[h.columns()];
    Optional<Weight> learned = weight("start");
    for (int k = 0; k < past.length; k++) {
      past[k] =
          t > 0
              ? h.get(steps.row(t - 1, position), k)
              : learned.isPresent() ? learned.get().values().get(0, k) : start.get(position, k);
    }
    return past;
  }

  private void figure(String name, double value) {
    figures.add(new Figure(name, value));
  }

  private Optional<Weight> weight(String name) {
    return leaf.weights().stream().filter(weight -> weight.name().endsWith("." + name)).findFirst();
  }

  /** What was not finite first; what comes after the sums if they are. */
  String operation(String after) {
    if (!Float.isFinite(fromInput)) {
      return "the product with the input";
    }
    if (!Float.isFinite(fromState)) {
      return "the recurrent product";
    }
    return Float.isFinite(fromInput + fromState) ? after : "the sum of both products";
  }
}
