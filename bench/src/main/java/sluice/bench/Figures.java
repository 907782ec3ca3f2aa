package sluice.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a process measured, as it tells its parent.
 *
 * @param version what computed
 * @param medianMs milliseconds a step
 * @param leastMs of the fastest step
 * @param steps measured
 * @param warmUpSteps done before
 * @param allocatedBytes a step, on the Java heap, over all threads
 * @param peakBytes most memory resident; 0 where nobody knows
 * @param firstLoss of the first step of all, if there is one
 * @param lastLoss of the last one
 * @param othersCores other processes' work while it measured; −1 where nobody knows
 * @param stealCores what the host gave to other guests; −1 where nobody knows
 */
record Figures(
    String version,
    double medianMs,
    double leastMs,
    int steps,
    int warmUpSteps,
    double allocatedBytes,
    long peakBytes,
    @Nullable Double firstLoss,
    @Nullable Double lastLoss,
    double othersCores,
    double stealCores) {
  private static final double LIMIT = 0.1; // of a core

  /** Whether the machine was left to this process. */
  boolean quiet() {
    return othersCores <= LIMIT && stealCores <= LIMIT;
  }

  /** What disturbed, in words; empty if nothing did. */
  String disturbance() {
    return quiet()
        ? ""
        : String.format(
            Locale.ROOT, "other work took %.2f cores, steal %.2f", othersCores, stealCores);
  }
}
