package sluice.train;

import java.util.Arrays;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.nn.Network;

/** The states that sequences carry from batch to batch, by the sequence's id, in one slab. */
final class CarriedStates {
  private final Network.Pass pass;
  private final float[] slab; // [sequences, stateLength]
  private final int length;

  CarriedStates(Network.Pass pass, float[] slab, int length) {
    this.pass = pass;
    this.slab = slab;
    this.length = length;
  }

  /**
   * Fills the initial states: zero for a fresh batch and for a sequence that begins, else what each
   * sequence had at the end of the batch before.
   */
  void before(Batch batch) {
    Matrix start = pass.start();
    Steps steps = batch.steps();
    for (int b = 0; b < steps.sequences(); b++) {
      int at = start.at(b);
      if (batch.fresh() || steps.begins(b)) {
        Arrays.fill(start.data(), at, at + length, 0);
      } else {
        System.arraycopy(slab, slot(steps, b), start.data(), at, length);
      }
    }
  }

  /** Keeps the final states, where any are carried. */
  void after(Batch batch) {
    if (slab.length == 0) {
      return;
    }
    Matrix end = pass.end();
    Steps steps = batch.steps();
    for (int b = 0; b < steps.sequences(); b++) {
      System.arraycopy(end.data(), end.at(b), slab, slot(steps, b), length);
    }
  }

  private int slot(Steps steps, int position) {
    return Math.multiplyExact(Math.toIntExact(steps.id(position)), length);
  }
}
