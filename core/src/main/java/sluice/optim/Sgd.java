package sluice.optim;

import java.util.ArrayList;
import java.util.List;
import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.nn.Gradients;

/**
 * Stochastic gradient descent, with momentum if asked (Polyak 1964).
 *
 * <pre>
 *   v = μ·v + g    w = w − α·v
 * </pre>
 */
public final class Sgd implements Optimizer {
  private static final Kernels KERNELS = Kernels.get();

  private final Config config;
  private final Gradients gradients;
  private final Clip clip;
  private final Decay decay;
  private final Matrix[] velocity; // one a weight, if there is momentum
  private final Gradients.Rows update = this::update;
  private double rate;
  private float factor;
  private long steps;

  /**
   * Settings.
   *
   * @param rate α, learning rate, above 0
   * @param momentum μ, at least 0 and below 1
   */
  public record Config(double rate, double momentum) {
    /** Rate 0.1, no momentum. */
    public static final Config DEFAULT = new Config(0.1, 0);

    public Config {
      Rates.positive(rate);
      Rates.fraction("momentum", momentum);
    }
  }

  /** For these gradients and their weights. */
  public Sgd(Config config, Gradients gradients, Clip clip) {
    this.config = config;
    this.gradients = gradients;
    this.clip = clip;
    this.decay = new Decay(gradients);
    this.rate = config.rate();
    velocity = config.momentum() > 0 ? gradients.zeros() : new Matrix[0];
  }

  @Override
  public double step(Objective objective) {
    double loss = objective.evaluate();
    factor = clip.factor(gradients);
    decay.step(rate);
    if (velocity.length == 0) {
      gradients.forReached(update); // a zero gradient moves nothing
    } else {
      gradients.forAll(update);
    }
    gradients.changed();
    steps++;
    return loss;
  }

  private void update(int i, int from, int to) {
    Matrix g = gradients.gradient(i);
    Matrix v = velocity.length > 0 ? velocity[i] : Matrix.EMPTY;
    Matrix w = gradients.weight(i).values();
    KERNELS.sgd(
        (to - from) * w.columns(),
        (float) (rate * gradients.rate(i)),
        (float) config.momentum(),
        factor,
        g.data(),
        g.at(from),
        v.data(),
        v.at(from),
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
    for (int i = 0; i < velocity.length; i++) {
      named.add(new Named("velocity." + gradients.weight(i).name(), velocity[i]));
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
