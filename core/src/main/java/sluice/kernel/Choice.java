package sluice.kernel;

import java.util.Locale;

/**
 * Chooses the kernels of this process, once.
 *
 * <p>Vector code that is not compiled by C2, or meets a processor without fused multiply-add, is a
 * hundred times slower than scalar code: then scalar it is, with one warning. The bits are the
 * same.
 */
final class Choice {
  static final Kernels KERNELS = choose();

  private static final String KERNELS_PROPERTY = "sluice.kernels";

  private Choice() {}

  private static Kernels choose() {
    String wanted = System.getProperty(KERNELS_PROPERTY, "auto").toLowerCase(Locale.ROOT);
    switch (wanted) {
      case "scalar":
        return new ScalarKernels();
      case "auto", "vector":
        break;
      default:
        throw new IllegalArgumentException(
            "-D" + KERNELS_PROPERTY + " must be auto, scalar or vector, was \"" + wanted + '"');
    }
    String obstacle = obstacle();
    if (obstacle.isEmpty()) {
      try {
        // Either loads a class of the vector module: the first place where it may fail.
        return wanted.equals("vector")
            ? new VectorKernels()
            : new ScalarFirst(ScalarFirst.SCALAR_WORK);
      } catch (ExceptionInInitializerError e) {
        if (e.getCause() instanceof IllegalArgumentException property) {
          throw property;
        }
        throw e;
      } catch (LinkageError e) {
        obstacle = "the vector classes do not load (" + e + "); use the JDK 25 that Sluice is for";
      }
    }
    if (wanted.equals("vector")) {
      throw new IllegalArgumentException(
          "-D" + KERNELS_PROPERTY + "=vector is not possible here: " + obstacle);
    }
    System.getLogger(Kernels.class.getPackageName())
        .log(System.Logger.Level.WARNING, "Scalar kernels, several times slower: " + obstacle);
    return new ScalarKernels();
  }

  /**
   * Returns why vectors would be slow or fail, with the remedy; empty if nothing speaks against.
   */
  static String obstacle() {
    String mode = System.getProperty("java.vm.info", "");
    if (mode.startsWith("interpreted") || mode.contains("emulated-client")) {
      return "the optimising compiler is off (" + mode + "); drop -Xint or -XX:TieredStopAtLevel";
    }
    String machine = System.getProperty("java.vm.name", "");
    if (!machine.contains("Server VM")) { // client, minimal, zero and others have no C2
      return machine + " has no C2 compiler; use a HotSpot server VM";
    }
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return "the vector module is not loaded; start java with --add-modules jdk.incubator.vector";
    }
    if (!Fma.HARDWARE) {
      return "no fused multiply-add in hardware; use a processor with FMA, without -XX:-UseFMA";
    }
    return "";
  }
}
