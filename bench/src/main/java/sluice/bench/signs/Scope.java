package sluice.bench.signs;

import java.util.List;

/** Which signs of the engine are flipped: all that a backward pass can reach. */
final class Scope {
  /** Where a gradient comes from: every way back begins with one of these. */
  private static final List<String> ROOTS =
      List.of(
          "sluice.nn.Layer.Pass.backward",
          "sluice.nn.Network.Pass.backward",
          "sluice.loss.Head.Pass.lossAndGradient",
          "sluice.loss.Loss.row",
          "sluice.nn.Gradients.finish");

  private Scope() {}

  /** The signs of a core's sources. */
  static List<Flip> flips(Attributed core) {
    return SignFinder.in(core, new Reach(core, Scope::inside).from(ROOTS));
  }

  /**
   * The packages that compute. Left out: what compares kernels with one another, and the exact
   * emulation of fused multiply-add for machines without it.
   */
  private static boolean inside(String file) {
    return file.matches("sluice/(kernel|math|nn|loss)/.*")
        && !file.endsWith("Equality.java")
        && !file.endsWith("KernelPair.java")
        && !file.endsWith("kernel/Fma.java");
  }
}
