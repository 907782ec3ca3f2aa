package sluice.math;

import java.util.Arrays;
import java.util.Locale;

/**
 * How the steps of a batch of sequences lie in the rows of a matrix.
 *
 * <p>Sequences are placed longest first (the sort is stable). Step t of the b-th longest sequence
 * is row {@code offset(t) + b}; {@code alive(t)} sequences have a step t, and that number never
 * rises with t. Padding has no rows: a batch has {@code rows()} = Σ alive(t) of them. When all B
 * sequences are equally long the row is t·B + b.
 *
 * <p>Each sequence has an id. What is random or carried from batch to batch follows the id, never
 * the row.
 *
 * <p>Made once for a capacity and set again for each batch. Not thread-safe while it is being set.
 */
public final class Steps {
  private final int[] alive; // [T]
  private final int[] offset; // [T]
  private final int[] length; // [B], by position
  private final int[] source; // [B], by position
  private final long[] id; // [B], by position
  private final boolean[] begins; // [B], by position
  private int count;
  private int sequences;
  private int rows;

  /** Room for sequences of at most {@code maxSteps} steps, at most {@code maxSequences} at once. */
  public Steps(int maxSteps, int maxSequences) {
    if (maxSteps < 1 || maxSequences < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "steps and sequences must be at least 1, were %d and %d",
              maxSteps,
              maxSequences));
    }
    alive = new int[maxSteps];
    offset = new int[maxSteps];
    length = new int[maxSequences];
    source = new int[maxSequences];
    id = new long[maxSequences];
    begins = new boolean[maxSequences];
  }

  /** {@code sequences} sequences of {@code steps} steps each. */
  public static Steps equal(int steps, int sequences) {
    return new Steps(steps, sequences).setEqual(steps, sequences);
  }

  /** Sequences of the given lengths, in any order, each at least 1. */
  public static Steps of(int... lengths) {
    int longest = Arrays.stream(lengths).max().orElse(0);
    return new Steps(longest, lengths.length).setLengths(lengths, lengths.length);
  }

  /** Sets equally long sequences; ids become 0, 1, 2 … Modified. */
  public Steps setEqual(int steps, int sequences) {
    fits(steps, sequences);
    for (int b = 0; b < sequences; b++) {
      place(b, b, steps);
    }
    return layOut(steps, sequences);
  }

  /**
   * Sets sequences of the first {@code sequences} lengths, in any order; ids become 0, 1, 2 …
   * Modified.
   */
  public Steps setLengths(int[] lengths, int sequences) {
    int longest = 0;
    for (int s = 0; s < sequences; s++) {
      if (lengths[s] < 1) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "sequence %d has %d steps, needs at least 1", s, lengths[s]));
      }
      longest = Math.max(longest, lengths[s]);
    }
    fits(longest, sequences);
    for (int s = 0; s < sequences; s++) { // insertion keeps equal lengths in their order
      int b = s;
      while (b > 0 && length[b - 1] < lengths[s]) {
        place(b, source[b - 1], length[b - 1]);
        b--;
      }
      place(b, s, lengths[s]);
    }
    return layOut(longest, sequences);
  }

  private void fits(int steps, int sequences) {
    if (steps < 1 || steps > alive.length || sequences < 1 || sequences > length.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d sequences of up to %d steps do not fit: room for %d of %d",
              sequences,
              steps,
              length.length,
              alive.length));
    }
  }

  private void place(int position, int from, int steps) {
    length[position] = steps;
    source[position] = from;
    id[position] = from;
    begins[position] = false;
  }

  private Steps layOut(int steps, int sequences) {
    this.count = steps;
    this.sequences = sequences;
    rows = 0;
    int living = sequences;
    for (int t = 0; t < steps; t++) {
      while (length[living - 1] <= t) {
        living--;
      }
      alive[t] = living;
      offset[t] = rows;
      rows = Math.addExact(rows, living);
    }
    return this;
  }

  /** T: steps of the longest sequence. */
  public int count() {
    return count;
  }

  /** B: number of sequences. */
  public int sequences() {
    return sequences;
  }

  /** N: number of rows, all steps of all sequences. */
  public int rows() {
    return rows;
  }

  /** How many sequences have a step t (0-based). */
  public int alive(int t) {
    return alive[t];
  }

  /** First row of step t. */
  public int offset(int t) {
    return offset[t];
  }

  /** Row of step t of the sequence at a position. */
  public int row(int t, int position) {
    return offset[t] + position;
  }

  /** Number of steps of the sequence at a position (0 is the longest). */
  public int length(int position) {
    return length[position];
  }

  /** Row of the last step of the sequence at a position. */
  public int lastRow(int position) {
    return offset[length[position] - 1] + position;
  }

  /** Which of the caller's sequences, in the order they were given, stands at a position. */
  public int source(int position) {
    return source[position];
  }

  /** Id of the sequence at a position. */
  public long id(int position) {
    return id[position];
  }

  /** Gives the sequence at a position an id. Modified. */
  public void id(int position, long value) {
    id[position] = value;
  }

  /**
   * Whether the sequence at a position begins here, with a zero state, where others of the batch go
   * on from the batch before.
   */
  public boolean begins(int position) {
    return begins[position];
  }

  /** Says whether the sequence at a position begins here; false until it is said. Modified. */
  public void begins(int position, boolean value) {
    begins[position] = value;
  }

  /** Whether all sequences are equally long. */
  public boolean isEqual() {
    return alive[count - 1] == sequences;
  }

  /**
   * Takes order and ids from other steps, with lengths of its own by position, each at least 1 and
   * none above the one before it. Modified.
   */
  public Steps setLengths(Steps other, int[] lengths) {
    fits(lengths[0], other.sequences);
    for (int b = 0; b < other.sequences; b++) {
      if (lengths[b] < 1 || lengths[b] > lengths[Math.max(0, b - 1)]) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "the sequence at position %d cannot have %d steps", b, lengths[b]));
      }
      length[b] = lengths[b];
      source[b] = other.source[b];
      id[b] = other.id[b];
      begins[b] = other.begins[b];
    }
    return layOut(lengths[0], other.sequences);
  }

  /**
   * Takes lengths, order and ids from other steps, each sequence cut to its last {@code steps}.
   * Modified.
   */
  public Steps setLast(Steps other, int steps) {
    fits(Math.min(steps, other.count), other.sequences);
    for (int b = 0; b < other.sequences; b++) {
      length[b] = Math.min(steps, other.length[b]);
      source[b] = other.source[b];
      id[b] = other.id[b];
      begins[b] = other.begins[b];
    }
    return layOut(Math.min(steps, other.count), other.sequences);
  }
}
