package sluice.inspect;

import static sluice.inspect.Vectors.add;
import static sluice.inspect.Vectors.addOuter;
import static sluice.inspect.Vectors.concat;
import static sluice.inspect.Vectors.product;
import static sluice.inspect.Vectors.transposedProduct;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Gated recurrent unit (Cho et al. 2014), gates in the order r z n.
 *
 * <pre>
 *   a = x·Wx + b    q = h₋₁·Wh (of r and z)    r = σ(a_r + q_r)    z = σ(a_z + q_z)
 *   reset after:  u = h₋₁·Wn + bn     n = tanh(a_n + r ⊙ u)
 *   reset before: s = r ⊙ h₋₁         n = tanh(a_n + s·Wn)
 *   h = (1 − z) ⊙ n + z ⊙ h₋₁
 *   noise: h₋₁ ⊙ mask in the products, n ⊙ mask for n, and some of h stay as they were
 *
 *   dh is the output's gradient plus what comes from step t+1
 *   da_n = dh ⊙ (1−z) ⊙ (1−n²)     da_z = dh ⊙ (h₋₁ − n) ⊙ σ′     dh₋₁ = dh ⊙ z + …
 *   after:  da_r = da_n ⊙ u ⊙ σ′    du = da_n ⊙ r      dWn += h₋₁ᵀ·du    dbn += du    dh₋₁ += du·Wnᵀ
 *   before: ds = da_n·Wnᵀ           da_r = ds ⊙ h₋₁ ⊙ σ′    dWn += sᵀ·da_n    dh₋₁ += ds ⊙ r
 *   dWx += xᵀ·da    dWh += h₋₁ᵀ·da_rz    db += da    dx = da·Wxᵀ    dh₋₁ += da_rz·Whᵀ
 * </pre>
 */
final class ReferenceGru implements ReferenceLayer {
  private final ReferenceWeight wx; // [I, 3H]
  private final ReferenceWeight ownWh; // [H, 2H]
  private final ReferenceWeight ownWn; // [H, H]
  private final ReferenceWeight wh; // what is left of it
  private final ReferenceWeight wn;
  private final ReferenceWeight b; // [1, 3H]
  private final List<ReferenceWeight> bn; // [1, H], or none where the reset comes before
  private final ReferenceGate gate;
  private final ReferenceNoise noise;
  private final int size; // H

  private ReferenceTrace trace = ReferenceTrace.NONE;
  private double[][] x = {}; // [T, I]
  private double[][] a = {}; // [T, 2H]  pre-activations of r and z
  private double[][] u = {}; // [T, H]  u or s
  private double[][] n = {}; // [T, H]
  private double[][] q = {}; // [T, H]  h₋₁ as the products see it
  private double[][] candidateMask = {}; // [T, H]
  private double[][] keptHidden = {}; // [T, H]
  private double[] stateMask = {}; // [H]
  private double[][] h = {}; // [T + 1, H]  row 0 is the initial state
  private double[] startGradient = {};
  private double nearestKink;

  ReferenceGru(
      ReferenceWeight wx,
      ReferenceWeight wh,
      ReferenceWeight wn,
      ReferenceWeight b,
      List<ReferenceWeight> bn,
      ReferenceGate gate,
      ReferenceNoise noise) {
    this.noise = noise;
    this.wx = wx;
    this.ownWh = wh;
    this.ownWn = wn;
    this.wh = noise.dropped(wh, 0);
    this.wn = noise.dropped(wn, 1);
    this.b = b;
    this.bn = bn;
    this.gate = gate;
    this.size = wh.values().length;
  }

  private boolean after() {
    return !bn.isEmpty();
  }

  @Override
  public double[][] forward(double[][] x, double[] start, long id) {
    this.x = x;
    trace = new ReferenceTrace(x.length);
    a = new double[x.length][];
    u = new double[x.length][];
    n = new double[x.length][size];
    h = new double[x.length + 1][size];
    h[0] = start.clone();
    q = new double[x.length][size];
    candidateMask = new double[x.length][];
    keptHidden = new double[x.length][];
    stateMask = noise.state(id, size);
    nearestKink = Double.POSITIVE_INFINITY;
    for (int t = 0; t < x.length; t++) {
      candidateMask[t] = noise.candidate(id, t, size);
      keptHidden[t] = noise.keptHidden(id, t, size);
      for (int j = 0; j < size; j++) {
        q[t][j] = h[t][j] * stateMask[j];
      }
      double[] sum = product(x[t], wx.values());
      add(b.row(), sum);
      a[t] = Arrays.copyOf(sum, 2 * size);
      add(product(q[t], wh.values()), a[t]);
      double[] candidate = new double[size];
      if (after()) {
        u[t] = product(q[t], wn.values());
        add(bn.getFirst().row(), u[t]);
        for (int j = 0; j < size; j++) {
          candidate[j] = r(t, j) * u[t][j];
        }
      } else {
        u[t] = new double[size];
        for (int j = 0; j < size; j++) {
          u[t][j] = r(t, j) * q[t][j];
        }
        candidate = product(u[t], wn.values());
      }
      for (int j = 0; j < size; j++) {
        n[t][j] = StrictMath.tanh(sum[2 * size + j] + candidate[j]);
        double fresh = (1 - z(t, j)) * candidateMask[t][j] * n[t][j] + z(t, j) * h[t][j];
        h[t + 1][j] = keptHidden[t][j] * h[t][j] + (1 - keptHidden[t][j]) * fresh;
      }
      trace.gates[t] = concat(Arrays.stream(a[t]).map(gate::value).toArray(), n[t]);
      for (double pre : a[t]) {
        nearestKink = Math.min(nearestKink, gate.kink(pre));
      }
    }
    return Arrays.copyOfRange(h, 1, x.length + 1);
  }

  private double r(int t, int j) {
    return gate.value(a[t][j]);
  }

  private double z(int t, int j) {
    return gate.value(a[t][size + j]);
  }

  @Override
  public double[][] backward(double[][] dy, double[] dEnd) {
    double[][] dx = new double[x.length][];
    double[] dh = dEnd.clone();
    for (int t = x.length - 1; t >= 0; t--) {
      add(dy[t], dh);
      trace.dh[t] = dh.clone();
      double[] gates = new double[2 * size];
      double[] dn = new double[size];
      double[] before = new double[size];
      double[] seen = new double[size]; // gradient of q
      for (int j = 0; j < size; j++) {
        double d = dh[j] * (1 - keptHidden[t][j]);
        double m = candidateMask[t][j];
        dn[j] = d * (1 - z(t, j)) * m * (1 - n[t][j] * n[t][j]);
        gates[size + j] = d * (h[t][j] - m * n[t][j]) * gate.derivative(a[t][size + j]);
        before[j] = d * z(t, j) + dh[j] * keptHidden[t][j];
      }
      if (after()) {
        double[] du = new double[size];
        for (int j = 0; j < size; j++) {
          gates[j] = dn[j] * u[t][j] * gate.derivative(a[t][j]);
          du[j] = dn[j] * r(t, j);
        }
        addOuter(q[t], du, wn.gradient());
        add(du, bn.getFirst().rowGradient());
        add(transposedProduct(du, wn.values()), seen);
      } else {
        double[] ds = transposedProduct(dn, wn.values());
        addOuter(u[t], dn, wn.gradient());
        for (int j = 0; j < size; j++) {
          gates[j] = ds[j] * q[t][j] * gate.derivative(a[t][j]);
          seen[j] += ds[j] * r(t, j);
        }
      }
      double[] da = concat(gates, dn);
      trace.da[t] = da;
      addOuter(x[t], da, wx.gradient());
      addOuter(q[t], gates, wh.gradient());
      add(da, b.rowGradient());
      dx[t] = transposedProduct(da, wx.values());
      add(transposedProduct(gates, wh.values()), seen);
      for (int j = 0; j < size; j++) {
        before[j] += seen[j] * stateMask[j];
      }
      dh = before;
    }
    startGradient = dh;
    noise.handBack(wh, ownWh, 0);
    noise.handBack(wn, ownWn, 1);
    return dx;
  }

  @Override
  public ReferenceTrace trace() {
    return trace;
  }

  @Override
  public double[] end() {
    return h[x.length];
  }

  @Override
  public double[] startGradient() {
    return startGradient;
  }

  @Override
  public int stateLength() {
    return size;
  }

  @Override
  public double nearestKink() {
    return nearestKink;
  }

  @Override
  public List<ReferenceWeight> weights() {
    return Stream.concat(Stream.of(wx, ownWh, ownWn, b), bn.stream()).toList();
  }
}
