package sluice.nn;

import java.util.List;
import java.util.Optional;

/**
 * Gated recurrent unit (Cho et al. 2014), one direction, gates in the order r z n; σ is the gates'
 * function.
 *
 * <pre>
 *   a = x·Wx + b [B, 3H]     a_r a_z += h₋₁·Wh     r z = σ(a…)
 *   n = tanh(a_n + r ⊙ (h₋₁·Wn + bn))     reset after the product (cuDNN's and PyTorch's form)
 *   n = tanh(a_n + (r ⊙ h₋₁)·Wn)          reset before the product (Cho et al. 2014)
 *   h = (1 − z) ⊙ n + z ⊙ h₋₁             noise: n ⊙ mask for n, h₋₁ ⊙ mask in the products
 *
 *   da_n = dh ⊙ (1−z) ⊙ (1−n²)    da_z = dh ⊙ (h₋₁ − n) ⊙ σ′(z)
 *   after:   du = da_n ⊙ r    da_r = da_n ⊙ u ⊙ σ′(r)     u = h₋₁·Wn + bn
 *            dh₋₁ = dh ⊙ z + da_rz·Whᵀ + du·Wnᵀ            dWn = Σ h₋₁ᵀ·du    dbn = Σ du
 *   before:  ds = da_n·Wnᵀ    da_r = ds ⊙ h₋₁ ⊙ σ′(r)     s = r ⊙ h₋₁
 *            dh₋₁ = dh ⊙ z + da_rz·Whᵀ + ds ⊙ r            dWn = Σ sᵀ·da_n
 *   dWx = Σ xᵀ·da    dWh = Σ h₋₁ᵀ·da_rz    db = Σ da    dx = da·Wxᵀ
 * </pre>
 *
 * <p>The state of a sequence is h: H floats.
 */
final class Gru implements Layer {
  static final int GATES = 3;

  private final LayerSpec.GruSpec spec;
  private final int index;
  private final int inputSize;
  private final int hiddenSize;
  private final Weight wx; // [I, 3H]
  private final Weight wh; // [H, 2H]  of r and z
  private final Weight wn; // [H, H]
  private final Weight b; // [1, 3H]
  private final Optional<Weight> bn; // [1, H]  where the reset comes after

  Gru(LayerSpec.GruSpec spec, Blueprint.Place place) {
    this.spec = spec;
    this.index = place.index();
    this.inputSize = place.inputSize();
    this.hiddenSize = spec.hidden();
    float bound = 1 / (float) Math.sqrt(hiddenSize);
    wx = place.uniform("wx", inputSize, GATES * hiddenSize, bound);
    wh = place.uniform("wh", hiddenSize, 2 * hiddenSize, bound);
    wn = place.uniform("wn", hiddenSize, hiddenSize, bound);
    b = place.zeros("b", GATES * hiddenSize);
    if (spec.chrono() > 0) { // z keeps
      Chrono.keep(b.values(), hiddenSize, hiddenSize, spec.chrono(), place.key());
    }
    bn = resetAfter() ? Optional.of(place.zeros("bn", hiddenSize)) : Optional.empty();
  }

  boolean resetAfter() {
    return spec.reset() == LayerSpec.Reset.AFTER;
  }

  Noise noise() {
    return spec.noise();
  }

  boolean hard() {
    return spec.gates().hard();
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
    return bn.map(last -> List.of(wx, wh, wn, b, last)).orElseGet(() -> List.of(wx, wh, wn, b));
  }

  @Override
  public int stateLength() {
    return hiddenSize;
  }

  @Override
  public void addCells(int state, boolean backwards, List<Cell> into) {
    List<String> letters = List.of("r", "z", "n");
    into.add(new Cell(index, spec, hiddenSize, hiddenSize, letters, false, backwards, state));
  }

  @Override
  public long passFloats(Capacity capacity, boolean training) {
    return GruPass.floats(this, capacity, training);
  }

  @Override
  public Layer.Pass pass(PassSettings settings) {
    return new GruPass(this, settings);
  }

  /** The place of this layer in its network. */
  int index() {
    return index;
  }

  /** [I, 3H]. */
  Weight wx() {
    return wx;
  }

  /** [H, 2H]. */
  Weight wh() {
    return wh;
  }

  /** [H, H]. */
  Weight wn() {
    return wn;
  }

  /** [1, 3H]. */
  Weight b() {
    return b;
  }

  /** [1, H], where the reset comes after the product. */
  Optional<Weight> bn() {
    return bn;
  }
}
