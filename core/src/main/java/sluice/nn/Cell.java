package sluice.nn;

import java.util.List;

/**
 * A recurrent layer of a network, and what a {@link Probe} hears of it.
 *
 * @param index of the layer in its network, as a probe is told
 * @param spec what it is
 * @param units H, of each gate and of c
 * @param width columns of h: H, or P where it is projected
 * @param gates their letters in the order of the columns; none for a plain RNN
 * @param hasCell whether it has a cell state c beside h
 * @param backwards whether it reads sequences from their end: its step 0 is their last one
 * @param state where h begins in the network's state of a sequence; c follows
 */
public record Cell(
    int index,
    LayerSpec spec,
    int units,
    int width,
    List<String> gates,
    boolean hasCell,
    boolean backwards,
    int state) {
  /** Copies the list. */
  public Cell {
    gates = List.copyOf(gates);
  }

  /** Its kind, such as {@code lstm}. */
  public String type() {
    return spec.type();
  }

  /** A name that is unique in the network, such as {@code 0 lstm}. */
  public String name() {
    return index + " " + type() + (backwards ? " reversed" : "");
  }

  /** Whether a gate is a candidate, in (−1, 1) by tanh, rather than a share of 0 to 1. */
  public boolean isCandidate(int gate) {
    return gates.get(gate).equals("g") || gates.get(gate).equals("n");
  }
}
