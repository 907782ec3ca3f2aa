package sluice.kernel;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The one vector shape of this process: a second one would make every method slow. */
final class Lanes {
  private static final String LANES_PROPERTY = "sluice.lanes";
  private static final VectorShape SHAPE =
      VectorShape.forBitSize(vectorBits(VectorShape.preferredShape().vectorBitSize()));

  static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, SHAPE);
  static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SHAPE);
  static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, SHAPE);

  /** Floats of a vector. */
  static final int COUNT = FLOATS.length();

  /** 0, 1, 2, … */
  static final IntVector INDEX = IntVector.zero(INTS).addIndex(1);

  private Lanes() {}

  /**
   * Returns the bits of a vector: as the property says, else as wide as this machine is.
   *
   * @param widest the bits of the widest vectors of this machine
   */
  static int vectorBits(int widest) {
    String wanted = System.getProperty(LANES_PROPERTY, "");
    int bits =
        switch (wanted) {
          case "" -> Math.clamp(widest, 128, 512);
          case "128" -> 128;
          case "256" -> 256;
          case "512" -> 512;
          default ->
              throw new IllegalArgumentException(
                  "-D" + LANES_PROPERTY + " must be 128, 256 or 512 (bits), was \"" + wanted + '"');
        };
    if (bits > widest) {
      throw new IllegalArgumentException(
          "-D" + LANES_PROPERTY + "=" + bits + " is wider than this machine's " + widest + " bits");
    }
    return bits;
  }
}
