package sluice.kernel;

/**
 * Steps of optimisers, one pass over memory each. All arrays are read and written in the same range
 * {@code [at, at + n)}; the gradient is multiplied by {@code gradientScale} first.
 */
public interface Updates {

  /**
   * Momentum with the rate inside: m = μ·m + α·g; w = start − m.
   *
   * @param start where the step starts: {@code w} itself, or the weights before a look ahead
   */
  void momentum(
      int n,
      int at,
      float rate,
      float momentum,
      float gradientScale,
      float[] g,
      float[] m,
      float[] start,
      float[] w);

  /** A step by the root of gathered squares: G = keep·G + add·g²; w −= α·g ∕ √(G + ε). */
  void byRoot(
      int n,
      int at,
      float rate,
      float keep,
      float add,
      float epsilon,
      float gradientScale,
      float[] g,
      float[] squares,
      float[] w);

  /**
   * AdaDelta (Zeiler 2012): G = ρ·G + (1−ρ)g²; Δ = √(D + ε) ∕ √(G + ε) · g; D = ρ·D + (1−ρ)Δ²; w −=
   * α·Δ.
   */
  void adaDelta(
      int n,
      int at,
      float rate,
      float rho,
      float epsilon,
      float gradientScale,
      float[] g,
      float[] squares,
      float[] moves,
      float[] w);

  /**
   * Nadam (Dozat 2016): m and v as Adam's; w −= (a·m + b·g) ∕ (√v·s + ε), where a, b and s carry
   * rate and corrections.
   */
  void nadam(
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
      float[] w);

  /** AMSGrad (Reddi et al. 2018): m and v as Adam's; V = max(V, v); w −= r·m ∕ (√V·s + ε). */
  void amsGrad(
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
      float[] w);

  /** Adam with ε inside the root: w −= r·m ∕ √(v·s + ε). */
  void adamInside(
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
      float[] w);

  /** The gradient with that of penalties: g = gradientScale·g + l2·w + l1·sign w; sign 0 is 0. */
  void penalise(int n, int at, float gradientScale, float l1, float l2, float[] w, float[] g);

  /** An average on its way: y += share · (x − y). */
  void approach(int n, int at, float share, float[] x, float[] y);
}
