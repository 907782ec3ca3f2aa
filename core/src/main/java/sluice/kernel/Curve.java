package sluice.kernel;

/**
 * Activation functions y = act(x) that {@link Kernels#activate} knows beside tanh, sigmoid and
 * ReLU; p is their parameter, where they have one.
 *
 * <p>{@link Kernels#activateBackward} takes the derivative at y, except of {@link #GELU} and {@link
 * #SILU}, whose output does not tell it: there it takes it at x.
 */
public enum Curve {
  /** y = 0 where x &lt; 0, else 1; its derivative is 0. */
  STEP,
  /** y = x/6 + ½, not below 0 nor above 1; y′ = 1/6 where 0 &lt; y &lt; 1, else 0. */
  HARD_SIGMOID,
  /** y = x, not below −1 nor above 1; y′ = 1 where −1 &lt; y &lt; 1, else 0. */
  HARD_TANH,
  /** y = x where x &gt; 0, else p·x; y′ = 1 where y &gt; 0, else p; p is at least 0. */
  LEAKY_RELU,
  /** y = x where x &gt; 0, else p·(eˣ − 1); y′ = 1 where y &gt; 0, else y + p; p is above 0. */
  ELU,
  /** y = λx where x &gt; 0, else λα·(eˣ − 1); y′ = λ where y &gt; 0, else y + λα. */
  SELU,
  /** y = x·σ(2u), u = √(2/π)·(x + 0.044715·x³); y′ = σ + x·σ·(1 − σ)·2u′. */
  GELU,
  /** y = x·σ(x); y′ = σ·(1 + x·(1 − σ)). */
  SILU,
  /** y = log(1 + eˣ); y′ = 1 − e^−y. */
  SOFTPLUS,
  /** y = x / (1 + |x|); y′ = (1 − |y|)². */
  SOFTSIGN
}
