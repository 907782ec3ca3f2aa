package sluice.inspect;

import static sluice.inspect.Vectors.concat;
import static sluice.inspect.Vectors.sigmoid;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a cell does with its sums, and how the new state hangs on each of them. */
enum CellRule {
  /**
   * <pre>
   *   i f o = σ(p)    g = tanh(p)    c = f ⊙ c₋₁ + i ⊙ g    h = o ⊙ tanh c
   *
   *   ∂c∕∂c₋₁ = f         ∂c∕∂p_i = g ⊙ i(1−i)    ∂c∕∂p_f = c₋₁ ⊙ f(1−f)    ∂c∕∂p_g = i ⊙ (1−g²)
   *   ∂h∕∂c = o(1−tanh²c)                         ∂h∕∂p_o = tanh c ⊙ o(1−o)
   * </pre>
   */
  LSTM(
      2,
      List.of("i", "f", "g", "o"),
      List.of("dc ⊙ g ⊙ i(1−i)", "dc ⊙ c₋₁ ⊙ f(1−f)", "dc ⊙ i ⊙ (1−g²)", "dh ⊙ tanh c ⊙ o(1−o)")) {
    @Override
    CellStep step(double[] p, double[] before) {
      int size = before.length / 2;
      CellStep step = blank(size, List.of("i", "f", "g", "o", "c", "h"));
      for (int j = 0; j < size; j++) {
        double i = sigmoid(p[j]);
        double f = sigmoid(p[size + j]);
        double g = StrictMath.tanh(p[2 * size + j]);
        double o = sigmoid(p[3 * size + j]);
        double c = f * before[size + j] + i * g;
        double tanhC = StrictMath.tanh(c);
        set(step, j, i, f, g, o, c, o * tanhC);
        int cell = size + j; // row of c in the state [h, c]
        step.direct()[cell][cell] = f;
        step.throughSums()[cell][j] = g * i * (1 - i);
        step.throughSums()[cell][size + j] = before[size + j] * f * (1 - f);
        step.throughSums()[cell][2 * size + j] = i * (1 - g * g);
        double throughCell = o * (1 - tanhC * tanhC); // h moves with c, whatever moved c
        step.direct()[j][cell] = throughCell * f;
        for (int gate = 0; gate < 3; gate++) {
          step.throughSums()[j][gate * size + j] =
              throughCell * step.throughSums()[cell][gate * size + j];
        }
        step.throughSums()[j][3 * size + j] = tanhC * o * (1 - o);
      }
      return withState(step, concat(step.value("h"), step.value("c")));
    }
  },

  /**
   * <pre>
   *   h = tanh(p)      ∂h∕∂p = 1 − h²
   * </pre>
   */
  RNN(1, List.of("a"), List.of("dh ⊙ (1−h²)")) {
    @Override
    CellStep step(double[] p, double[] before) {
      CellStep step = blank(before.length, List.of("h"));
      for (int j = 0; j < before.length; j++) {
        double h = StrictMath.tanh(p[j]);
        set(step, j, h);
        step.throughSums()[j][j] = 1 - h * h;
      }
      return withState(step, step.value("h"));
    }
  },

  /**
   * <pre>
   *   h = max(0, p), p with u ⊙ h₋₁      ∂h∕∂p = 1 where p is above 0
   * </pre>
   */
  INDRNN(1, List.of("a"), List.of("dh where a > 0, else 0")) {
    @Override
    CellStep step(double[] p, double[] before) {
      CellStep step = blank(before.length, List.of("h"));
      for (int j = 0; j < before.length; j++) {
        set(step, j, Math.max(0, p[j]));
        step.throughSums()[j][j] = p[j] > 0 ? 1 : 0;
      }
      return withState(step, step.value("h"));
    }
  },

  /**
   * Reset after the product; u = h₋₁·Wn + bn is a sum of its own.
   *
   * <pre>
   *   r z = σ(p)    n = tanh(p_n + r ⊙ u)    h = (1−z) ⊙ n + z ⊙ h₋₁
   *
   *   ∂h∕∂h₋₁ = z     ∂h∕∂p_n = (1−z)(1−n²)     ∂h∕∂u = ∂h∕∂p_n ⊙ r
   *   ∂h∕∂p_r = ∂h∕∂p_n ⊙ u ⊙ r(1−r)           ∂h∕∂p_z = (h₋₁−n) ⊙ z(1−z)
   * </pre>
   */
  GRU(
      1,
      List.of("r", "z", "n", "u"),
      List.of("da_n ⊙ u ⊙ r(1−r)", "dh ⊙ (h₋₁−n) ⊙ z(1−z)", "dh ⊙ (1−z) ⊙ (1−n²)", "da_n ⊙ r")) {
    @Override
    CellStep step(double[] p, double[] before) {
      int size = before.length;
      CellStep step = blank(size, List.of("r", "z", "n", "h"));
      for (int j = 0; j < size; j++) {
        double r = sigmoid(p[j]);
        double z = sigmoid(p[size + j]);
        double u = p[3 * size + j];
        double n = StrictMath.tanh(p[2 * size + j] + r * u);
        set(step, j, r, z, n, (1 - z) * n + z * before[j]);
        step.direct()[j][j] = z;
        double ofCandidate = (1 - z) * (1 - n * n);
        step.throughSums()[j][j] = ofCandidate * u * r * (1 - r);
        step.throughSums()[j][size + j] = (before[j] - n) * z * (1 - z);
        step.throughSums()[j][2 * size + j] = ofCandidate;
        step.throughSums()[j][3 * size + j] = ofCandidate * r;
      }
      return withState(step, step.value("h"));
    }
  };

  private final int states;
  private final List<String> sums;
  private final List<String> formulas;

  CellRule(int states, List<String> sums, List<String> formulas) {
    this.states = states;
    this.sums = sums;
    this.formulas = formulas;
  }

  /** One step from the sums p and the state before. */
  abstract CellStep step(double[] p, double[] before);

  /** Vectors of H that make up the state. */
  int states() {
    return states;
  }

  /** Names of the sums, each [H], in their order in p. */
  List<String> sums() {
    return sums;
  }

  /** The gradient of each of the sums, in the letters of the values. */
  List<String> formulas() {
    return formulas;
  }

  CellStep blank(int size, List<String> names) {
    Map<String, double[]> values = new LinkedHashMap<>();
    names.forEach(name -> values.put(name, new double[size]));
    int length = states * size;
    return new CellStep(
        values, new double[0], new double[length][length], new double[length][sums.size() * size]);
  }

  static void set(CellStep step, int j, double... values) {
    int at = 0;
    for (double[] vector : step.values().values()) {
      vector[j] = values[at++];
    }
  }

  static CellStep withState(CellStep step, double[] state) {
    return new CellStep(
        step.values(), Arrays.copyOf(state, state.length), step.direct(), step.throughSums());
  }
}
