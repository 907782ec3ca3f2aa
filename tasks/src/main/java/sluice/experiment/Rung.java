package sluice.experiment;

import java.util.ArrayList;
import java.util.List;

/**
 * One round of successive halving (Jamieson &amp; Talwalkar 2016): some trials, each for some
 * epochs; the better ones go on to the next, which has fewer trials and more epochs.
 *
 * <pre>
 *   epochs:  R ∕ ηˢ, …, R ∕ η², R ∕ η, R   rounded down, from the first of at least r
 *   trials:  n, n ∕ η, n ∕ η², …           rounded down, at least 1
 * </pre>
 *
 * @param number from 1
 * @param epochs of each trial
 * @param trials how many there are
 */
record Rung(int number, int epochs, int trials) {
  /**
   * The rungs of a search.
   *
   * @param trials n, in the first
   * @param eta η, at least 2
   * @param least r, epochs of the first at least
   * @param most R, epochs of the last
   */
  static List<Rung> halving(int trials, int eta, int least, int most) {
    List<Integer> epochs = new ArrayList<>();
    for (long part = 1; most / part >= least; part *= eta) {
      epochs.addFirst((int) (most / part));
    }
    List<Rung> rungs = new ArrayList<>();
    int left = trials;
    for (int number = 1; number <= epochs.size(); number++) {
      // One that is left alone has nobody to be compared with before the end.
      boolean alone = number > 1 && left == 1;
      rungs.add(new Rung(number, alone ? most : epochs.get(number - 1), left));
      if (alone) {
        break;
      }
      left = Math.max(1, left / eta);
    }
    return rungs;
  }
}
