package sluice.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sluice.kernel.Kernels;
import sluice.kernel.Updates;
import sluice.math.Matrix;
import sluice.nn.Gradients;

/**
 * Runs a first-order {@link Method}: one evaluation a step, one pass over each weight.
 *
 * <p>Nesterov's method asks for the gradient ahead of the weights: they are moved there for the
 * evaluation, and back if it fails.
 */
public final class Descent implements Optimizer {
  private static final Kernels KERNELS = Kernels.get();

  private final Method method;
  private final Gradients gradients;
  private final Clip clip;
  private final Decay decay;
  private final Matrix[][] state; // by tensor, by weight
  private final Matrix[] before; // the weights while they are moved ahead
  private final Gradients.Rows update = this::update;
  private final Gradients.Rows ahead = this::ahead;
  private final Gradients.Rows back = this::back;
  private double rate;
  private float factor;
  private double meanFactor; // of the rate: the correction of the mean's bias, or what Nadam takes
  private double gradientFactor; // of the rate: what Nadam takes of the gradient
  private double second; // the correction of the squares' bias
  private long steps;

  /** For these gradients and their weights. */
  public Descent(Method method, Gradients gradients, Clip clip) {
    this.method = method;
    this.gradients = gradients;
    this.clip = clip;
    decay = new Decay(gradients);
    rate = method.rate();
    state = new Matrix[method.tensors().size()][];
    Arrays.setAll(state, tensor -> gradients.zeros());
    before = lookahead() ? gradients.zeros() : new Matrix[0];
  }

  @Override
  public boolean lookahead() {
    return method instanceof Method.Nesterov;
  }

  @Override
  public Optional<Matrix> standing(int i) {
    return lookahead() ? Optional.of(before[i]) : Optional.empty();
  }

  @Override
  public double step(Objective objective) {
    double loss = lookahead() ? evaluateAhead(objective) : objective.evaluate();
    steps++;
    factor = clip.factor(gradients);
    prepare();
    decay.step(rate);
    if (method instanceof Method.AdaGrad) {
      gradients.forReached(update); // a zero gradient moves nothing
    } else {
      gradients.forAll(update);
    }
    gradients.changed();
    return loss;
  }

  /** The gradient where the momentum is about to lead; the weights stand where they stood then. */
  private double evaluateAhead(Objective objective) {
    gradients.forAll(ahead);
    gradients.changed();
    try {
      return objective.evaluate();
    } finally {
      gradients.forAll(back);
      gradients.changed();
    }
  }

  private void ahead(int i, int from, int to) {
    float momentum = (float) ((Method.Nesterov) method).momentum();
    Matrix w = gradients.weight(i).values();
    int n = (to - from) * w.columns();
    int at = w.at(from);
    System.arraycopy(w.data(), at, before[i].data(), at, n);
    KERNELS.axpy(n, -momentum, state[0][i].data(), at, w.data(), at);
  }

  private void back(int i, int from, int to) {
    Matrix w = gradients.weight(i).values();
    int at = w.at(from);
    System.arraycopy(before[i].data(), at, w.data(), at, (to - from) * w.columns());
  }

  /** The factors of this step, with powers of the floats that the kernels use. */
  private void prepare() {
    switch (method) {
      case Method.PrintedAdam adam -> {
        meanFactor = adam.corrected() ? 1 / bias(adam.beta1(), steps) : 1;
        double square = adam.corrected() ? 1 / bias(adam.beta2(), steps) : 1;
        second = adam.inside() ? square : Math.sqrt(square);
      }
      case Method.AmsGrad adam -> {
        meanFactor = 1 / bias(adam.beta1(), steps);
        second = 1 / Math.sqrt(bias(adam.beta2(), steps));
      }
      case Method.Nadam adam -> {
        meanFactor = (float) adam.beta1() / bias(adam.beta1(), steps + 1);
        gradientFactor = (1 - (float) adam.beta1()) / bias(adam.beta1(), steps);
        second = 1 / Math.sqrt(bias(adam.beta2(), steps));
      }
      default -> {}
    }
  }

  /** 1 − βᵗ. */
  private static double bias(double beta, long t) {
    return 1 - Power.of((float) beta, t);
  }

  private void update(int i, int from, int to) {
    Matrix gradient = gradients.gradient(i);
    float[] g = gradient.data();
    float[] w = gradients.weight(i).values().data();
    float[] s = state[0][i].data();
    int at = gradient.at(from);
    int n = (to - from) * gradient.columns();
    double own = rate * gradients.rate(i);
    Updates updates = KERNELS.updates(n);
    switch (method) {
      case Method.Momentum m ->
          updates.momentum(n, at, (float) own, (float) m.momentum(), factor, g, s, w, w);
      case Method.Nesterov m ->
          updates.momentum(n, at, (float) own, (float) m.momentum(), factor, g, s, w, w);
      case Method.AdaGrad m ->
          updates.byRoot(n, at, (float) own, 1, 1, (float) m.epsilon(), factor, g, s, w);
      case Method.RmsProp m -> {
        float rho = (float) m.rho();
        updates.byRoot(n, at, (float) own, rho, 1 - rho, (float) m.epsilon(), factor, g, s, w);
      }
      case Method.AdaDelta m -> {
        float[] moves = state[1][i].data();
        float epsilon = (float) m.epsilon();
        updates.adaDelta(n, at, (float) own, (float) m.rho(), epsilon, factor, g, s, moves, w);
      }
      case Method.PrintedAdam m -> printed(updates, m, n, at, own, g, s, state[1][i].data(), w);
      case Method.AmsGrad m ->
          updates.amsGrad(
              n,
              at,
              (float) (own * meanFactor),
              (float) m.beta1(),
              (float) m.beta2(),
              (float) m.epsilon(),
              (float) second,
              factor,
              g,
              s,
              state[1][i].data(),
              state[2][i].data(),
              w);
      case Method.Nadam m ->
          updates.nadam(
              n,
              at,
              (float) (own * meanFactor),
              (float) (own * gradientFactor),
              (float) m.beta1(),
              (float) m.beta2(),
              (float) m.epsilon(),
              (float) second,
              factor,
              g,
              s,
              state[1][i].data(),
              w);
    }
  }

  private void printed(
      Updates updates,
      Method.PrintedAdam adam,
      int n,
      int at,
      double own,
      float[] g,
      float[] m,
      float[] v,
      float[] w) {
    float step = (float) (own * meanFactor);
    float beta1 = (float) adam.beta1();
    float beta2 = (float) adam.beta2();
    float epsilon = (float) adam.epsilon();
    float s = (float) second;
    if (adam.inside()) {
      updates.adamInside(n, at, step, beta1, beta2, epsilon, s, factor, g, m, v, w);
    } else {
      KERNELS.adam(n, step, beta1, beta2, epsilon, s, factor, g, at, m, at, v, at, w, at);
    }
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
    for (int i = 0; i < gradients.count(); i++) {
      for (int t = 0; t < state.length; t++) {
        String name = method.tensors().get(t) + "." + gradients.weight(i).name();
        named.add(new Named(name, state[t][i]));
      }
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
