package sluice.nn;

import java.util.List;

/**
 * Recurrent layer without gates, one direction: the plain one (Elman 1990), or one whose units each
 * see their own past only (Li et al. 2018).
 *
 * <pre>
 *   plain          a = x·Wx + h₋₁·Wh + b       [B, H]     h = act(a), act = tanh or ReLU
 *   independent    a = x·Wx + u ⊙ h₋₁ + b                 |u| ≤ 2^(1 ∕ T)
 *   noise          h₋₁ ⊙ mask for h₋₁, act(a) ⊙ mask for h, and some of h stay as they were
 *
 *   da = dh ⊙ act′    dh₋₁ = da·Whᵀ + dy₋₁, or da ⊙ u + dy₋₁
 *   dWx = Σ xᵀ·da    dWh = Σ h₋₁ᵀ·da    du = Σ h₋₁ ⊙ da    db = Σ da    dx = da·Wxᵀ
 * </pre>
 *
 * <p>Over T steps the memory of a unit of its own grows by |u|ᵀ, so the bound keeps it below 2. It
 * holds from the first value on and after every change of the weight, whoever makes it.
 *
 * <p>The state of a sequence is h: H floats.
 */
final class Rnn implements Layer {
  private final LayerSpec spec;
  private final Activation activation;
  private final Noise noise;
  private final int index;
  private final int inputSize;
  private final int hiddenSize;
  private final boolean independent;
  private final Weight wx; // [I, H]
  private final Weight past; // Wh [H, H], or u [1, H]
  private final Weight b; // [1, H]

  Rnn(LayerSpec.RnnSpec spec, Blueprint.Place place) {
    this.spec = spec;
    activation = spec.activation();
    noise = spec.noise();
    index = place.index();
    inputSize = place.inputSize();
    hiddenSize = spec.hidden();
    independent = false;
    float bound = 1 / (float) Math.sqrt(hiddenSize);
    wx = place.uniform("wx", inputSize, hiddenSize, bound);
    past = place.uniform("wh", hiddenSize, hiddenSize, bound);
    b = place.zeros("b", hiddenSize);
  }

  Rnn(LayerSpec.IndRnnSpec spec, Blueprint.Place place) {
    this.spec = spec;
    activation = spec.activation();
    noise = spec.noise();
    index = place.index();
    inputSize = place.inputSize();
    hiddenSize = spec.hidden();
    independent = true;
    wx = place.uniform("wx", inputSize, hiddenSize, 1 / (float) Math.sqrt(hiddenSize));
    past = place.bounded("u", hiddenSize, (float) StrictMath.pow(2, 1.0 / spec.horizon()));
    b = place.zeros("b", hiddenSize);
  }

  @Override
  public LayerSpec spec() {
    return spec;
  }

  @Override
  public int inputSize() {
    return inputSize;
  }

  @Override
  public int outputSize() {
    return hiddenSize;
  }

  @Override
  public List<Weight> weights() {
    return List.of(wx, past, b);
  }

  @Override
  public int stateLength() {
    return hiddenSize;
  }

  @Override
  public void addCells(int state, boolean backwards, List<Cell> into) {
    into.add(new Cell(index, spec, hiddenSize, hiddenSize, List.of(), false, backwards, state));
  }

  @Override
  public long passFloats(Capacity capacity, boolean training) {
    return RnnPass.floats(this, capacity, training);
  }

  @Override
  public Layer.Pass pass(PassSettings settings) {
    return new RnnPass(this, settings);
  }

  /** The place of this layer in its network. */
  int index() {
    return index;
  }

  Activation activation() {
    return activation;
  }

  Noise noise() {
    return noise;
  }

  /** How the units see their past, for one pass. */
  Past past(PassSettings settings) {
    return independent
        ? new Past.Own(past, settings)
        : new Past.All(past, noise.weightDrop(), index, settings);
  }

  /** Floats of what a pass holds of weights in use and out of use. */
  long droppedFloats(boolean training) {
    return WeightDrop.floats(noise.weightDrop(), past, training);
  }

  /** Floats of a recurrent matrix; 0 where each unit sees its own past. */
  int recurrentSize() {
    return independent ? 0 : past.size();
  }

  /** [I, H]. */
  Weight wx() {
    return wx;
  }

  /** [1, H]. */
  Weight b() {
    return b;
  }
}
