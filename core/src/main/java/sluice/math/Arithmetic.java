package sluice.math;

import sluice.kernel.Kernels;

/** What does the arithmetic on this machine; whatever it is, the bits are the same. */
public final class Arithmetic {
  private Arithmetic() {}

  /**
   * The kernels in use: {@code vector, 512 bits} or {@code scalar}. Where they are vector kernels,
   * the first work of a process is done by scalar ones, unless {@code -Dsluice.kernels=vector}.
   */
  public static String kernels() {
    Kernels kernels = Kernels.get();
    return kernels.lanes() == 1
        ? kernels.name()
        : kernels.name() + ", " + kernels.lanes() * Float.SIZE + " bits";
  }
}
