package sluice.data;

import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What is asked of the sequences that a network reads: one answer each, or one at each of their
 * steps. Immutable.
 *
 * <p>Each question is a window that says where its answer stands. Of one answer a sequence that is
 * the sequence's own window; else it is a window of the step alone. Questions are in the order of
 * the sequences, then of their steps.
 */
public final class Questions {
  private final Windows sequences;
  private final Windows windows; // of the questions
  private final boolean eachStep;
  private final int[] first; // question of each sequence; none where each has one

  private Questions(Windows sequences, boolean eachStep) {
    this.sequences = sequences;
    this.eachStep = eachStep;
    windows = eachStep ? sequences.steps() : sequences;
    first = new int[eachStep ? sequences.count() : 0];
    for (int sequence = 1; sequence < first.length; sequence++) {
      first[sequence] = first[sequence - 1] + sequences.history(sequence - 1);
    }
  }

  /** One answer a window. */
  public static Questions oneEach(Windows windows) {
    return new Questions(windows, false);
  }

  /**
   * What is asked of windows.
   *
   * @param eachStep whether there is an answer at each step; only whole series have that
   */
  public static Questions of(Windows windows, boolean eachStep) {
    return new Questions(windows, eachStep);
  }

  /**
   * The questions of those sequences that have any known answer.
   *
   * @param known from windows to those whose answer is known
   */
  public Questions known(UnaryOperator<Windows> known) {
    Windows kept = known.apply(windows);
    if (!eachStep) {
      return new Questions(kept, false);
    }
    Set<Integer> series = new HashSet<>();
    for (int question = 0; question < kept.count(); question++) {
      series.add(kept.series(question));
    }
    return new Questions(sequences.keep(s -> series.contains(sequences.series(s))), true);
  }

  /** What the network reads. */
  public Windows sequences() {
    return sequences;
  }

  /** A window for each question. */
  public Windows windows() {
    return windows;
  }

  /** Number of questions. */
  public int count() {
    return windows.count();
  }

  /** How many of the last steps of the longest sequence are asked for. */
  public int steps() {
    int most = 1;
    for (int sequence = 0; eachStep && sequence < sequences.count(); sequence++) {
      most = Math.max(most, sequences.history(sequence));
    }
    return most;
  }

  /** The question at a step of a sequence, counted from 0 among those asked for. */
  public int of(int sequence, int step) {
    return (eachStep ? first[sequence] : sequence) + step;
  }
}
