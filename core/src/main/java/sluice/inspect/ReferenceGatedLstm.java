package sluice.inspect;

import static sluice.inspect.Vectors.add;
import static sluice.inspect.Vectors.addOuter;
import static sluice.inspect.Vectors.concat;
import static sluice.inspect.Vectors.product;
import static sluice.inspect.Vectors.times;
import static sluice.inspect.Vectors.transposedProduct;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import sluice.nn.LayerSpec;
import sluice.nn.LstmForm;

/**
 * LSTM with peepholes (Gers &amp; Schmidhuber 2000), i = 1 − f (Greff et al. 2017), projection (Sak
 * et al. 2014), normalised sums (Ba et al. 2016), and noise. What a form lacks is the identity.
 *
 * <pre>
 *   q = h₋₁ ⊙ m_s    u = x·Wx    v = q·Wh    a = gx ⊙ n(u) + gh ⊙ n(v) + b (or u + v + b)
 *   f = σ(a_f + p_f ⊙ c₋₁)    i = σ(a_i + p_i ⊙ c₋₁), or 1 − f    g = tanh(a_g)
 *   ĉ = f ⊙ c₋₁ + i ⊙ m_g ⊙ g      o = σ(a_o + p_o ⊙ ĉ)
 *   s = gc ⊙ n(ĉ) + bc (or ĉ)      y = o ⊙ tanh s      ĥ = y·Wp (or y)
 *   c = k_c ⊙ c₋₁ + (1 − k_c) ⊙ ĉ      h = k_h ⊙ h₋₁ + (1 − k_h) ⊙ ĥ
 * </pre>
 *
 * <p>Backward takes the same lines from the last to the first.
 */
final class ReferenceGatedLstm implements ReferenceLayer {
  private static final double EPSILON = 1e-5;

  private final LstmForm form;
  private final ReferenceGate gate;
  private final ReferenceNoise noise;
  private final ReferencePenalty penalty; // on |o|
  private final int size; // H
  private final int width; // P, or H
  private final int f; // column of f
  private final int g;
  private final int o;
  private final List<ReferenceWeight> all = new ArrayList<>();
  private final ReferenceWeight wx;
  private final ReferenceWeight ownWh;
  private final ReferenceWeight wh; // what is left of it
  private final ReferenceWeight b;
  private final List<ReferenceWeight> p; // none, or one, like those below
  private final List<ReferenceWeight> wp;
  private final List<ReferenceWeight> gains; // none, or gx gh gc bc

  private Step[] steps = {};
  private double[][] h = {}; // [T + 1, P]  row 0 is the initial state
  private double[][] c = {}; // [T + 1, H]
  private ReferenceTrace trace = ReferenceTrace.NONE;
  private double[] startGradient = {};
  private double nearestKink;

  /** What one step has computed. */
  private static final class Step {
    double[] x = {};
    double[] q = {};
    double[] stateMask = {};
    double[] candidateMask = {};
    double[] keptCell = {};
    double[] keptHidden = {};
    double[] pre = {}; // of the gates, peepholes included
    double[] n = {}; // g
    double[] fresh = {}; // ĉ
    double[] squashed = {}; // s
    double[] y = {};
    Row sumX = Row.NONE;
    Row sumH = Row.NONE;
    Row cell = Row.NONE;
  }

  /** A normalised row and 1 ∕ deviation. */
  private record Row(double[] y, double inverse) {
    static final Row NONE = new Row(new double[0], 1);

    static Row of(double[] x) {
      double mean = Arrays.stream(x).average().orElseThrow();
      double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      double inverse = 1 / Math.sqrt(variance + EPSILON);
      return new Row(Arrays.stream(x).map(v -> (v - mean) * inverse).toArray(), inverse);
    }

    double[] backward(double[] dy) {
      double mean = Arrays.stream(dy).average().orElseThrow();
      double along = 0;
      for (int j = 0; j < dy.length; j++) {
        along += dy[j] * y[j] / dy.length;
      }
      double[] dx = new double[dy.length];
      for (int j = 0; j < dy.length; j++) {
        dx[j] = (dy[j] - mean - y[j] * along) * inverse;
      }
      return dx;
    }
  }

  ReferenceGatedLstm(
      LayerSpec.LstmSpec spec,
      Iterator<ReferenceWeight> weights,
      ReferenceNoise noise,
      ReferencePenalty penalty) {
    this.penalty = penalty;
    form = spec.form();
    gate = ReferenceGate.of(form.gates());
    this.noise = noise;
    size = spec.hidden();
    f = form.coupled() ? 0 : size;
    g = f + size;
    o = g + size;
    wx = next(weights);
    ownWh = next(weights);
    wh = noise.dropped(ownWh, 0);
    b = next(weights);
    p = form.peepholes() ? List.of(next(weights)) : List.of();
    wp = form.projection() > 0 ? List.of(next(weights)) : List.of();
    gains =
        form.normalised()
            ? List.of(next(weights), next(weights), next(weights), next(weights))
            : List.of();
    width = wh.values().length;
  }

  private ReferenceWeight next(Iterator<ReferenceWeight> weights) {
    ReferenceWeight weight = weights.next();
    all.add(weight);
    return weight;
  }

  @Override
  public double[][] forward(double[][] x, double[] start, long id) {
    steps = new Step[x.length];
    h = new double[x.length + 1][width];
    c = new double[x.length + 1][size];
    trace = new ReferenceTrace(x.length);
    h[0] = Arrays.copyOfRange(start, 0, width);
    c[0] = Arrays.copyOfRange(start, width, width + size);
    nearestKink = Double.POSITIVE_INFINITY;
    for (int t = 0; t < x.length; t++) {
      Step s = new Step();
      steps[t] = s;
      s.x = x[t];
      s.stateMask = noise.state(id, width);
      s.candidateMask = noise.candidate(id, t, size);
      s.keptCell = noise.keptCell(id, t, size);
      s.keptHidden = noise.keptHidden(id, t, width);
      step(s, t);
    }
    return Arrays.copyOfRange(h, 1, x.length + 1);
  }

  private void step(Step s, int t) {
    s.q = times(h[t], s.stateMask);
    s.pre = sum(s);
    s.n = new double[size];
    s.fresh = new double[size];
    for (int j = 0; j < size; j++) {
      if (!p.isEmpty()) {
        s.pre[f + j] += p.getFirst().row()[f + j] * c[t][j];
        s.pre[j] += form.coupled() ? 0 : p.getFirst().row()[j] * c[t][j];
      }
      s.n[j] = StrictMath.tanh(s.pre[g + j]);
      s.fresh[j] = forget(s, j) * c[t][j] + input(s, j) * s.candidateMask[j] * s.n[j];
      s.pre[o + j] += p.isEmpty() ? 0 : p.getFirst().row()[f + size + j] * s.fresh[j];
    }
    s.squashed = s.fresh.clone();
    if (!gains.isEmpty()) {
      s.cell = Row.of(s.fresh);
      s.squashed = times(s.cell.y, gains.get(2).row());
      add(gains.get(3).row(), s.squashed);
    }
    s.y = new double[size];
    for (int j = 0; j < size; j++) {
      penalty.add(gate.value(s.pre[o + j]));
      s.y[j] = gate.value(s.pre[o + j]) * StrictMath.tanh(s.squashed[j]);
      c[t + 1][j] = s.keptCell[j] * c[t][j] + (1 - s.keptCell[j]) * s.fresh[j];
      nearestKink = Math.min(nearestKink, gate.kink(s.pre[j]));
      nearestKink = Math.min(nearestKink, gate.kink(s.pre[f + j]));
      nearestKink = Math.min(nearestKink, gate.kink(s.pre[o + j]));
    }
    trace.gates[t] = Arrays.stream(s.pre).map(gate::value).toArray();
    System.arraycopy(s.n, 0, trace.gates[t], g, size);
    double[] next = wp.isEmpty() ? s.y : product(s.y, wp.getFirst().values());
    for (int j = 0; j < width; j++) {
      h[t + 1][j] = s.keptHidden[j] * h[t][j] + (1 - s.keptHidden[j]) * next[j];
    }
  }

  private double[] sum(Step s) {
    double[] u = product(s.x, wx.values());
    double[] v = product(s.q, wh.values());
    if (!gains.isEmpty()) {
      s.sumX = Row.of(u);
      s.sumH = Row.of(v);
      u = times(s.sumX.y, gains.get(0).row());
      v = times(s.sumH.y, gains.get(1).row());
    }
    add(v, u);
    add(b.row(), u);
    return u;
  }

  private double forget(Step s, int j) {
    return gate.value(s.pre[f + j]);
  }

  private double input(Step s, int j) {
    return form.coupled() ? 1 - forget(s, j) : gate.value(s.pre[j]);
  }

  @Override
  public double[][] backward(double[][] dy, double[] dEnd) {
    double[][] dx = new double[dy.length][];
    double[] dh = Arrays.copyOfRange(dEnd, 0, width);
    double[] dc = Arrays.copyOfRange(dEnd, width, width + size);
    for (int t = steps.length - 1; t >= 0; t--) {
      Step s = steps[t];
      add(dy[t], dh);
      trace.dh[t] = dh.clone();
      double[] keptH = times(dh, s.keptHidden);
      double[] keptC = times(dc, s.keptCell);
      double[] out = minus(dh, keptH);
      dc = minus(dc, keptC);
      if (!wp.isEmpty()) {
        addOuter(s.y, out, wp.getFirst().gradient());
        out = transposedProduct(out, wp.getFirst().values());
      }
      double[] da = new double[s.pre.length];
      trace.dcFromNext[t] = dc.clone();
      add(throughOutput(s, out, da), dc);
      trace.dc[t] = dc.clone();
      trace.da[t] = da;
      dc = throughCell(s, t, dc, da);
      add(keptC, dc);
      add(da, b.rowGradient());
      double[] du = throughSum(s.sumX, 0, da);
      double[] dv = throughSum(s.sumH, 1, da);
      addOuter(s.x, du, wx.gradient());
      addOuter(s.q, dv, wh.gradient());
      dx[t] = transposedProduct(du, wx.values());
      dh = times(transposedProduct(dv, wh.values()), s.stateMask);
      add(keptH, dh);
    }
    startGradient = concat(dh, dc);
    noise.handBack(wh, ownWh, 0);
    return dx;
  }

  /** Fills da_o; returns what c gets. */
  private double[] throughOutput(Step s, double[] dy, double[] da) {
    double[] ds = new double[size];
    for (int j = 0; j < size; j++) {
      double tanh = StrictMath.tanh(s.squashed[j]);
      da[o + j] = (dy[j] * tanh + penalty.slope()) * gate.derivative(s.pre[o + j]);
      ds[j] = dy[j] * gate.value(s.pre[o + j]) * (1 - tanh * tanh);
    }
    double[] dc = ds;
    if (!gains.isEmpty()) {
      add(times(ds, s.cell.y), gains.get(2).rowGradient());
      add(ds, gains.get(3).rowGradient());
      dc = s.cell.backward(times(ds, gains.get(2).row()));
    }
    if (!p.isEmpty()) {
      for (int j = 0; j < size; j++) {
        p.getFirst().rowGradient()[f + size + j] += da[o + j] * s.fresh[j];
        dc[j] += da[o + j] * p.getFirst().row()[f + size + j];
      }
    }
    return dc;
  }

  /** Fills the rest of da; returns the gradient of c₋₁ but for what zoneout has kept. */
  private double[] throughCell(Step s, int t, double[] dc, double[] da) {
    double[] before = new double[size];
    for (int j = 0; j < size; j++) {
      double k = s.candidateMask[j] * s.n[j];
      double df = dc[j] * (form.coupled() ? c[t][j] - k : c[t][j]);
      da[f + j] = df * gate.derivative(s.pre[f + j]);
      if (!form.coupled()) {
        da[j] = dc[j] * k * gate.derivative(s.pre[j]);
      }
      da[g + j] = dc[j] * input(s, j) * s.candidateMask[j] * (1 - s.n[j] * s.n[j]);
      before[j] = dc[j] * forget(s, j);
      if (!p.isEmpty()) {
        ReferenceWeight peepholes = p.getFirst();
        peepholes.rowGradient()[f + j] += da[f + j] * c[t][j];
        before[j] += da[f + j] * peepholes.row()[f + j];
        if (!form.coupled()) {
          peepholes.rowGradient()[j] += da[j] * c[t][j];
          before[j] += da[j] * peepholes.row()[j];
        }
      }
    }
    return before;
  }

  /** The gradient of u or v. */
  private double[] throughSum(Row sum, int gain, double[] da) {
    if (gains.isEmpty()) {
      return da;
    }
    add(times(da, sum.y), gains.get(gain).rowGradient());
    return sum.backward(times(da, gains.get(gain).row()));
  }

  private static double[] minus(double[] x, double[] y) {
    double[] z = new double[x.length];
    for (int j = 0; j < z.length; j++) {
      z[j] = x[j] - y[j];
    }
    return z;
  }

  @Override
  public double[] end() {
    return concat(h[steps.length], c[steps.length]);
  }

  @Override
  public double[] startGradient() {
    return startGradient;
  }

  @Override
  public int stateLength() {
    return width + size;
  }

  @Override
  public double nearestKink() {
    return nearestKink;
  }

  @Override
  public List<ReferenceWeight> weights() {
    return all;
  }

  @Override
  public ReferenceTrace trace() {
    return trace;
  }
}
