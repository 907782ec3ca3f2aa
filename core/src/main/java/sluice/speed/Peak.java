package sluice.speed;

import sluice.kernel.Kernels;
import sluice.math.Workers;

/** The most multiply-adds that the machine can do, so that a share of it can be told. */
final class Peak {
  private static final int LENGTH = 20_000;
  private static final int CALLS = 20; // a piece takes some milliseconds: sharing it costs nothing

  /** Independent chains of multiply-adds. */
  interface Chains {
    /** Does so many steps of each; returns something, so that none can be left out. */
    float run(int length);

    /** Floating-point operations of a step of all chains. */
    int operations();
  }

  private Peak() {}

  /** Billions of operations a second, of the fastest run. */
  static double gflops(Workers workers, double seconds) {
    Chains chains = Kernels.get().lanes() > 1 ? new VectorPeak() : new ScalarPeak();
    float[] results = new float[workers.threads() * 32]; // a cache line or two apart
    Workers.Piece piece =
        index -> {
          for (int call = 0; call < CALLS; call++) {
            results[index * 32] += chains.run(LENGTH);
          }
        };
    Stopwatch times = Stopwatch.of(() -> workers.run(workers.threads(), piece), seconds);
    double operations = (double) workers.threads() * CALLS * LENGTH * chains.operations();
    return operations / times.least() / 1e9;
  }
}
