package sluice.kernel;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The one vector shape of this process: a second one would make every method slow. */
final class Lanes {
  private static final VectorShape SHAPE = VectorShape.forBitSize(Width.BITS);

  static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, SHAPE);
  static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SHAPE);
  static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, SHAPE);

  /** Floats of a vector. */
  static final int COUNT = Width.COUNT;

  /** 0, 1, 2, … */
  static final IntVector INDEX = IntVector.zero(INTS).addIndex(1);

  private Lanes() {}
}
