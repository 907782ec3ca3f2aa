package sluice.inspect;

import static sluice.inspect.Vectors.add;
import static sluice.inspect.Vectors.addOuter;
import static sluice.inspect.Vectors.concat;
import static sluice.inspect.Vectors.product;
import static sluice.inspect.Vectors.sigmoid;
import static sluice.inspect.Vectors.transposedProduct;

import java.util.Arrays;
import java.util.List;

/**
 * Long short-term memory (Hochreiter &amp; Schmidhuber 1997; Gers et al. 2000), gates in the order
 * i f g o.
 *
 * <pre>
 *   a = x·Wx + h₋₁·Wh + b        i = σ(a_i)   f = σ(a_f)   g = tanh(a_g)   o = σ(a_o)
 *   c = f ⊙ c₋₁ + i ⊙ g          h = o ⊙ tanh c
 *
 *   dh is the output's gradient plus what comes from step t+1; dc at first what comes from t+1
 *   dc += dh ⊙ o ⊙ (1 − tanh²c)
 *   da_i = dc ⊙ g ⊙ i(1−i)     da_f = dc ⊙ c₋₁ ⊙ f(1−f)
 *   da_g = dc ⊙ i ⊙ (1−g²)     da_o = dh ⊙ tanh c ⊙ o(1−o)
 *   penalty on |o|: da_o += strength ∕ (number of all o) · o(1−o)
 *   dWx += xᵀ·da    dWh += h₋₁ᵀ·da    db += da    dx = da·Wxᵀ    dh₋₁ = da·Whᵀ    dc₋₁ = dc ⊙ f
 * </pre>
 */
final class ReferenceLstm implements ReferenceLayer {
  private final ReferenceWeight wx; // [I, 4H]
  private final ReferenceWeight wh; // [H, 4H]
  private final ReferenceWeight b; // [1, 4H]
  private final ReferencePenalty penalty;
  private final int size; // H

  private double[][] x = {}; // [T, I]
  private double[][] i = {}; // [T, H]
  private double[][] f = {}; // [T, H]
  private double[][] g = {}; // [T, H]
  private double[][] o = {}; // [T, H]
  private double[][] c = {}; // [T + 1, H]  row 0 is the initial state, row t + 1 that after step t
  private double[][] h = {}; // [T + 1, H]
  private ReferenceTrace trace = ReferenceTrace.NONE;
  private double[] startGradient = {};

  ReferenceLstm(
      ReferenceWeight wx, ReferenceWeight wh, ReferenceWeight b, ReferencePenalty penalty) {
    this.penalty = penalty;
    this.wx = wx;
    this.wh = wh;
    this.b = b;
    this.size = wh.values().length;
  }

  @Override
  public double[][] forward(double[][] x, double[] start, long id) {
    begin(x, start);
    for (int t = 0; t < x.length; t++) {
      double[] a = product(x[t], wx.values());
      add(product(h[t], wh.values()), a);
      add(b.row(), a);
      for (int j = 0; j < size; j++) {
        i[t][j] = sigmoid(a[j]);
        f[t][j] = sigmoid(a[size + j]);
        g[t][j] = StrictMath.tanh(a[2 * size + j]);
        o[t][j] = sigmoid(a[3 * size + j]);
        penalty.add(o[t][j]);
        c[t + 1][j] = f[t][j] * c[t][j] + i[t][j] * g[t][j];
        h[t + 1][j] = o[t][j] * StrictMath.tanh(c[t + 1][j]);
      }
      trace.gates[t] = concat(concat(i[t], f[t]), concat(g[t], o[t]));
    }
    return Arrays.copyOfRange(h, 1, x.length + 1);
  }

  @Override
  public double[][] backward(double[][] dy, double[] dEnd) {
    double[][] dx = new double[x.length][];
    double[] dh = Arrays.copyOfRange(dEnd, 0, size);
    double[] dc = Arrays.copyOfRange(dEnd, size, 2 * size);
    for (int t = x.length - 1; t >= 0; t--) {
      add(dy[t], dh);
      trace.dh[t] = dh.clone();
      trace.dcFromNext[t] = dc.clone();
      trace.dc[t] = new double[size];
      double[] da = new double[4 * size];
      for (int j = 0; j < size; j++) {
        double tanhC = StrictMath.tanh(c[t + 1][j]);
        dc[j] += dh[j] * o[t][j] * (1 - tanhC * tanhC);
        da[j] = dc[j] * g[t][j] * i[t][j] * (1 - i[t][j]);
        da[size + j] = dc[j] * c[t][j] * f[t][j] * (1 - f[t][j]);
        da[2 * size + j] = dc[j] * i[t][j] * (1 - g[t][j] * g[t][j]);
        da[3 * size + j] = (dh[j] * tanhC + penalty.slope()) * o[t][j] * (1 - o[t][j]);
        trace.dc[t][j] = dc[j];
        dc[j] *= f[t][j];
      }
      trace.da[t] = da;
      addOuter(x[t], da, wx.gradient());
      addOuter(h[t], da, wh.gradient());
      add(da, b.rowGradient());
      dx[t] = transposedProduct(da, wx.values());
      dh = transposedProduct(da, wh.values());
    }
    startGradient = concat(dh, dc);
    return dx;
  }

  private void begin(double[][] x, double[] start) {
    this.x = x;
    i = new double[x.length][size];
    f = new double[x.length][size];
    g = new double[x.length][size];
    o = new double[x.length][size];
    c = new double[x.length + 1][size];
    h = new double[x.length + 1][size];
    trace = new ReferenceTrace(x.length);
    h[0] = Arrays.copyOfRange(start, 0, size);
    c[0] = Arrays.copyOfRange(start, size, 2 * size);
  }

  @Override
  public double[] end() {
    return concat(h[x.length], c[x.length]);
  }

  @Override
  public double[] startGradient() {
    return startGradient;
  }

  @Override
  public int stateLength() {
    return 2 * size;
  }

  @Override
  public List<ReferenceWeight> weights() {
    return List.of(wx, wh, b);
  }

  @Override
  public ReferenceTrace trace() {
    return trace;
  }
}
