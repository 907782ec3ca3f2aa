package sluice.nn;

import sluice.math.Matrix;

/** The pass of a layer without memory: its states have no columns. */
interface StatelessPass extends Layer.Pass {
  /** [B, 0]. */
  Matrix none();

  @Override
  default Matrix start() {
    return none();
  }

  @Override
  default Matrix end() {
    return none();
  }

  @Override
  default Matrix startGradient() {
    return none();
  }
}
