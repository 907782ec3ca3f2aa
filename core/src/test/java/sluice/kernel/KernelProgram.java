package sluice.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@link KernelEquality} as a program, so that it runs under other flags. */
final class KernelProgram {
  private KernelProgram() {}

  /**
   * Writes the name of what {@link Kernels#get} gives and its lanes to a file; with a second
   * argument {@code everything} also the digest of all results, compared with the specification,
   * with {@code quick} the result of the quick form.
   */
  public static void main(String[] arguments) throws IOException {
    Kernels chosen = Kernels.get();
    String result = chosen.name() + ' ' + chosen.lanes();
    switch (arguments[1]) {
      case "everything" -> {
        KernelEquality equality = new KernelEquality(new ScalarKernels(), chosen);
        equality.everything();
        result += " " + equality.digest();
      }
      case "quick" -> result += " " + KernelEquality.quick(KernelEquality.Part.values());
      default -> {}
    }
    Files.writeString(Path.of(arguments[0]), result);
  }
}
