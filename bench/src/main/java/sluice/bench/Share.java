package sluice.bench;

import java.util.List;
import java.util.Locale;
import jdk.jfr.consumer.RecordedFrame;

/** What the calling thread of a step may be doing, told from the frames of its stack. */
enum Share {
  PACKING("packing"),
  INPUT("input product"),
  RECURRENT("recurrent product"),
  GATES("gates"),
  WEIGHTS("weight gradients"),
  HEAD("head and loss"),
  OPTIMISER("optimiser"),
  WAITING("waiting"),
  OTHER("other");

  private static final String PACKAGE = "sluice.";

  private final String label;

  Share(String label) {
    this.label = label;
  }

  @Override
  public String toString() {
    return label;
  }

  /**
   * The share of a stack, innermost frame first.
   *
   * <p>Waiting is what {@code sluice.math} does itself; what belongs to the head is its own
   * products too, but for packing.
   */
  static Share of(List<RecordedFrame> frames) {
    List<String> calls =
        frames.stream().map(Share::call).filter(call -> call.startsWith(PACKAGE)).toList();
    boolean waits =
        calls.stream()
            .filter(call -> !call.startsWith("sluice.kernel."))
            .findFirst()
            .filter(call -> call.startsWith("sluice.math."))
            .isPresent();
    if (waits) {
      return WAITING;
    }
    if (has(calls, "RowProduct.packColumns")) {
      return PACKING;
    }
    if (has(calls, "DenseHead", "DenseProduct", "WeightedRows")) {
      return HEAD;
    }
    if (!has(calls, "Model$Pass", "Network$Pass")) { // an optimiser's step calls the pass
      return has(calls, "sluice.optim.", "nn.Gradients.") ? OPTIMISER : OTHER;
    }
    if (has(calls, "WeightGradient.", "BiasGradient.", "IdGradient.")) {
      return WEIGHTS;
    }
    if (has(calls, ".lstmForward", ".lstmBackward")) {
      return GATES;
    }
    if (has(calls, "InputProduct.", "IdProduct.")) {
      return INPUT;
    }
    return has(calls, "RowProduct.") ? RECURRENT : OTHER;
  }

  private static String call(RecordedFrame frame) {
    return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
  }

  private static boolean has(List<String> calls, String... parts) {
    return calls.stream().anyMatch(call -> List.of(parts).stream().anyMatch(call::contains));
  }

  /** The columns of a table of shares. */
  static String heading() {
    StringBuilder heading = new StringBuilder("| workload | ms a step |");
    for (Share share : values()) {
      heading.append(' ').append(share).append(" |");
    }
    return heading + "\n|---|---:|" + "---:|".repeat(values().length);
  }

  /** A line of the table: per cent of a step. */
  static String row(String workload, double milliseconds, double[] parts) {
    StringBuilder row =
        new StringBuilder(String.format(Locale.ROOT, "| %s | %.3g |", workload, milliseconds));
    for (double part : parts) {
      row.append(String.format(Locale.ROOT, " %.0f |", 100 * part));
    }
    return row.toString();
  }
}
