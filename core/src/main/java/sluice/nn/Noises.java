package sluice.nn;

import java.util.Optional;
import sluice.math.Matrix;
import sluice.math.Steps;

/**
 * The {@link Noise} of one pass: masks where it trains, shares of what is kept where it predicts.
 *
 * @param candidate scales what is written, [B, H]
 * @param state scales h as the next step sees it, [B, P]
 * @param cell is 1 where the cell is kept, [B, H]
 * @param hidden is 1 where h is kept, [B, P]
 * @param cellShare how much of a cell is kept in the mean, [1, H]
 * @param hiddenShare the same of h, [1, P]
 */
record Noises(
    Optional<Masks> candidate,
    Optional<Masks> state,
    Optional<Masks> cell,
    Optional<Masks> hidden,
    Optional<Matrix> cellShare,
    Optional<Matrix> hiddenShare) {

  /**
   * For a layer.
   *
   * @param size H
   * @param width P, columns of h
   */
  static Noises of(Noise noise, int layer, int size, int width, PassSettings settings) {
    float dropped = noise.recurrentDropout();
    float unseen = noise.stateDropout();
    float cell = noise.zoneoutCell();
    float hidden = noise.zoneoutHidden();
    boolean training = settings.training();
    return new Noises(
        made(dropped > 0 && training, Draw.Kind.CANDIDATE, layer, size, dropped, settings),
        made(unseen > 0 && training, Draw.Kind.STATE, layer, width, unseen, settings),
        made(cell > 0 && training, Draw.Kind.CELL, layer, size, cell, settings),
        made(hidden > 0 && training, Draw.Kind.HIDDEN, layer, width, hidden, settings),
        share(cell > 0 && !training, cell, size),
        share(hidden > 0 && !training, hidden, width));
  }

  private static Optional<Masks> made(
      boolean wanted, Draw.Kind kind, int layer, int columns, float share, PassSettings settings) {
    return wanted ? Optional.of(Masks.of(kind, layer, columns, share, settings)) : Optional.empty();
  }

  private static Optional<Matrix> share(boolean wanted, float share, int columns) {
    if (!wanted) {
      return Optional.empty();
    }
    Matrix row = Matrix.of(1, columns);
    row.fill(share);
    return Optional.of(row);
  }

  /** Floats that a pass holds for it. */
  static long floats(Noise noise, Capacity capacity, int size, int width, boolean training) {
    long sequences = training ? capacity.sequences() : 1;
    long floats = 0;
    floats += noise.zoneoutCell() > 0 ? size * sequences : 0;
    floats += noise.zoneoutHidden() > 0 ? width * sequences : 0;
    if (training) {
      floats += noise.recurrentDropout() > 0 ? size * sequences : 0;
      floats += noise.stateDropout() > 0 ? width * sequences : 0;
    }
    return floats;
  }

  /** Draws what no step sees of h, and shows the initial states accordingly. */
  void begin(Steps steps, int width, History h, History seen) {
    seen.begin(steps);
    int count = steps.sequences();
    Matrix mask = state.orElseThrow().draw(steps, Draw.ALL_STEPS, 0, count, 0, width);
    Elements.multiply(count, width, mask, 0, 0, h.all(), h.start(), 0, seen.all(), seen.start(), 0);
  }

  /** Shows the columns {@code [from, to)} of so many rows of h as the next step sees them. */
  void see(int first, int count, int from, int to, History h, int now, History seen) {
    Matrix mask = state.orElseThrow().drawn();
    Elements.multiply(
        count, to - from, mask, first, from, h.all(), now, from, seen.all(), now, from);
  }

  /** Hands back to h what the next step's sight of it got: adds it, or sets it. */
  void handBack(
      int first, int count, int from, int to, Matrix seen, Matrix into, int row, boolean add) {
    Matrix mask = state.orElseThrow().drawn();
    int n = to - from;
    if (add) {
      Elements.multiplyAdd(count, n, mask, first, from, seen, first, from, into, row, from);
    } else {
      Elements.multiply(count, n, mask, first, from, seen, first, from, into, row, from);
    }
  }

  /** Leaves some of h, or a share of all, as it was; see the other. */
  void zoneoutHidden(
      Steps steps,
      int t,
      int first,
      int count,
      int from,
      int to,
      Matrix fresh,
      int row,
      History h) {
    zoneout(hidden, hiddenShare, steps, t, first, count, from, to, fresh, row, h);
  }

  /**
   * Of the columns {@code [from, to)} of some new states leaves some, or a share of all, as they
   * were at the step before.
   *
   * @param masks those of the cell or of h
   * @param share likewise
   * @param fresh new states from a row on; may be those of the history in place
   * @param states where they go
   */
  static void zoneout(
      Optional<Masks> masks,
      Optional<Matrix> share,
      Steps steps,
      int t,
      int first,
      int count,
      int from,
      int to,
      Matrix fresh,
      int freshRow,
      History states) {
    Matrix all = states.all();
    int before = states.before(t, first);
    int now = states.at(t, first);
    int n = to - from;
    if (masks.isPresent()) {
      Matrix mask = masks.get().draw(steps, t, first, count, from, to);
      Elements.select(count, n, from, mask, first, all, before, fresh, freshRow, all, now);
    } else if (share.isPresent()) {
      Matrix part = share.get();
      Elements.mix(
          count, n, part, 0, from, all, before, from, fresh, freshRow, from, all, now, from);
    }
  }
}
