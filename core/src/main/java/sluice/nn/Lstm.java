package sluice.nn;

import java.util.List;

/**
 * Long short-term memory (Hochreiter &amp; Schmidhuber 1997, with the forget gate of Gers et al.
 * 2000), one direction, gates in the order i f g o.
 *
 * <pre>
 *   a = x·Wx + h₋₁·Wh + b          [B, 4H]      i f o = σ(a…)   g = tanh(a…)
 *   c = f ⊙ c₋₁ + i ⊙ g            [B, H]       h = o ⊙ tanh(c)
 *
 *   dc += dh ⊙ o ⊙ (1 − tanh²c)
 *   da = [dc ⊙ g ⊙ i(1−i),  dc ⊙ c₋₁ ⊙ f(1−f),  dc ⊙ i ⊙ (1−g²),  dh ⊙ tanh c ⊙ o(1−o)]
 *   dh₋₁ = da·Whᵀ + dy₋₁    dc₋₁ = dc ⊙ f
 *   dWx = Σ xᵀ·da    dWh = Σ h₋₁ᵀ·da    db = Σ da    dx = da·Wxᵀ
 * </pre>
 *
 * <p>The state of a sequence is h, then c: 2H floats.
 */
final class Lstm implements Layer {
  private final LayerSpec.LstmSpec spec;
  private final int index;
  private final int inputSize;
  private final int hiddenSize;
  private final Weight wx; // [I, 4H]
  private final Weight wh; // [H, 4H]
  private final Weight b; // [1, 4H]
  private final float gatePenalty;

  Lstm(LayerSpec.LstmSpec spec, Blueprint.Place place) {
    this.spec = spec;
    this.index = place.index();
    this.inputSize = place.inputSize();
    this.hiddenSize = spec.hidden();
    gatePenalty = place.gatePenalty();
    int gates = 4 * hiddenSize;
    float bound = 1 / (float) Math.sqrt(hiddenSize);
    wx = place.uniform("wx", inputSize, gates, bound);
    wh = place.uniform("wh", hiddenSize, gates, bound);
    b = place.zeros("b", gates);
    spec.fillBiases(b.values(), place);
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
    return List.of(wx, wh, b);
  }

  @Override
  public int stateLength() {
    return 2 * hiddenSize;
  }

  @Override
  public void addCells(int state, boolean backwards, List<Cell> into) {
    into.add(
        new Cell(
            index,
            spec,
            hiddenSize,
            hiddenSize,
            List.of("i", "f", "g", "o"),
            true,
            backwards,
            state));
  }

  @Override
  public long passFloats(Capacity capacity, boolean training) {
    return LstmPass.floats(this, capacity, training);
  }

  @Override
  public Layer.Pass pass(PassSettings settings) {
    return new LstmPass(this, settings);
  }

  /** What is asked of the output gates while training. */
  float gatePenalty() {
    return gatePenalty;
  }

  /** The place of this layer in its network. */
  int index() {
    return index;
  }

  /** [I, 4H]. */
  Weight wx() {
    return wx;
  }

  /** [H, 4H]. */
  Weight wh() {
    return wh;
  }

  /** [1, 4H]. */
  Weight b() {
    return b;
  }
}
