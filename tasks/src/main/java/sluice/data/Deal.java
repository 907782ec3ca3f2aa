package sluice.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import sluice.math.Rng;

/**
 * Orders in which rows or whole sequences are dealt out to training, validation and test: {@link
 * Split#deal} cuts an order into the parts. An order is a function of the seed alone.
 */
public final class Deal {
  private static final int STRATA = 10; // of numbers

  private Deal() {}

  /** As they come: the last ones are the test. */
  public static int[] inOrder(int count) {
    return IntStream.range(0, count).toArray();
  }

  /** At random. */
  public static int[] random(int count, long seed) {
    int[] order = inOrder(count);
    Rng.shuffle(order, Rng.key(seed, Rng.DATA, 0, 0, 0, 0));
    return order;
  }

  /**
   * At random, so that every run of the order has each stratum's share, to within one unit: the
   * members of a stratum are spread evenly over the order.
   *
   * @param strata number of each unit's stratum, from 0
   */
  public static int[] stratified(int[] strata, long seed) {
    int[] shuffled = random(strata.length, seed);
    int most = Arrays.stream(strata).max().orElse(-1);
    var sizes = new int[most + 1];
    Arrays.stream(strata).forEach(stratum -> sizes[stratum]++);
    var dealt = new int[most + 1];
    // The place of a unit in the whole: its rank in its stratum, from 0 to 1.
    var place = new double[strata.length];
    for (int unit : shuffled) {
      place[unit] = (dealt[strata[unit]]++ + 0.5) / sizes[strata[unit]];
    }
    return sorted(shuffled, place); // stable: equal ones stay at random
  }

  /** The units in rising order of a number of each; equal ones stay in order. A merge sort. */
  private static int[] sorted(int[] units, double[] number) {
    int[] from = units;
    int[] to = new int[units.length];
    for (int run = 1; run < units.length; run *= 2) {
      for (int low = 0; low < units.length; low += 2 * run) {
        int middle = Math.min(low + run, units.length);
        int high = Math.min(middle + run, units.length);
        int left = low;
        int right = middle;
        for (int at = low; at < high; at++) {
          boolean first =
              left < middle
                  && (right == high
                      || Double.compare(number[from[left]], number[from[right]]) <= 0);
          to[at] = first ? from[left++] : from[right++];
        }
      }
      int[] done = to;
      to = from;
      from = done;
    }
    return from;
  }

  /** A stratum for each different text. */
  public static int[] strata(List<String> texts) {
    List<String> names = List.copyOf(new TreeSet<>(texts));
    return texts.stream().mapToInt(text -> Collections.binarySearch(names, text)).toArray();
  }

  /** Ten strata of equally many numbers, from the smallest to the largest; missing ones last. */
  public static int[] strata(double... numbers) {
    int[] rising = sorted(inOrder(numbers.length), numbers);
    var strata = new int[numbers.length];
    for (int rank = 0; rank < rising.length; rank++) {
      strata[rising[rank]] = (int) ((long) rank * STRATA / rising.length);
    }
    return strata;
  }
}
