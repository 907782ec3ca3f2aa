package sluice.kernel;

import static sluice.kernel.Fma.fma;

/** The specification of {@link Updates}: plain loops. */
final class ScalarUpdates implements Updates {
  static final ScalarUpdates ALL = new ScalarUpdates();

  private ScalarUpdates() {}

  /** Rounds as a float root does. */
  private static float root(float x) {
    return (float) Math.sqrt(x);
  }

  @Override
  public void momentum(
      int n,
      int at,
      float rate,
      float momentum,
      float gradientScale,
      float[] g,
      float[] m,
      float[] start,
      float[] w) {
    for (int j = at; j < at + n; j++) {
      m[j] = fma(momentum, m[j], rate * (gradientScale * g[j]));
      w[j] = start[j] - m[j];
    }
  }

  @Override
  public void byRoot(
      int n,
      int at,
      float rate,
      float keep,
      float add,
      float epsilon,
      float gradientScale,
      float[] g,
      float[] squares,
      float[] w) {
    for (int j = at; j < at + n; j++) {
      float gradient = gradientScale * g[j];
      squares[j] = fma(keep, squares[j], add * (gradient * gradient));
      w[j] -= rate * gradient / root(squares[j] + epsilon);
    }
  }

  @Override
  public void adaDelta(
      int n,
      int at,
      float rate,
      float rho,
      float epsilon,
      float gradientScale,
      float[] g,
      float[] squares,
      float[] moves,
      float[] w) {
    for (int j = at; j < at + n; j++) {
      float gradient = gradientScale * g[j];
      squares[j] = fma(rho, squares[j], (1f - rho) * (gradient * gradient));
      float move = root(moves[j] + epsilon) / root(squares[j] + epsilon) * gradient;
      moves[j] = fma(rho, moves[j], (1f - rho) * (move * move));
      w[j] = fma(-rate, move, w[j]);
    }
  }

  @Override
  public void nadam(
      int n,
      int at,
      float fromMean,
      float fromGradient,
      float beta1,
      float beta2,
      float epsilon,
      float secondCorrection,
      float gradientScale,
      float[] g,
      float[] m,
      float[] v,
      float[] w) {
    for (int j = at; j < at + n; j++) {
      float gradient = gradientScale * g[j];
      m[j] = fma(beta1, m[j], (1f - beta1) * gradient);
      v[j] = fma(beta2, v[j], (1f - beta2) * (gradient * gradient));
      float step = fma(fromMean, m[j], fromGradient * gradient);
      w[j] -= step / fma(root(v[j]), secondCorrection, epsilon);
    }
  }

  @Override
  public void amsGrad(
      int n,
      int at,
      float rateCorrected,
      float beta1,
      float beta2,
      float epsilon,
      float secondCorrection,
      float gradientScale,
      float[] g,
      float[] m,
      float[] v,
      float[] largest,
      float[] w) {
    for (int j = at; j < at + n; j++) {
      float gradient = gradientScale * g[j];
      m[j] = fma(beta1, m[j], (1f - beta1) * gradient);
      v[j] = fma(beta2, v[j], (1f - beta2) * (gradient * gradient));
      largest[j] = Math.max(largest[j], v[j]);
      w[j] -= rateCorrected * m[j] / fma(root(largest[j]), secondCorrection, epsilon);
    }
  }

  @Override
  public void adamInside(
      int n,
      int at,
      float rateCorrected,
      float beta1,
      float beta2,
      float epsilon,
      float secondCorrection,
      float gradientScale,
      float[] g,
      float[] m,
      float[] v,
      float[] w) {
    for (int j = at; j < at + n; j++) {
      float gradient = gradientScale * g[j];
      m[j] = fma(beta1, m[j], (1f - beta1) * gradient);
      v[j] = fma(beta2, v[j], (1f - beta2) * (gradient * gradient));
      w[j] -= rateCorrected * m[j] / root(fma(v[j], secondCorrection, epsilon));
    }
  }

  @Override
  public void penalise(
      int n, int at, float gradientScale, float l1, float l2, float[] w, float[] g) {
    for (int j = at; j < at + n; j++) {
      float sign = w[j] > 0 ? l1 : w[j] < 0 ? -l1 : 0f;
      g[j] = fma(l2, w[j], gradientScale * g[j]) + sign;
    }
  }

  @Override
  public void approach(int n, int at, float share, float[] x, float[] y) {
    for (int j = at; j < at + n; j++) {
      y[j] = fma(share, x[j] - y[j], y[j]);
    }
  }
}
