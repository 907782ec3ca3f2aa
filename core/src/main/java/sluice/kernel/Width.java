package sluice.kernel;

import jdk.incubator.vector.VectorShape;

/**
 * How wide the vectors of this process are. Knows it without loading what computes with them, which
 * takes some 60 ms ({@link Lanes} does).
 */
final class Width {
  private static final String LANES_PROPERTY = "sluice.lanes";

  static final int BITS = vectorBits(VectorShape.preferredShape().vectorBitSize());

  /** Floats of a vector. */
  static final int COUNT = BITS / Float.SIZE;

  private Width() {}

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
