package sluice.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * LSTM in any of its forms, with noise in the recurrence or without: {@link Lstm} is the same
 * without either, and faster. Gates in the order i f g o, or f g o where i = 1 − f; σ is the gates'
 * function.
 *
 * <pre>
 *   a = x·Wx + h₋₁·Wh + b [B, 4H]     normalised: a = gx ⊙ n(x·Wx) + gh ⊙ n(h₋₁·Wh) + b
 *   peepholes: a_i += p_i ⊙ c₋₁    a_f += p_f ⊙ c₋₁    a_o += p_o ⊙ c
 *   i f o = σ(a…)    coupled: i = 1 − f    g = tanh(a_g)    k = g, or g ⊙ mask (recurrent dropout)
 *   c = f ⊙ c₋₁ + i ⊙ k
 *   y = o ⊙ tanh(c)                   normalised: y = o ⊙ tanh(gc ⊙ n(c) + bc)
 *   h = y                             projection: h = y·Wp [B, P]
 *   zoneout: c and h of the units drawn stay as they were at the step before
 *   state dropout: what the next step multiplies by Wh is h ⊙ mask
 *
 *   dy = dh, or dh·Wpᵀ      ds = dy ⊙ o ⊙ (1 − tanh²)      da_o = dy ⊙ tanh ⊙ σ′(o)
 *   dc += ds (normalised: n′(ds ⊙ gc)) + da_o ⊙ p_o
 *   da_i = dc ⊙ k ⊙ σ′(i)   da_f = dc ⊙ c₋₁ ⊙ σ′(f)   da_g = dc ⊙ i ⊙ mask ⊙ (1 − g²)
 *   coupled: da_f = dc ⊙ (c₋₁ − k) ⊙ σ′(f)
 *   dc₋₁ = dc ⊙ f + da_i ⊙ p_i + da_f ⊙ p_f
 *   dh₋₁ = da·Whᵀ (⊙ mask), normalised: n′(da ⊙ gh)·Whᵀ
 * </pre>
 *
 * <p>n takes the mean off a row and divides it by its deviation, n′ is its backward: {@link
 * Normalised}. The state of a sequence is h, then c: P + H floats, H + H without a projection.
 */
final class GatedLstm implements Layer {
  private final LayerSpec.LstmSpec spec;
  private final int index;
  private final int inputSize;
  private final Weight wx; // [I, 4H] or [I, 3H]
  private final Weight wh; // [P, 4H]
  private final Weight b; // [1, 4H]
  private final Optional<Weight> p; // [1, 3H] of i f o, or [1, 2H] of f o
  private final Optional<Weight> wp; // [H, P]
  private final Optional<Gains> gains;
  private final float gatePenalty;

  /**
   * What scales the normalised rows.
   *
   * @param x [1, 4H]
   * @param h [1, 4H]
   * @param c [1, H]
   * @param shift [1, H], added to that of c
   */
  record Gains(Weight x, Weight h, Weight c, Weight shift) {}

  GatedLstm(LayerSpec.LstmSpec spec, Blueprint.Place place) {
    this.spec = spec;
    this.index = place.index();
    this.inputSize = place.inputSize();
    gatePenalty = place.gatePenalty();
    LstmForm form = spec.form();
    int hidden = spec.hidden();
    int columns = gates() * hidden;
    float bound = 1 / (float) Math.sqrt(hidden);
    wx = place.uniform("wx", inputSize, columns, bound);
    wh = place.uniform("wh", outputSize(), columns, bound);
    b = place.zeros("b", columns);
    spec.fillBiases(b.values(), place);
    p =
        form.peepholes()
            ? Optional.of(place.uniform("p", 1, (gates() - 1) * hidden, bound))
            : Optional.empty();
    wp =
        form.projection() > 0
            ? Optional.of(place.uniform("wp", hidden, form.projection(), bound))
            : Optional.empty();
    gains =
        form.normalised()
            ? Optional.of(
                new Gains(
                    place.ones("gx", columns),
                    place.ones("gh", columns),
                    place.ones("gc", hidden),
                    place.zeros("bc", hidden)))
            : Optional.empty();
  }

  LstmForm form() {
    return spec.form();
  }

  Noise noise() {
    return spec.noise();
  }

  /** Gates that have weights: 4, or 3. */
  int gates() {
    return spec.form().coupled() ? 3 : 4;
  }

  /** H. */
  int hidden() {
    return spec.hidden();
  }

  /** What is asked of the output gates while training. */
  float gatePenalty() {
    return gatePenalty;
  }

  /** First column of the forget gate in a row of gates; g and o follow, i stands before. */
  int forget() {
    return spec.form().coupled() ? 0 : spec.hidden();
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
    return spec.form().projection() > 0 ? spec.form().projection() : spec.hidden();
  }

  @Override
  public List<Weight> weights() {
    List<Weight> weights = new ArrayList<>(List.of(wx, wh, b));
    p.ifPresent(weights::add);
    wp.ifPresent(weights::add);
    gains.ifPresent(g -> weights.addAll(List.of(g.x, g.h, g.c, g.shift)));
    return List.copyOf(weights);
  }

  @Override
  public int stateLength() {
    return outputSize() + spec.hidden();
  }

  @Override
  public void addCells(int state, boolean backwards, List<Cell> into) {
    List<String> letters = List.of("i", "f", "g", "o").subList(4 - gates(), 4);
    into.add(new Cell(index, spec, hidden(), outputSize(), letters, true, backwards, state));
  }

  @Override
  public long passFloats(Capacity capacity, boolean training) {
    return GatedLstmPass.floats(this, capacity, training);
  }

  @Override
  public Layer.Pass pass(PassSettings settings) {
    return new GatedLstmPass(this, settings);
  }

  int index() {
    return index;
  }

  Weight wx() {
    return wx;
  }

  Weight wh() {
    return wh;
  }

  Weight b() {
    return b;
  }

  Optional<Weight> p() {
    return p;
  }

  Optional<Weight> wp() {
    return wp;
  }

  Optional<Gains> gains() {
    return gains;
  }

  /**
   * Recurrent weights as far as the units of a step can be divided among threads; 0 where a step
   * joins all of them in the middle.
   */
  int divisible() {
    return wp.isPresent() || gains.isPresent() ? 0 : wh.size();
  }
}
