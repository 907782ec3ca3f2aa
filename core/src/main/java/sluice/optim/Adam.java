package sluice.optim;

import java.util.ArrayList;
import java.util.List;
import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.nn.Gradients;

/**
 * Adam (Kingma &amp; Ba 2015), bias-corrected, ε outside the root as in PyTorch.
 *
 * <pre>
 *   m = β₁·m + (1−β₁)·g    v = β₂·v + (1−β₂)·g²
 *   w = w − α · (m ∕ (1−β₁ᵗ)) ∕ (√(v ∕ (1−β₂ᵗ)) + ε)
 * </pre>
 *
 * <p>With weights that decay ({@link Gradients#decays}) it is AdamW (Loshchilov &amp; Hutter 2019);
 * {@link Method} has its other relatives.
 */
public final class Adam implements Optimizer {
  private static final Kernels KERNELS = Kernels.get();

  private final Config config;
  private final Gradients gradients;
  private final Clip clip;
  private final Decay decay;
  private final Matrix[] m;
  private final Matrix[] v;
  private final float beta1; // the powers are those of the float that the sums use
  private final float beta2;
  private final Gradients.Rows update = this::update;
  private double rate;
  private float factor;
  private double corrected; // r of the kernel
  private float second; // s of the kernel
  private long steps;

  /**
   * Settings.
   *
   * @param rate α, learning rate, above 0
   * @param beta1 β₁, memory of the mean, at least 0 and below 1
   * @param beta2 β₂, memory of the squares, at least 0 and below 1
   * @param epsilon ε, keeps the quotient finite, above 0
   */
  public record Config(double rate, double beta1, double beta2, double epsilon) {
    /** Rate 0.001, β 0.9 and 0.999, ε 1e−8. */
    public static final Config DEFAULT = new Config(1e-3, 0.9, 0.999, 1e-8);

    public Config {
      Rates.adam(rate, beta1, beta2, epsilon);
    }

    /** The same with another learning rate. */
    public Config rate(double value) {
      return new Config(value, beta1, beta2, epsilon);
    }
  }

  /** For these gradients and their weights. */
  public Adam(Config config, Gradients gradients, Clip clip) {
    this.config = config;
    this.gradients = gradients;
    this.clip = clip;
    this.decay = new Decay(gradients);
    this.rate = config.rate();
    beta1 = (float) config.beta1();
    beta2 = (float) config.beta2();
    m = gradients.zeros();
    v = gradients.zeros();
  }

  @Override
  public double step(Objective objective) {
    double loss = objective.evaluate();
    steps++;
    factor = clip.factor(gradients);
    decay.step(rate);
    corrected = rate / (1 - Power.of(beta1, steps));
    second = (float) (1 / Math.sqrt(1 - Power.of(beta2, steps)));
    gradients.forAll(update);
    gradients.changed();
    return loss;
  }

  private void update(int i, int from, int to) {
    Matrix g = gradients.gradient(i);
    Matrix w = gradients.weight(i).values();
    KERNELS.adam(
        (to - from) * w.columns(),
        (float) (corrected * gradients.rate(i)),
        beta1,
        beta2,
        (float) config.epsilon(),
        second,
        factor,
        g.data(),
        g.at(from),
        m[i].data(),
        m[i].at(from),
        v[i].data(),
        v[i].at(from),
        w.data(),
        w.at(from));
  }

  @Override
  public void rate(double value) {
    rate = value;
  }

  @Override
  public double rate() {
    return rate;
  }

  @Override
  public List<Named> tensors() {
    List<Named> named = new ArrayList<>();
    for (int i = 0; i < m.length; i++) {
      named.add(new Named("m." + gradients.weight(i).name(), m[i]));
      named.add(new Named("v." + gradients.weight(i).name(), v[i]));
    }
    return named;
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public void steps(long value) {
    steps = value;
  }
}
