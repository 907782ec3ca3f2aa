package sluice.nn;

import java.util.List;
import java.util.Optional;
import sluice.kernel.Curve;
import sluice.kernel.Kernels;

/**
 * A function y = act(a) of a layer's sums, with its derivative.
 *
 * <p>Most go element by element and have their derivative in terms of the output; {@link
 * Kind#isSimple} says which. Recurrent cells take those.
 *
 * @param kind which function
 * @param parameter slope or α of the kinds that have one, else 0
 */
public record Activation(Kind kind, float parameter) {
  /** y = a. */
  public static final Activation IDENTITY = new Activation(Kind.IDENTITY);

  /** y = 0 below 0, else 1; without a derivative that could teach anything. */
  public static final Activation STEP = new Activation(Kind.STEP);

  /** y = σ(a). */
  public static final Activation SIGMOID = new Activation(Kind.SIGMOID);

  /** y = a/6 + ½ between 0 and 1. */
  public static final Activation HARD_SIGMOID = new Activation(Kind.HARD_SIGMOID);

  /** y = tanh a. */
  public static final Activation TANH = new Activation(Kind.TANH);

  /** y = a between −1 and 1. */
  public static final Activation HARD_TANH = new Activation(Kind.HARD_TANH);

  /** y = max(0, a). */
  public static final Activation RELU = new Activation(Kind.RELU);

  /** y = a above 0, else λα(eᵃ − 1), times λ. */
  public static final Activation SELU = new Activation(Kind.SELU);

  /** y = a·σ(2u), the tanh form. */
  public static final Activation GELU = new Activation(Kind.GELU);

  /** y = a·σ(a). */
  public static final Activation SILU = new Activation(Kind.SILU);

  /** y = log(1 + eᵃ). */
  public static final Activation SOFTPLUS = new Activation(Kind.SOFTPLUS);

  /** y = a / (1 + |a|). */
  public static final Activation SOFTSIGN = new Activation(Kind.SOFTSIGN);

  /** y = eᵃ / Σ eᵃ of a row. */
  public static final Activation SOFTMAX = new Activation(Kind.SOFTMAX);

  private static final Kernels KERNELS = Kernels.get();

  /** A function, whatever its parameter. */
  public enum Kind {
    /** y = a. */
    IDENTITY,
    /** y = 0 where a &lt; 0, else 1 (Rosenblatt 1958). Its derivative is taken as 0. */
    STEP(Curve.STEP),
    /** y = σ(a) = 1 ∕ (1 + e^−a), dy/da = y(1 − y). */
    SIGMOID,
    /** y = a/6 + ½, not below 0 nor above 1; dy/da = 1/6 in between. */
    HARD_SIGMOID(Curve.HARD_SIGMOID),
    /** y = tanh a, dy/da = 1 − y². */
    TANH,
    /** y = a, not below −1 nor above 1; dy/da = 1 in between. */
    HARD_TANH(Curve.HARD_TANH),
    /** y = max(0, a), dy/da = 1 where y &gt; 0, else 0 (Nair &amp; Hinton 2010). */
    RELU,
    /** y = a where a &gt; 0, else slope·a; the slope is set (Maas et al. 2013). */
    LEAKY_RELU(Curve.LEAKY_RELU),
    /** The same with a slope for each unit that is learned (He et al. 2015). */
    PARAMETRIC_RELU,
    /** y = a where a &gt; 0, else α(eᵃ − 1) (Clevert et al. 2016). */
    ELU(Curve.ELU),
    /** y = λa where a &gt; 0, else λα(eᵃ − 1), with λ and α fixed (Klambauer et al. 2017). */
    SELU(Curve.SELU),
    /** y = a·σ(2u), u = √(2/π)(a + 0.044715a³): the tanh form (Hendrycks &amp; Gimpel 2016). */
    GELU(Curve.GELU),
    /** y = a·σ(a) (Elfwing et al. 2018; also called swish). */
    SILU(Curve.SILU),
    /** y = log(1 + eᵃ), dy/da = 1 − e^−y (Dugas et al. 2001). */
    SOFTPLUS(Curve.SOFTPLUS),
    /** y = a ∕ (1 + |a|), dy/da = (1 − |y|)² (Turian et al. 2009). */
    SOFTSIGN(Curve.SOFTSIGN),
    /** y = eᵃ ∕ Σ eᵃ over a row (Bridle 1990), da = y ⊙ (dy − Σ dy ⊙ y). */
    SOFTMAX;

    private final Optional<Curve> curve;

    Kind() {
      curve = Optional.empty();
    }

    Kind(Curve curve) {
      this.curve = Optional.of(curve);
    }

    /** Whether it has a parameter. */
    public boolean hasParameter() {
      return this == LEAKY_RELU || this == PARAMETRIC_RELU || this == ELU;
    }

    /**
     * Whether it goes element by element, learns nothing, and has its derivative in terms of its
     * output.
     */
    public boolean isSimple() {
      return this != SOFTMAX && this != PARAMETRIC_RELU && !needsSum();
    }

    /** Whether the derivative cannot be told from the output, only from the sum it was made of. */
    boolean needsSum() {
      return this == GELU || this == SILU || this == PARAMETRIC_RELU;
    }
  }

  public Activation {
    if (!kind.hasParameter() && parameter != 0) {
      throw new IllegalArgumentException(kind + " has no parameter, was given " + parameter);
    }
    Check.finite(kind == Kind.ELU ? "alpha" : "slope", parameter);
    if (kind == Kind.LEAKY_RELU && parameter < 0) {
      throw new IllegalArgumentException("slope must be at least 0, was " + parameter);
    }
    if (kind == Kind.ELU && parameter <= 0) {
      throw new IllegalArgumentException("alpha must be above 0, was " + parameter);
    }
  }

  /** Of a kind that has no parameter. */
  public Activation(Kind kind) {
    this(kind, 0);
  }

  /** y = a above 0, else slope·a; 0.01 is usual. */
  public static Activation leakyRelu(float slope) {
    return new Activation(Kind.LEAKY_RELU, slope);
  }

  /**
   * The same with a slope for each unit that is learned, from this first value on; 0.25 is usual.
   */
  public static Activation parametricRelu(float slope) {
    return new Activation(Kind.PARAMETRIC_RELU, slope);
  }

  /** y = a above 0, else α(eᵃ − 1); 1 is usual. */
  public static Activation elu(float alpha) {
    return new Activation(Kind.ELU, alpha);
  }

  /** The weights it learns beside those of its layer, [1, columns] each. */
  List<Weight> weights(Blueprint.Place place, int columns) {
    return kind == Kind.PARAMETRIC_RELU
        ? List.of(place.filled("slope", columns, parameter))
        : List.of();
  }

  /** y = activation(y) for {@code n} elements, of kinds that go element by element. Modified. */
  void apply(int n, float[] y, int at) {
    apply(n, y, at, y, at);
  }

  /** y = activation(a) for {@code n} elements; y may be a. */
  void apply(int n, float[] a, int aAt, float[] y, int yAt) {
    switch (kind) {
      case IDENTITY -> System.arraycopy(a, aAt, y, yAt, n);
      case TANH -> KERNELS.tanh(n, a, aAt, y, yAt);
      case SIGMOID -> KERNELS.sigmoid(n, a, aAt, y, yAt);
      case RELU -> KERNELS.relu(n, a, aAt, y, yAt);
      case SOFTMAX, PARAMETRIC_RELU ->
          throw new IllegalStateException(kind + " does not go element by element");
      default -> KERNELS.activate(kind.curve.orElseThrow(), parameter, n, a, aAt, y, yAt);
    }
  }

  /**
   * da = dy ⊙ activation′, where z is the output, or the sum where the kind needs that; da may be
   * dy itself.
   */
  void backward(int n, float[] z, int zAt, float[] dy, int dyAt, float[] da, int daAt) {
    switch (kind) {
      case IDENTITY -> System.arraycopy(dy, dyAt, da, daAt, n);
      case TANH -> KERNELS.tanhBackward(n, z, zAt, dy, dyAt, da, daAt);
      case SIGMOID -> KERNELS.sigmoidBackward(n, z, zAt, dy, dyAt, da, daAt);
      case RELU -> KERNELS.reluBackward(n, z, zAt, dy, dyAt, da, daAt);
      case SOFTMAX, PARAMETRIC_RELU ->
          throw new IllegalStateException(kind + " does not go element by element");
      default ->
          KERNELS.activateBackward(
              kind.curve.orElseThrow(), parameter, n, z, zAt, dy, dyAt, da, daAt);
    }
  }
}
