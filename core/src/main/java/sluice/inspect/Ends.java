package sluice.inspect;

import java.util.Arrays;

/**
 * Where the sequences of a batch end, learned from how many are alive as a backward pass goes from
 * the last step to the first: those that join at step t have t + 1 steps. Sequences of one length
 * lie side by side, the longest first; they are a group.
 */
final class Ends {
  private int[] end = {}; // by group: the position behind its last sequence
  private int[] length = {};
  private int groups;
  private int time;

  /** Notes that a step has so many sequences; steps come in falling order. Modified. */
  void step(int t, int count) {
    if (groups == 0 || t >= time) { // a new pass
      groups = 0;
    }
    time = t;
    if (groups == 0 || count > end[groups - 1]) {
      if (groups == end.length) {
        end = Arrays.copyOf(end, 2 * groups + 1);
        length = Arrays.copyOf(length, end.length);
      }
      end[groups] = count;
      length[groups++] = t + 1;
    }
  }

  /** How many groups have the step. */
  int groups() {
    return groups;
  }

  /** The position behind the last sequence of a group. */
  int end(int group) {
    return end[group];
  }

  /** Steps of the sequences of a group. */
  int length(int group) {
    return length[group];
  }
}
