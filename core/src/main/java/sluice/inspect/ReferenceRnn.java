package sluice.inspect;

import static sluice.inspect.Vectors.add;
import static sluice.inspect.Vectors.addOuter;
import static sluice.inspect.Vectors.product;
import static sluice.inspect.Vectors.transposedProduct;

import java.util.Arrays;
import java.util.List;

/**
 * Plain recurrent layer (Elman 1990).
 *
 * <pre>
 *   a = x·Wx + h₋₁·Wh + b        h = act(a)
 *   noise: h₋₁ ⊙ mask for h₋₁ in a, act(a) ⊙ mask for act(a), and some of h stay as they were
 *
 *   dh is the output's gradient plus what comes from step t+1
 *   da = dh ⊙ act′(a)      (noise: dh ⊙ (1 − kept) ⊙ mask for dh; dh ⊙ kept goes to dh₋₁)
 *   dWx += xᵀ·da    dWh += h₋₁ᵀ·da    db += da    dx = da·Wxᵀ    dh₋₁ = da·Whᵀ
 * </pre>
 */
final class ReferenceRnn implements ReferenceLayer {
  private final ReferenceWeight wx; // [I, H]
  private final ReferenceWeight ownWh; // [H, H]
  private final ReferenceWeight wh; // what is left of it
  private final ReferenceWeight b; // [1, H]
  private final ReferenceActivation activation;
  private final ReferenceNoise noise;
  private final int size; // H

  private ReferenceTrace trace = ReferenceTrace.NONE;
  private double[][] x = {}; // [T, I]
  private double[][] a = {}; // [T, H]
  private double[][] h = {}; // [T + 1, H]  row 0 is the initial state
  private double[][] seen = {}; // [T, H]  h₋₁ as a step sees it
  private double[][] candidateMask = {}; // [T, H]
  private double[][] keptHidden = {}; // [T, H]
  private double[] stateMask = {}; // [H]
  private double[] startGradient = {};
  private double nearestKink;

  ReferenceRnn(
      ReferenceWeight wx,
      ReferenceWeight wh,
      ReferenceWeight b,
      ReferenceActivation activation,
      ReferenceNoise noise) {
    this.wx = wx;
    this.ownWh = wh;
    this.wh = noise.dropped(wh, 0);
    this.b = b;
    this.activation = activation;
    this.noise = noise;
    this.size = wh.values().length;
  }

  @Override
  public double[][] forward(double[][] x, double[] start, long id) {
    this.x = x;
    trace = new ReferenceTrace(x.length);
    a = new double[x.length][];
    h = new double[x.length + 1][size];
    h[0] = start.clone();
    seen = new double[x.length][size];
    candidateMask = new double[x.length][];
    keptHidden = new double[x.length][];
    stateMask = noise.state(id, size);
    nearestKink = Double.POSITIVE_INFINITY;
    for (int t = 0; t < x.length; t++) {
      candidateMask[t] = noise.candidate(id, t, size);
      keptHidden[t] = noise.keptHidden(id, t, size);
      for (int j = 0; j < size; j++) {
        seen[t][j] = h[t][j] * stateMask[j];
      }
      a[t] = product(x[t], wx.values());
      add(product(seen[t], wh.values()), a[t]);
      add(b.row(), a[t]);
      for (int j = 0; j < size; j++) {
        double written = activation.value(a[t][j]) * candidateMask[t][j];
        h[t + 1][j] = keptHidden[t][j] == 1 ? h[t][j] : written;
        nearestKink = Math.min(nearestKink, activation.kink(a[t][j]));
      }
    }
    return Arrays.copyOfRange(h, 1, x.length + 1);
  }

  @Override
  public double[][] backward(double[][] dy, double[] dEnd) {
    double[][] dx = new double[x.length][];
    double[] dh = dEnd.clone();
    for (int t = x.length - 1; t >= 0; t--) {
      add(dy[t], dh);
      trace.dh[t] = dh.clone();
      double[] da = new double[size];
      for (int j = 0; j < size; j++) {
        double written = dh[j] * (1 - keptHidden[t][j]) * candidateMask[t][j];
        da[j] = written * activation.derivative(a[t][j]);
      }
      trace.da[t] = da;
      addOuter(x[t], da, wx.gradient());
      addOuter(seen[t], da, wh.gradient());
      add(da, b.rowGradient());
      dx[t] = transposedProduct(da, wx.values());
      double[] back = transposedProduct(da, wh.values());
      for (int j = 0; j < size; j++) {
        dh[j] = back[j] * stateMask[j] + dh[j] * keptHidden[t][j];
      }
    }
    startGradient = dh;
    noise.handBack(wh, ownWh, 0);
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
    return List.of(wx, ownWh, b);
  }
}
