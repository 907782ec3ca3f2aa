package sluice.nn;

import sluice.math.Matrix;
import sluice.math.Steps;

/** A pass with one other inside, whose rows and states it has. */
interface PassAround extends Layer.Pass {
  /** The pass inside. */
  Layer.Pass pass();

  @Override
  default double penalty() {
    return pass().penalty();
  }

  @Override
  default Steps steps() {
    return pass().steps();
  }

  @Override
  default Matrix start() {
    return pass().start();
  }

  @Override
  default Matrix end() {
    return pass().end();
  }

  @Override
  default Matrix startGradient() {
    return pass().startGradient();
  }
}
