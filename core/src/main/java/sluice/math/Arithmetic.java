package sluice.math;

import sluice.kernel.Kernels;

/** What does the arithmetic on this machine; whatever it is, the bits are the same. */
public final class Arithmetic {
  private Arithmetic() {}

  /** The kernels in use: {@code vector, 512 bits} or {@code scalar}. */
  public static String kernels() {
    Kernels kernels = Kernels.get();
    return kernels.lanes() == 1
        ? kernels.name()
        : kernels.name() + ", " + kernels.lanes() * Float.SIZE + " bits";
  }
}
