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
    return Arrays.stream(shuffled)
        .boxed()
        .sorted((a, b) -> Double.compare(place[a], place[b])) // stable: equal ones stay at random
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** A stratum for each different text. */
  public static int[] strata(List<String> texts) {
    List<String> names = List.copyOf(new TreeSet<>(texts));
    return texts.stream().mapToInt(text -> Collections.binarySearch(names, text)).toArray();
  }

  /** Ten strata of equally many numbers, from the smallest to the largest; missing ones last. */
  public static int[] strata(double... numbers) {
    int[] rising =
        IntStream.range(0, numbers.length)
            .boxed()
            .sorted((a, b) -> Double.compare(numbers[a], numbers[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    var strata = new int[numbers.length];
    for (int rank = 0; rank < rising.length; rank++) {
      strata[rising[rank]] = (int) ((long) rank * STRATA / rising.length);
    }
    return strata;
  }
}
