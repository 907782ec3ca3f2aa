package sluice.inspect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sluice.math.Matrix;
import sluice.nn.Cell;
import sluice.nn.Network;
import sluice.nn.Probe;

/**
 * A copy of all that the recurrent layers of a network held in one forward pass: gates, cells and
 * hidden states of every row of the batch, laid out as its {@link sluice.math.Steps} say.
 *
 * <p>A layer that reads sequences backwards has step 0 at their end.
 */
public final class Trace implements Probe {
  private final List<Cell> cells;
  private final Map<Integer, Held> held = new HashMap<>();

  /**
   * What one layer held.
   *
   * @param gates [N, gates·H]; no columns for a plain RNN
   * @param c [N, H]; the hidden states where there is no cell state
   * @param h [N, H]
   */
  public record Held(Matrix gates, Matrix c, Matrix h) {}

  /** Of a network: give it to the settings of a pass. */
  public Trace(Network network) {
    cells = network.cells();
  }

  /** The recurrent layers, bottom layer first. */
  public List<Cell> cells() {
    return cells;
  }

  /** What a layer held in the last forward pass. */
  public Held of(Cell cell) {
    Held found = held.get(cell.index());
    if (found == null) {
      throw new IllegalStateException("no forward pass was traced of layer " + cell.name());
    }
    return found;
  }

  @Override
  public void forwardStep(
      int layer, int t, int first, int count, Matrix gates, Matrix c, Matrix h) {
    if (t == 0) {
      held.put(layer, new Held(gates.copy(), c.copy(), h.copy()));
    }
  }
}
