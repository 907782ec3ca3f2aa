package sluice.kernel;

/**
 * Runs every kernel of two forms on the same numbers: whole and divided, at sizes around every
 * width and block, plain numbers and special ones.
 */
public final class KernelEquality {
  /** Of so many cases of a kernel, the quick form looks at one. */
  private static final int QUICK = 13;

  /** Kernels of one sort. */
  public enum Part {
    /** Functions, steps of optimisers, reductions. */
    ELEMENTS("element by element"),
    /** The arithmetic of recurrent cells. */
    CELLS("of cells"),
    /** Products of matrices. */
    PRODUCTS("of products");

    private final String label;

    Part(String label) {
      this.label = label;
    }

    /** What they work on, in words. */
    public String label() {
      return label;
    }
  }

  private final KernelPair two;

  /** All cases of two forms. */
  KernelEquality(Kernels left, Kernels right) {
    this(left, right, 1);
  }

  private KernelEquality(Kernels left, Kernels right, int every) {
    two = new KernelPair(left, right, every);
  }

  /**
   * What came out of a comparison.
   *
   * @param possible whether this JVM and machine can run vector kernels; if not, there was none
   * @param equal whether no bit differs
   * @param detail where the first bit differs, or why it was not possible, with the remedy; else
   *     empty
   */
  public record Result(boolean possible, boolean equal, String detail) {}

  /**
   * Compares vector kernels with the specification, at a few sizes each, in about a second for all
   * parts: also where this process uses scalar ones.
   */
  public static Result quick(Part... parts) {
    String obstacle = Choice.obstacle();
    if (!obstacle.isEmpty()) {
      return new Result(false, true, obstacle);
    }
    try {
      return quick(new VectorKernels(), parts);
    } catch (LinkageError e) {
      return new Result(false, true, "the vector classes do not load (" + e + ")");
    }
  }

  /** Compares some kernels with the specification, at a few sizes each. */
  static Result quick(Kernels kernels, Part... parts) {
    try {
      KernelEquality equality = new KernelEquality(new ScalarKernels(), kernels, QUICK);
      for (Part part : parts) {
        equality.compare(part);
      }
      return new Result(true, true, "");
    } catch (KernelPair.Unequal e) {
      return new Result(true, false, e.where());
    }
  }

  /**
   * Returns how many arrays and numbers were compared.
   *
   * @throws KernelPair.Unequal where a bit differs
   */
  int everything() {
    for (Part part : Part.values()) {
      compare(part);
    }
    return two.compared();
  }

  private void compare(Part part) {
    switch (part) {
      case ELEMENTS -> new ElementEquality(two).everything();
      case CELLS -> new CellEquality(two).everything();
      case PRODUCTS -> new ProductEquality(two).everything();
    }
  }

  /** Returns a number that depends on every bit of every result so far. */
  long digest() {
    return two.digest();
  }
}
