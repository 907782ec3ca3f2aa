package sluice.inspect;

import java.util.Arrays;

/**
 * How an LSTM's cell state hangs on the one before it, in numbers: the norm of the step, a bound
 * for it, and what is lost by those who follow the chain through h alone.
 *
 * <pre>
 *   ∂c_t∕∂c_{t−1} = f  +  (the gates of t) · ∂h_{t−1}∕∂c_{t−1}          output gate of t−1 held
 *
 *   ‖∂c_t∕∂c_{t−1}‖ ≤ max f + max(o₋₁(1−tanh²c₋₁)) · (¼·max|c₋₁|·‖Wf‖ + ¼·‖Wi‖ + ‖Wg‖)
 * </pre>
 *
 * @param norms spectral norm of ∂c_t∕∂c_{t−1}, from t = 2 on
 * @param bounds what the right side above comes to
 * @param forget largest element of f at the same steps: what the norm would be without the gates
 * @param reach Frobenius norm of ∂c_T∕∂c_1, all paths
 * @param product Frobenius norm of Π f, the direct path alone
 * @param throughHiddenOnly relative error of ∂L∕∂h_1 where δh_t = ∂L_t∕∂h_t +
 *     (∂h_{t+1}∕∂h_t)ᵀ·δh_{t+1} is used with c_t held, as some texts print it: it loses h_t →
 *     c_{t+1} → c_{t+2}
 */
public record CellMemory(
    double[] norms,
    double[] bounds,
    double[] forget,
    double reach,
    double product,
    double throughHiddenOnly) {
  /** Of a tiny LSTM with at least two steps. */
  static CellMemory of(TinyNet net, ExplicitChain chain) {
    CellEquations equations = net.equations();
    CellStep[] steps = equations.steps(net.input()).toArray(CellStep[]::new);
    int size = net.hidden();
    double[] norms = new double[steps.length - 1];
    double[] bounds = norms.clone();
    double[] forget = norms.clone();
    double[][] all = identity(size);
    double[] direct = new double[size];
    Arrays.fill(direct, 1);
    for (int t = 1; t < steps.length; t++) {
      double[][] ofCell = ofCell(equations, steps[t - 1], steps[t]);
      norms[t - 1] = SpectralNorm.of(ofCell);
      bounds[t - 1] = bound(net, steps[t - 1], steps[t]);
      double[] f = steps[t].value("f");
      forget[t - 1] = largest(f);
      all = Vectors.product(ofCell, all);
      for (int j = 0; j < size; j++) {
        direct[j] *= f[j];
      }
    }
    return new CellMemory(
        norms,
        bounds,
        forget,
        frobenius(all),
        frobenius(new double[][] {direct}),
        throughHiddenOnly(equations, steps, chain));
  }

  /** ∂c_t∕∂c_{t−1}, [H, H]: directly, and through h_{t−1} and the gates. */
  private static double[][] ofCell(CellEquations equations, CellStep before, CellStep step) {
    int size = equations.hidden();
    double[][] jacobian = equations.jacobian(step);
    double[][] ofCell = new double[size][size];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        ofCell[row][column] =
            jacobian[size + row][size + column]
                + jacobian[size + row][column] * hiddenOfCell(before, column);
      }
    }
    return ofCell;
  }

  /** ∂h∕∂c = o(1 − tanh²c) of one unit. */
  private static double hiddenOfCell(CellStep step, int unit) {
    double tanhC = StrictMath.tanh(step.value("c")[unit]);
    return step.value("o")[unit] * (1 - tanhC * tanhC);
  }

  private static double bound(TinyNet net, CellStep before, CellStep step) {
    int size = net.hidden();
    double[][] wh = net.weights().get(1); // [H, 4H], gates i f g o
    double gates =
        largest(before.value("c")) * SpectralNorm.of(columns(wh, size, size)) / 4
            + SpectralNorm.of(columns(wh, 0, size)) / 4
            + SpectralNorm.of(columns(wh, 2 * size, size));
    double hidden = 0;
    for (int j = 0; j < size; j++) {
      hidden = Math.max(hidden, hiddenOfCell(before, j));
    }
    return largest(step.value("f")) + hidden * gates;
  }

  /** The recursion through h with c held, against the whole gradient of h_1. */
  private static double throughHiddenOnly(
      CellEquations equations, CellStep[] steps, ExplicitChain chain) {
    int size = equations.hidden();
    double[] delta = new double[size];
    for (int t = steps.length - 1; t >= 0; t--) {
      if (t < steps.length - 1) {
        double[][] jacobian = equations.jacobian(steps[t + 1]);
        double[][] ofHidden = new double[size][];
        for (int row = 0; row < size; row++) {
          ofHidden[row] = Arrays.copyOf(jacobian[row], size);
        }
        delta = Vectors.product(delta, ofHidden);
      }
      Vectors.add(chain.dhFromHead(t), delta);
    }
    double[] whole = Arrays.copyOf(chain.ofState(0), size);
    double[] distance = new double[size];
    for (int j = 0; j < size; j++) {
      distance[j] = delta[j] - whole[j];
    }
    return frobenius(new double[][] {distance}) / frobenius(new double[][] {whole});
  }

  private static double frobenius(double[][] a) {
    double sum = 0;
    for (double[] row : a) {
      for (double value : row) {
        sum += value * value;
      }
    }
    return Math.sqrt(sum);
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static double[][] columns(double[][] a, int first, int count) {
    double[][] part = new double[a.length][];
    for (int row = 0; row < a.length; row++) {
      part[row] = Arrays.copyOfRange(a[row], first, first + count);
    }
    return part;
  }

  private static double[][] identity(int size) {
    double[][] one = new double[size][size];
    for (int j = 0; j < size; j++) {
      one[j][j] = 1;
    }
    return one;
  }
}
