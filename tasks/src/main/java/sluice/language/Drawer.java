package sluice.language;

import java.util.Arrays;
import java.util.stream.IntStream;
import sluice.math.Matrix;
import sluice.math.Rng;

/**
 * Draws tokens: the same for the same seed on any machine, as it uses nothing but +, ×, ÷ and
 * StrictMath, in a fixed order.
 */
final class Drawer {
  private static final double TO_UNIT = 0x1p-32;
  private static final long UNSIGNED = 0xffffffffL;

  private final Sampling sampling;
  private final boolean[] never; // by id
  private final double[] p;
  private final Integer[] order;

  /**
   * For a vocabulary.
   *
   * @param never ids that are not to be written
   */
  Drawer(Sampling sampling, boolean[] never) {
    this.sampling = sampling;
    this.never = never.clone();
    p = new double[never.length];
    order = IntStream.range(0, never.length).boxed().toArray(Integer[]::new);
  }

  /**
   * A token.
   *
   * @param foretold probabilities, one row
   * @param number of the draw, from 0
   */
  int draw(Matrix foretold, int number) {
    double largest = 0;
    int likeliest = -1;
    for (int id = 0; id < p.length; id++) {
      p[id] = never[id] ? 0 : foretold.get(0, id);
      if (p[id] > largest) {
        largest = p[id];
        likeliest = id;
      }
    }
    if (likeliest < 0 || sampling.temperature() == 0) {
      return Math.max(0, likeliest);
    }
    if (sampling.temperature() != 1) {
      heat(largest);
    }
    if (sampling.topK() > 0 && sampling.topK() < p.length || sampling.topP() < 1) {
      cut();
    }
    return pick(number);
  }

  /** p^(1/T), of the largest 1. */
  private void heat(double largest) {
    double log = StrictMath.log(largest);
    for (int id = 0; id < p.length; id++) {
      if (p[id] > 0) {
        p[id] = StrictMath.exp((StrictMath.log(p[id]) - log) / sampling.temperature());
      }
    }
  }

  /** Leaves the likeliest alone; of equally likely ones those with lower ids come first. */
  private void cut() {
    Arrays.sort(order, (a, b) -> p[a] != p[b] ? Double.compare(p[b], p[a]) : Integer.compare(a, b));
    double all = 0;
    for (double one : p) {
      all += one;
    }
    double kept = 0;
    for (int rank = 0; rank < order.length; rank++) {
      boolean in =
          (sampling.topK() == 0 || rank < sampling.topK())
              && (sampling.topP() == 1 || kept < sampling.topP() * all);
      kept += p[order[rank]];
      if (!in) {
        p[order[rank]] = 0;
      }
    }
  }

  private int pick(int number) {
    double all = 0;
    for (double one : p) {
      all += one;
    }
    int bits = Rng.bits(sampling.seed(), Rng.SAMPLING, 0, 0, 0, number, 0);
    double goal = (bits & UNSIGNED) * TO_UNIT * all;
    int last = 0;
    double sum = 0;
    for (int id = 0; id < p.length; id++) {
      if (p[id] > 0) {
        sum += p[id];
        last = id;
        if (sum > goal) {
          return id;
        }
      }
    }
    return last;
  }
}
