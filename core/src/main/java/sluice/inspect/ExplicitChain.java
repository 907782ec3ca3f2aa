package sluice.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.inspect.CellEquations.Link;

/**
 * The gradients of a tiny net by the chain rule written out: every loss L_k is carried back to
 * every state s_t by the product of the matrices between them.
 *
 * <pre>
 *   ∂L∕∂s_t = Σ_{k≥t} ∂L_k∕∂s_k · J_k · J_{k−1} ⋯ J_{t+1}
 * </pre>
 */
final class ExplicitChain {
  private final TinyNet net;
  private final CellEquations equations;
  private final double[][] x; // [T, I]
  private final List<CellStep> cells;
  private final double[][] probabilities; // [T, O]
  private final double[][] dz; // [T, O]
  private final double[][] dhFromHead; // [T, H]
  private final double[][] ds; // [T, S]  ∂L∕∂s_t
  private final double[][] dp; // [T, P]  ∂L∕∂p_t

  ExplicitChain(TinyNet net) {
    this.net = net;
    equations = net.equations();
    x = net.input();
    cells = equations.steps(x);
    int steps = x.length;
    probabilities = new double[steps][];
    dz = new double[steps][];
    dhFromHead = new double[steps][];
    for (int t = 0; t < steps; t++) {
      probabilities[t] = net.probabilities(cells.get(t).value("h"));
      dz[t] = probabilities[t].clone();
      dz[t][net.label(t)] -= 1; // softmax with cross-entropy: p − y
      dhFromHead[t] = Vectors.transposedProduct(dz[t], net.headWeight());
    }
    ds = new double[steps][];
    dp = new double[steps][];
    for (int t = 0; t < steps; t++) {
      ds[t] = ofState(t);
      dp[t] = Vectors.product(ds[t], cells.get(t).throughSums());
    }
  }

  /** ∂L∕∂s_t: one product of matrices for each later loss. */
  double[] ofState(int t) {
    double[] sum = new double[cells.getFirst().state().length];
    for (int k = t; k < cells.size(); k++) {
      double[] row = Arrays.copyOf(dhFromHead[k], sum.length); // no loss reads c
      for (int step = k; step > t; step--) {
        row = Vectors.product(row, equations.jacobian(cells.get(step)));
      }
      Vectors.add(row, sum);
    }
    return sum;
  }

  /** What a step's own loss says of its h, [H]. */
  double[] dhFromHead(int t) {
    return dhFromHead[t];
  }

  private double[] before(int t) {
    return t == 0 ? new double[cells.getFirst().state().length] : cells.get(t - 1).state();
  }

  /** What each step adds to the gradient of a weight; none for the head's. */
  List<double[][]> terms(int weight) {
    List<double[][]> terms = new ArrayList<>();
    if (weight < equations.links().size()) {
      Link link = equations.links().get(weight);
      for (int t = 0; t < x.length; t++) {
        terms.add(equations.term(link, x[t], before(t), dp[t]));
      }
    }
    return terms;
  }

  /** The gradient of a weight: the sum of its terms; dV = Σ h ⊗ dz and dd = Σ dz for the head. */
  double[][] gradient(int weight) {
    double[][] values = net.weights().get(weight);
    double[][] sum = new double[values.length][values[0].length];
    for (double[][] term : terms(weight)) {
      for (int row = 0; row < sum.length; row++) {
        Vectors.add(term[row], sum[row]);
      }
    }
    int head = weight - equations.links().size();
    for (int t = 0; t < x.length && head >= 0; t++) {
      double[] factor = head == 0 ? cells.get(t).value("h") : new double[] {1};
      Vectors.addOuter(factor, dz[t], sum);
    }
    return sum;
  }

  /** All that was computed, step by step. */
  List<Derivation.Step> steps() {
    List<Derivation.Step> steps = new ArrayList<>();
    for (int t = 0; t < x.length; t++) {
      CellStep cell = cells.get(t);
      int size = net.hidden();
      Map<String, double[]> values = new LinkedHashMap<>(cell.values());
      double[] dh = Arrays.copyOf(ds[t], size);
      double[] fromNext = Arrays.copyOfRange(ds[t], size, ds[t].length);
      steps.add(
          new Derivation.Step(
              x[t],
              values,
              probabilities[t],
              net.label(t),
              dz[t],
              dhFromHead[t],
              dh,
              fromOutput(cell, dh),
              fromNext,
              sums(t)));
    }
    return steps;
  }

  /** dh ⊙ o ⊙ (1 − tanh²c), for a cell that has c. */
  private double[] fromOutput(CellStep cell, double[] dh) {
    if (!cell.values().containsKey("c")) {
      return new double[0];
    }
    double[] o = cell.value("o");
    double[] c = cell.value("c");
    double[] from = new double[dh.length];
    for (int j = 0; j < from.length; j++) {
      double tanhC = StrictMath.tanh(c[j]);
      from[j] = dh[j] * o[j] * (1 - tanhC * tanhC);
    }
    return from;
  }

  private List<Derivation.Sum> sums(int t) {
    List<Derivation.Sum> sums = new ArrayList<>();
    List<String> names = equations.rule().sums();
    int size = net.hidden();
    for (int gate = 0; gate < names.size(); gate++) {
      double[] gradient = Arrays.copyOfRange(dp[t], gate * size, (gate + 1) * size);
      sums.add(
          new Derivation.Sum(names.get(gate), equations.rule().formulas().get(gate), gradient));
    }
    return sums;
  }
}
