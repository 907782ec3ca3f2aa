package sluice.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a probability means what it says: of the answers given with 70 % about 70 % should be
 * right.
 *
 * <pre>
 *   ECE = Σ over bins of (answers in the bin ÷ all answers) · |share right − mean probability|
 * </pre>
 *
 * <p>Ten bins of equal width (Naeini et al. 2015; of the likeliest class, Guo et al. 2017). Not for
 * use by several threads at once.
 */
public final class Calibration {
  /** Bins from 0 to 1. */
  public static final int BINS = 10;

  private final long[] counts = new long[BINS];
  private final long[] right = new long[BINS];
  private final double[] sums = new double[BINS];
  private long count;

  /** Starts with no answer. */
  public Calibration() {}

  /**
   * One bin.
   *
   * @param from least probability in it
   * @param to the least one of the next
   * @param count how many answers lie in it
   * @param mean of their probabilities; NaN without any
   * @param share of them that are right; NaN without any
   */
  public record Bin(double from, double to, long count, double mean, double share) {}

  /**
   * Adds an answer.
   *
   * @param probability that was given to it
   * @param correct whether it was right
   */
  public void add(double probability, boolean correct) {
    int bin = Math.clamp((int) (probability * BINS), 0, BINS - 1);
    counts[bin]++;
    right[bin] += correct ? 1 : 0;
    sums[bin] += probability;
    count++;
  }

  /**
   * How many answers there are.
   *
   * @return the count
   */
  public long count() {
    return count;
  }

  /**
   * The bins from 0 to 1.
   *
   * @return ten of them
   */
  public List<Bin> bins() {
    List<Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      bins.add(
          new Bin(
              (double) bin / BINS,
              (double) (bin + 1) / BINS,
              counts[bin],
              sums[bin] / counts[bin],
              (double) right[bin] / counts[bin]));
    }
    return List.copyOf(bins);
  }

  /**
   * The expected calibration error.
   *
   * @return from 0 to 1; NaN without answers
   */
  public double error() {
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      error += Math.abs(right[bin] - sums[bin]);
    }
    return error / count;
  }
}
